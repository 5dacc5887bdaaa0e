/**
 * Writes points until the server has confirmed or refused each of them. While the server is away, one write at a
 * time tries it; all others wait for the outcome.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@fastisp/core/clock';
import type { Log } from '@fastisp/core/log/log';
import { type SampledWarn, sampledWarnings } from '@fastisp/core/log/sampled';
import type { InfluxClient } from './client.ts';
import { backoffMs, judgeWrite, type RejectReason, type RetryKind, type WriteOutcome } from './decide.ts';
import type { InfluxMetrics } from './metrics.ts';

export interface WriterDeps {
  readonly client: InfluxClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: InfluxMetrics;
}

export interface WriteWait {
  /** Ends the waiting: `write` rejects. */
  readonly signal: AbortSignal;
  /** Asked again and again while the server is away: whether to give these points up. */
  readonly maySpare: () => boolean;
}

/** Points in one request; more are sent in several. About 4 MB of line protocol. */
const pointsPerWriteMax = 10_000;
/** Requests that look for the bad points of one refused write; beyond, what is left of it counts as rejected. */
const searchWritesMax = 64;
const lookEveryMs = 250;

/** What to do about it, for the person who reads the log. */
const advice: Partial<Record<RetryKind, string>> = {
  unauthorized: 'check INFLUX_TOKEN',
  forbidden: 'give the token of INFLUX_TOKEN the right to write to INFLUX_BUCKET',
  bucket_not_found: 'check INFLUX_URL, INFLUX_ORG and INFLUX_BUCKET',
  unexpected_answer: 'INFLUX_URL does not answer as InfluxDB does',
};

export class InfluxWriter {
  readonly #deps: WriterDeps;
  readonly #warn: SampledWarn;
  #pointsMax = pointsPerWriteMax;
  /** In a row; 0 while the server is well. */
  #failures = 0;
  #nextTryMs = 0;
  #trying = false;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
    this.#warn = sampledWarnings(deps.log);
  }

  /** @returns how many of the last points were given up (`maySpare`). */
  async write(lines: readonly string[], wait: WriteWait): Promise<number> {
    for (let at = 0; at < lines.length;) {
      const part = lines.slice(at, at + this.#pointsMax);
      if (!(await this.#writePart(part, wait, { left: searchWritesMax }))) {
        this.#deps.metrics.shed.inc(lines.length - at);
        return lines.length - at;
      }
      at += part.length;
    }
    return 0;
  }

  /** @returns false when the points were given up. */
  async #writePart(lines: readonly string[], wait: WriteWait, search: { left: number }): Promise<boolean> {
    const body = lines.join('\n');
    for (;;) {
      if (!(await this.#turn(wait))) return false;
      const healthy = this.#failures === 0;
      const outcome = await this.#try(body, wait.signal);
      if (outcome.type === 'no_answer') wait.signal.throwIfAborted();
      const verdict = judgeWrite(outcome, this.#deps.clock.nowMs());
      if (verdict.type === 'retry') {
        this.#failed(verdict.kind, { waitMs: verdict.waitMs, healthy }, outcome);
        continue;
      }
      this.#recovered();
      switch (verdict.type) {
        case 'accepted':
          this.#accepted(lines.length, body);
          return true;
        case 'accepted_partly':
          this.#accepted(Math.max(0, lines.length - verdict.dropped), body);
          this.#rejected(verdict.dropped, verdict.reason, outcome);
          return true;
        case 'too_large':
          if (lines.length > 1) this.#pointsMax = Math.max(1, Math.min(this.#pointsMax, Math.floor(lines.length / 2)));
          else this.#rejected(1, 'too_large', outcome);
          return lines.length === 1 || this.#halves(lines, wait, search);
        case 'refused':
          search.left -= 1;
          if (lines.length > 1 && search.left > 0) return this.#halves(lines, wait, search);
          this.#rejected(lines.length, verdict.reason, outcome);
          return true;
        default:
          verdict satisfies never;
      }
    }
  }

  async #halves(lines: readonly string[], wait: WriteWait, search: { left: number }): Promise<boolean> {
    const middle = Math.floor(lines.length / 2);
    if (!(await this.#writePart(lines.slice(0, middle), wait, search))) return false;
    return this.#writePart(lines.slice(middle), wait, search);
  }

  /** Waits until a try is due. @returns false when the points are given up. */
  async #turn({ signal, maySpare }: WriteWait): Promise<boolean> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#failures === 0) return true;
      if (maySpare()) return false;
      const waitMs = this.#nextTryMs - performance.now();
      if (waitMs <= 0 && !this.#trying) return true;
      await delay(Math.min(lookEveryMs, Math.max(1, waitMs > 0 ? waitMs : lookEveryMs)), undefined, { signal });
    }
  }

  async #try(body: string, signal: AbortSignal): Promise<WriteOutcome> {
    const alone = this.#failures > 0;
    if (alone) this.#trying = true;
    try {
      return await this.#deps.client.write(body, signal);
    } finally {
      if (alone) this.#trying = false;
    }
  }

  #failed(kind: RetryKind, at: { waitMs: number | null; healthy: boolean }, { message }: WriteOutcome): void {
    const { log, metrics } = this.#deps;
    // Writes that were on their way together fail together: one failure.
    if (!at.healthy || this.#failures === 0) this.#failures += 1;
    const pauseMs = Math.max(at.waitMs ?? 0, backoffMs(this.#failures));
    this.#nextTryMs = Math.max(this.#nextTryMs, performance.now() + pauseMs);
    metrics.up.set(0);
    metrics.failures.inc({ kind });
    const fields = { kind, pauseMs, message: message.slice(0, 300), advice: advice[kind] };
    if (this.#failures === 1) log.warn(fields, 'influxdb takes no points: they wait');
    else this.#warn({ ...fields, failures: this.#failures }, 'influxdb still takes no points');
  }

  #recovered(): void {
    if (this.#failures > 0) this.#deps.log.info({ failures: this.#failures }, 'influxdb takes points again');
    this.#failures = 0;
    this.#nextTryMs = 0;
    this.#deps.metrics.up.set(1);
  }

  #accepted(points: number, body: string): void {
    this.#deps.metrics.points.inc(points);
    this.#deps.metrics.bytes.inc(Buffer.byteLength(body));
  }

  #rejected(points: number, reason: RejectReason, { message }: WriteOutcome): void {
    this.#deps.metrics.rejected.inc({ reason }, points);
    this.#warn({ reason, points, message: message.slice(0, 300) }, 'influxdb will never take these points');
  }
}
