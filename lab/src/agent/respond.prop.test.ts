import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { World } from '#network/world.ts';
import { BerWriter, tags } from './ber.ts';
import { parseRequest, respond } from './respond.ts';
import { AgentView } from './view.ts';

const originMs = Date.UTC(2026, 2, 3, 23, 0, 0);
const world = new World({
  seed: 1,
  deviceCount: 3,
  interfacesPerDevice: 0,
  addressPrefix: '127.10',
  originMs,
  community: 'public',
});
const views = world.devices.map((device) => new AgentView(device));
const options = { nowMs: originMs + 5_000, responseBytesMax: 1_472 };

function makeRequest(
  pduType: number,
  oids: readonly (readonly number[])[],
  numbers: readonly [number, number],
): Buffer {
  const writer = new BerWriter(8_192);
  const message = writer.open(tags.sequence);
  writer.integer(tags.integer, 1);
  writer.text('public');
  const pdu = writer.open(pduType);
  for (const value of [12_345, ...numbers]) writer.integer(tags.integer, value);
  const list = writer.open(tags.sequence);
  for (const oid of oids) {
    const binding = writer.open(tags.sequence);
    writer.oid(oid, null);
    writer.empty(tags.null);
    writer.close(binding);
  }
  for (const at of [list, pdu, message]) writer.close(at);
  return Buffer.from(writer.buffer.subarray(0, writer.position));
}

const arc = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.nat(0xffff_ffff));
const anyOid = fc
  .tuple(
    fc.constantFrom([1, 3], [1, 3, 6, 1, 2, 1, 2, 2, 1], [1, 3, 6, 1, 2, 1, 31, 1, 1, 1], [2, 39]),
    fc.array(arc, { maxLength: 6 }),
  )
  .map(([start, rest]) => [...start, ...rest]);

describe('respond', () => {
  test('answers every well-formed request within its size limit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0xa0, 0xa1, 0xa5),
        fc.array(anyOid, { maxLength: 30 }),
        fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3_000 })),
        (pduType, oids, numbers) => {
          for (const view of views) {
            const answer = respond(view, makeRequest(pduType, oids, numbers), options);
            expect(answer).toHaveProperty('bytes');
            if ('bytes' in answer) expect(answer.bytes.length).toBeLessThanOrEqual(options.responseBytesMax);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('stays silent on anything else, and never throws', () => {
    const seeds = [makeRequest(0xa0, [[1, 3, 6, 1, 2, 1, 1, 5, 0]], [0, 0]), makeRequest(0xa5, [[1, 3, 6]], [0, 20])];
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }),
        fc.nat(60),
        (seed, changes, cut) => {
          const datagram = Buffer.from(seed.subarray(0, Math.max(1, seed.length - cut)));
          for (const [at, value] of changes) if (at < datagram.length) datagram[at] = value;
          const answers = views.map((view) => respond(view, datagram, options));
          for (const answer of answers)
            if ('silence' in answer) expect(['malformed', 'version', 'community']).toContain(answer.silence);
        },
      ),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => parseRequest(bytes)).not.toThrow();
      }),
    );
  });

  test('a walk by GETNEXT visits strictly increasing names and ends', () => {
    const view = views[0];
    if (view === undefined) throw new Error('no view');
    let oid: readonly number[] = [1, 3];
    for (let steps = 0; ; steps++) {
      expect(steps).toBeLessThan(10_000);
      const answer = respond(view, makeRequest(0xa1, [oid], [0, 0]), options);
      if (!('bytes' in answer)) throw new Error('no answer');
      const next = firstName(answer.bytes);
      if (answer.bytes.at(-2) === tags.endOfMibView) break;
      expect(compare(next, oid)).toBeGreaterThan(0);
      oid = next;
    }
  });
});

/** The first variable's name in an answer, which is read by the same grammar as a request. */
function firstName(answer: Buffer): readonly number[] {
  const parsed = parseRequest(answer);
  const name = typeof parsed === 'string' ? undefined : parsed.oids[0];
  if (name === undefined) throw new Error('no name in the answer');
  return name;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
