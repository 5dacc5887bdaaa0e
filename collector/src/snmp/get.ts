/**
 * A few scalars in one GET. Objects that an agent does not have come back as exceptions (SNMPv2c) or fail the
 * whole request (SNMPv1, and some v2c agents): then the one at fault is left out and the rest asked again.
 */
import { errorStatuses, tags } from './ber.ts';
import type { VarbindReader } from './decode.ts';
import { compareOids } from './oid.ts';
import { addRttSample, type AttemptPlan, attemptTimeoutsMs, type RttEstimate } from './rtt.ts';
import type { Reply, SnmpTarget, SnmpTransport } from './port.ts';

export type GetEnd = 'complete' | 'timeout' | 'unreachable' | 'stopped' | 'auth' | 'malformed' | 'too_big';

export interface GetResult {
  readonly end: GetEnd;
  readonly varbinds: number;
  readonly retries: number;
  /** First request to its answer; 0 without one. */
  readonly rttMs: number;
}

/**
 * @param oids What to ask for.
 * @param wanted Which of `oids` to ask for; those that the agent lacks are taken out, so that the caller may
 *   keep it from one poll to the next.
 * @param visit Called with the number of each object that is there, the reader at its value.
 */
export async function getScalars(
  transport: SnmpTransport,
  target: SnmpTarget,
  oids: readonly Uint8Array[],
  wanted: Set<number>,
  visit: (number: number, value: VarbindReader) => void,
  options: { plan: AttemptPlan; rtt: RttEstimate; answerBytes: number },
): Promise<GetResult> {
  let retries = 0;
  let rttMs = 0;
  for (;;) {
    const asked = [...wanted];
    const reply = await transport.request(target, {
      pdu: tags.getRequest,
      timeoutsMs: attemptTimeoutsMs(options.plan, options.rtt),
      answerBytes: options.answerBytes,
      write: (encoder) => {
        for (const number of asked.toReversed()) encoder.varbind(oids[number] ?? new Uint8Array(0));
      },
    });
    retries += reply.retries;
    if (reply.kind === 'failed') return { end: reply.reason, varbinds: 0, retries, rttMs };
    rttMs ||= reply.rttMs;
    addRttSample(options.rtt, reply.rttMs);
    const end = takeReply(reply, oids, asked, wanted, visit);
    if (end !== 'ask_again') return { end, varbinds: asked.length, retries, rttMs };
  }
}

function takeReply(
  reply: Reply & { kind: 'response' },
  oids: readonly Uint8Array[],
  asked: readonly number[],
  wanted: Set<number>,
  visit: (number: number, value: VarbindReader) => void,
): GetEnd | 'ask_again' {
  switch (reply.errorStatus) {
    case errorStatuses.noError:
      return takeValues(reply.varbinds, oids, asked, wanted, visit);
    case errorStatuses.authorizationError:
    case errorStatuses.noAccess:
      return 'auth';
    case errorStatuses.tooBig:
      return 'too_big';
    default: {
      const atFault = asked[reply.errorIndex - 1] ?? asked.at(-1);
      if (atFault !== undefined) wanted.delete(atFault);
      return wanted.size > 0 ? 'ask_again' : 'complete';
    }
  }
}

function takeValues(
  values: VarbindReader,
  oids: readonly Uint8Array[],
  asked: readonly number[],
  wanted: Set<number>,
  visit: (number: number, value: VarbindReader) => void,
): GetEnd {
  for (const number of asked) {
    const oid = oids[number];
    if (oid === undefined || !values.next()) return 'malformed';
    if (compareOids(oid, 0, oid.length, values.bytes, values.oidStart, values.oidEnd) !== 0) return 'malformed';
    if (values.absent) wanted.delete(number);
    else visit(number, values);
  }
  return values.malformed ? 'malformed' : 'complete';
}
