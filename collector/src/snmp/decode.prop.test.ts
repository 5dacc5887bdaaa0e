/** No datagram makes the decoder throw, loop or read outside of it; what it reads is what was written. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { writeResponse } from '../testing/agent-ber.ts';
import { mibEntry, recordedValue } from '../testing/snmprec.ts';
import { emptyHead, readHead, rejectReasons, VarbindReader } from './decode.ts';
import { compareOids, encodeOid, formatOid } from './oid.ts';

/** `FUZZ_RUNS=1000000 npx vitest run decode.prop` for a long hunt. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 2_000);
// A run takes a fraction of a millisecond; a hang is seen however long the hunt is.
vi.setConfig({ testTimeout: 10_000 + 5 * runs });

const oid = fc
  .tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 39 }),
    fc.array(fc.integer({ min: 0, max: 4_294_967_295 }), { maxLength: 20 }),
  )
  .map(([first, second, rest]) => [first, second, ...rest].join('.'));

const value = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((n) => ['2', String(n)] as const),
  fc.integer({ min: 0, max: 4_294_967_295 }).map((n) => ['65', String(n)] as const),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => ['70', String(n)] as const),
  fc.string().map((text) => ['4x', Buffer.from(text).toString('hex')] as const),
  oid.map((text) => ['6', text] as const),
  fc.constant(['5', ''] as const),
);

const packet = fc.array(fc.tuple(oid, value), { maxLength: 30 }).map((cells) => ({
  cells,
  bytes: writeResponse(
    { version: 1, community: Buffer.from('public'), requestId: Buffer.from([9]) },
    cells.map(([name, [tag, text]]) => mibEntry(name, recordedValue(tag, text)).varbind),
  ),
}));

/** Reads everything there is. @returns how many varbinds. */
function readAll(bytes: Uint8Array): number {
  const head = emptyHead();
  const reason = readHead(bytes, head);
  if (reason !== null) {
    expect(rejectReasons).toContain(reason);
    return 0;
  }
  const reader = new VarbindReader(bytes, head.varbindsStart, head.varbindsEnd);
  let count = 0;
  while (reader.next()) {
    count += 1;
    expect(reader.oidStart).toBeLessThanOrEqual(reader.oidEnd);
    expect(reader.valueStart).toBeLessThanOrEqual(reader.valueEnd);
    expect(reader.valueEnd).toBeLessThanOrEqual(bytes.length);
    formatOid(bytes, reader.oidStart, reader.oidEnd);
    reader.readUnsigned();
    reader.octets();
    reader.oidText();
  }
  // A varbind takes at least seven bytes, so this bounds the loop.
  expect(count).toBeLessThanOrEqual(bytes.length / 4);
  return count;
}

describe('datagrams', () => {
  test('written ones read back', () => {
    fc.assert(
      fc.property(packet, ({ cells, bytes }) => {
        const head = emptyHead();
        expect(readHead(bytes, head)).toBeNull();
        const reader = new VarbindReader(bytes, head.varbindsStart, head.varbindsEnd);
        for (const [name, [tag, text]] of cells) {
          expect(reader.next()).toBe(true);
          expect(formatOid(bytes, reader.oidStart, reader.oidEnd)).toBe(name);
          if (tag === '70') {
            reader.readUnsigned();
            expect((BigInt(reader.high) << 32n) | BigInt(reader.low)).toBe(BigInt(text));
          } else if (tag === '65') expect(reader.unsigned32()).toBe(Number(text));
          else if (tag === '6') expect(reader.oidText()).toBe(text);
          else if (tag === '4x') expect(Buffer.from(reader.octets() ?? []).toString('hex')).toBe(text);
        }
        expect(reader.next()).toBe(false);
        expect(reader.malformed).toBe(false);
      }),
      { numRuns: Math.min(runs, 20_000) },
    );
  });

  test('damaged ones are read as far as they go', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(packet, damage, fc.nat(), ({ bytes }, changes, cut) => {
        const damaged = Buffer.from(bytes);
        for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
        readAll(damaged);
        readAll(damaged.subarray(0, cut % (damaged.length + 1)));
      }),
      { numRuns: runs },
    );
  });

  test('random bytes are refused or read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readAll(bytes);
        readAll(Buffer.concat([Buffer.from([0x30, 0x81, bytes.length & 0xff, 2, 1, 1, 4, 0, 0xa2]), bytes]));
      }),
      { numRuns: runs },
    );
  });
});

test('the order of encoded OIDs is the order of their parts', () => {
  const parts = (text: string): number[] => text.split('.').map(Number);
  fc.assert(
    fc.property(oid, oid, (a, b) => {
      const [x, y] = [encodeOid(a), encodeOid(b)];
      const order = Math.sign(compareOids(x, 0, x.length, y, 0, y.length));
      const [p, q] = [parts(a), parts(b)];
      const i = p.findIndex((part, k) => part !== q[k]);
      const expected =
        i < 0 ? Math.sign(p.length - q.length) : i >= q.length ? 1 : Math.sign((p[i] ?? 0) - (q[i] ?? 0));
      expect(order).toBe(expected);
      expect(Math.sign(compareOids(y, 0, y.length, x, 0, x.length)) + order).toBe(0);
    }),
    { numRuns: runs },
  );
});
