/**
 * One write as one confirmed request, by the client's transport. Its own WriteApi buffers: it drops points when the
 * server stays away and reports fewer successes than there were, so it cannot say what is stored.
 */
import { HttpError, InfluxDB, RequestTimedOutError } from '@influxdata/influxdb-client';
import type { WriteOutcome } from './decide.ts';

export interface InfluxTarget {
  readonly url: string;
  /** Absent: none is sent (VictoriaMetrics without authentication). */
  readonly token: string | undefined;
  readonly org: string;
  readonly bucket: string;
}

export interface InfluxClient {
  /** @param body line protocol, times in milliseconds. Never rejects. */
  write(body: string, signal: AbortSignal): Promise<WriteOutcome>;
}

/** Whole request and answer. What the server stored after it is written again: the same points are the same points. */
const writeTimeLimitMs = 15_000;
const gzipThresholdBytes = 1_024;

export function createInfluxClient({ url, token, org, bucket }: InfluxTarget): InfluxClient {
  const { transport } = new InfluxDB({ url, ...(token === undefined ? {} : { token }), timeout: writeTimeLimitMs });
  const path = `/api/v2/write?${new URLSearchParams({ org, bucket, precision: 'ms' }).toString()}`;
  return {
    write: async (body, signal) => {
      const late = AbortSignal.timeout(writeTimeLimitMs);
      let status = 0;
      try {
        await transport.request(
          path,
          body,
          {
            method: 'POST',
            headers: { 'content-type': 'text/plain; charset=utf-8' },
            gzipThreshold: gzipThresholdBytes,
            signal: AbortSignal.any([signal, late]),
          },
          (_headers, code) => {
            status = code ?? 0;
          },
        );
        return { type: 'answered', status, message: '', retryAfter: null };
      } catch (error) {
        if (error instanceof HttpError) return answered(error);
        if (late.aborted || error instanceof RequestTimedOutError) {
          return { type: 'no_answer', kind: 'timeout', message: `no answer within ${writeTimeLimitMs} ms` };
        }
        const message = error instanceof Error ? error.message : String(error);
        return { type: 'no_answer', kind: 'connection', message };
      }
    },
  };
}

function answered({ statusCode, body, message, headers }: HttpError): WriteOutcome {
  const retryAfter = headers?.['retry-after'];
  return {
    type: 'answered',
    status: statusCode,
    message: body ?? message,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
  };
}
