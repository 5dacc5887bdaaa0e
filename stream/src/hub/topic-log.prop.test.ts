import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamServerMessageV1, StreamTrafficRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { type SeenUpTo, TopicLog } from './topic-log.ts';

const asOf = '2026-11-25T14:05:00.000Z';
const row = (at: string, inBps: number): string =>
  JSON.stringify({ at, inBps, outBps: 0, flowsPerS: 0 } satisfies StreamTrafficRow);

/** The payload of a frame that `textFrame` made. */
function payloadOf(frame: Buffer): StreamServerMessageV1 {
  const length = frame[1] ?? 0;
  const text = frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10).toString('utf8');
  return JSON.parse(text) as StreamServerMessageV1; // our own server's message
}

/** A client that believes what it is told, as a browser does. */
class Reader {
  rows = new Map<string, number>();
  seen: SeenUpTo | null = null;

  read(frames: readonly Buffer[]): void {
    for (const message of frames.map(payloadOf)) {
      if (message.type === 'snapshot') this.rows = new Map();
      else if (message.type !== 'delta') throw new Error('unexpected');
      else if (message.seq !== (this.seen?.seq ?? 0) + 1) throw new Error('a delta is missing');
      else for (const key of message.removed) this.rows.delete(key);
      const rows = (message.type === 'snapshot' ? message.rows : message.upserts) as StreamTrafficRow[]; // set below
      for (const { at, inBps } of rows) this.rows.set(at, inBps);
      this.seen = { epoch: message.epoch, seq: message.seq };
    }
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('set' as const), key: fc.nat(6), value: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete' as const), key: fc.nat(6) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('cut' as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('read' as const) }) },
);

describe('a topic', () => {
  it('is seen alike by whoever catches up, however often and late', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 100, max: 2_000 }),
        (steps, deltasMax, bytesMax) => {
          const log = new TopicLog('traffic', 'epoch-1', { deltasMax, bytesMax });
          const truth = new Map<string, number>();
          const reader = new Reader();
          for (const action of steps) {
            if (action.type === 'set') {
              log.set(String(action.key), row(String(action.key), action.value));
              truth.set(String(action.key), action.value);
            } else if (action.type === 'delete') {
              log.delete(String(action.key));
              truth.delete(String(action.key));
            } else if (action.type === 'cut') log.cut(asOf);
            else reader.read(log.missing(reader.seen, asOf).frames);
          }
          log.cut(asOf);
          reader.read(log.missing(reader.seen, asOf).frames);
          expect(new Map([...reader.rows].toSorted())).toEqual(new Map([...truth].toSorted()));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('costs nothing when a row is set to what it is', () => {
    const log = new TopicLog('traffic', 'epoch-1', { deltasMax: 10, bytesMax: 10_000 });
    log.set('1', row('1', 5));
    expect(log.cut(asOf)).toBe(true);
    log.set('1', row('1', 5));
    expect(log.cut(asOf)).toBe(false);
  });

  it('starts anew for who comes from another life of it', () => {
    const log = new TopicLog('traffic', 'epoch-2', { deltasMax: 10, bytesMax: 10_000 });
    log.set('1', row('1', 5));
    log.cut(asOf);
    expect(log.missing({ epoch: 'epoch-1', seq: 1 }, asOf).whole).toBe(true);
    expect(log.missing({ epoch: 'epoch-2', seq: 9 }, asOf).whole).toBe(true);
    expect(log.missing({ epoch: 'epoch-2', seq: 1 }, asOf).frames).toEqual([]);
  });

  it.each([0, 125, 126, 65_535, 65_536, 70_000])('frames %i bytes so that their length can be read', (length) => {
    const log = new TopicLog('traffic', 'epoch-1', { deltasMax: 10, bytesMax: 1_000_000 });
    log.set('1', row('x'.repeat(length), 5));
    const [frame] = log.missing(null, asOf).frames;
    expect(frame === undefined ? null : payloadOf(frame)).toMatchObject({ rows: [{ at: 'x'.repeat(length) }] });
  });
});
