import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportersMax, heldBytesMax, stateEntriesMax } from '../limits.ts';
import { createTestDecoder, type FlowRow } from '../testing/collect.ts';
import {
  dataSet,
  type FieldSpec,
  type FieldValue,
  ipfixPacket,
  templateSet,
  type TemplateSpec,
  v9Packet,
} from '../testing/encoder.ts';
import { Mutator, seedPackets } from '../testing/mutate.ts';

/** `FUZZ_PACKETS=100000000 npx vitest run decoder.prop` is the long run. */
const fuzzPackets = Number(process.env['FUZZ_PACKETS'] ?? 60_000);
const fuzzSeed = Number(process.env['FUZZ_SEED'] ?? 1);
/** What a packet may take at most: a hang, not a slow machine. */
const packetMsMax = 2_000;
/** By then the tables of exporters and templates are full, and memory has to stay where it is. */
const fullAfterPackets = 1_000_000;
/** What the tables may still sway by, far below what a leak of a few bytes a packet comes to in the long run. */
const growthBytesMax = 48 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void; // V8's own, by the flag

function memoryBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('any bytes', () => {
  it(
    `${fuzzPackets} damaged packets (seed ${fuzzSeed}): no throw, no hang, no growth`,
    () => {
      const mutator = new Mutator(seedPackets(), fuzzSeed);
      const test = createTestDecoder({ makeRoom: () => test.builder.reset() });
      const { decoder } = test;
      let nowMs = 1_700_000_000_000;
      let slowestMs = 0;
      let fullBytes = 0;
      for (let sent = 0; sent < fuzzPackets; sent += 1) {
        nowMs += mutator.below(3);
        test.templates.length = 0;
        const packet = mutator.packet();
        // Mostly a few exporters, so that templates meet data; now and then a new one.
        const host = mutator.below(50) === 0 ? mutator.below(100_000) : mutator.below(4);
        const address = `10.${host >>> 16}.${(host >>> 8) & 255}.${host & 255}`;
        const beganMs = performance.now();
        decoder.decode(packet, address, mutator.below(3), nowMs);
        slowestMs = Math.max(slowestMs, performance.now() - beganMs);
        if (sent % 10_000 === 0) decoder.expire(nowMs);
        if (sent === fullAfterPackets) fullBytes = memoryBytes();
      }
      if (fuzzPackets > 2 * fullAfterPackets) {
        const grownBytes = memoryBytes() - fullBytes;
        process.stderr.write(`${fuzzPackets} packets, slowest ${slowestMs.toFixed(1)} ms, ${grownBytes} bytes more\n`);
        expect(grownBytes).toBeLessThan(growthBytesMax);
      }
      expect(slowestMs).toBeLessThan(packetMsMax);
      expect(decoder.packets).toBe(fuzzPackets);
      expect(decoder.flows).toBeGreaterThan(0);
      expect(decoder.table.exporters.size).toBeLessThanOrEqual(exportersMax);
      expect(decoder.table.entries).toBeLessThanOrEqual(stateEntriesMax);
      expect(decoder.held.bytes).toBeLessThanOrEqual(heldBytesMax);
      const entries = [...decoder.table.exporters.values()].reduce((sum, exporter) => sum + exporter.entries, 0);
      expect(entries).toBe(decoder.table.entries);
      const templates = [...decoder.table.exporters.values()].reduce((sum, exporter) => sum + exporter.templates, 0);
      expect(templates).toBe(decoder.table.templates);
    },
    Math.max(60_000, fuzzPackets),
  );

  it('spoofed exporters and templates leave a bounded state', () => {
    const { decoder } = createTestDecoder();
    const fields = Array.from({ length: 300 }, (_, index): FieldSpec => ({ id: index + 1, width: 4 }));
    const packet = ipfixPacket({ unixS: 1_700_000_000, sequence: 0 }, [templateSet(10, [{ id: 256, fields }])]);
    for (let host = 0; host < 2 * exportersMax; host += 1)
      decoder.decode(packet, `10.0.${host >>> 8}.${host & 255}`, 1, 1_700_000_000_000 + host);
    expect(decoder.table.exporters.size).toBeLessThanOrEqual(exportersMax);
    expect(decoder.table.entries).toBeLessThanOrEqual(stateEntriesMax);
    expect(decoder.table.evictedExporters).toBeGreaterThan(0);
  });

  it('exporters of the inventory stay when spoofed ones fill the table', () => {
    const { decoder } = createTestDecoder();
    decoder.setTenants(new Map([['192.0.2.1', { tenantId: 5 }]]));
    const packet = v9Packet({ unixS: 1_700_000_000, sequence: 0 }, 0, []);
    decoder.decode(packet, '192.0.2.1', 1, 1_700_000_000_000);
    for (let host = 0; host < 2 * exportersMax; host += 1)
      decoder.decode(packet, `10.0.${host >>> 8}.${host & 255}`, 1, 1_700_000_000_001 + host);
    expect(decoder.table.exporters.has('192.0.2.1')).toBe(true);
  });
});

/** Elements whose value must come back in a field of the row, with the widths they may have. */
const roundTrips: readonly (readonly [id: number, widths: readonly number[], field: keyof FlowRow])[] = [
  [7, [1, 2], 'sourcePort'],
  [11, [1, 2], 'destinationPort'],
  [6, [1, 2], 'tcpFlags'],
  [5, [1], 'tos'],
  [10, [1, 2, 3, 4], 'inIf'],
  [14, [1, 2, 3, 4], 'outIf'],
  [16, [2, 3, 4], 'sourceAs'],
  [17, [2, 3, 4], 'destinationAs'],
  [9, [1], 'sourcePrefix'],
  [58, [2], 'sourceVlan'],
  [59, [2], 'destinationVlan'],
  [61, [1], 'direction'],
  [227, [2], 'postNatSourcePort'],
  [1, [1, 2, 3, 4, 5, 6], 'bytes'],
  [2, [1, 2, 3, 4, 5, 6], 'packets'],
];

const record = fc
  .subarray([...roundTrips], { minLength: 1 })
  .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }))
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map(([id, widths, field]) =>
        fc
          .constantFrom(...widths)
          .chain((width) =>
            fc.integer({ min: 0, max: 256 ** width - 1 }).map((value) => ({ id, width, field, value })),
          ),
      ),
    ),
  );

describe('round trip', () => {
  it.each([9, 10] as const)('whatever v%s template: every field comes back, record by record', (version) => {
    fc.assert(
      fc.property(record, fc.integer({ min: 1, max: 5 }), fc.boolean(), (fields, copies, withText) => {
        // A variable-length field (IPFIX) makes the decoder take the records one at a time.
        const text: FieldSpec[] = withText && version === 10 ? [{ id: 82, width: 0xffff }] : [];
        const template: TemplateSpec = { id: 999, fields: [...text, ...fields, { id: 8, width: 4 }] };
        const values = (copy: number): FieldValue[] => [
          ...text.map(() => 'x'.repeat(copy * 100)),
          ...fields.map(({ value }) => value),
          copy,
        ];
        const data = dataSet(
          template,
          Array.from({ length: copies }, (_, copy) => values(copy)),
        );
        const header = { unixS: 1_700_000_000, sequence: 0 };
        const sets = [templateSet(version, [template]), data];
        const test = createTestDecoder();
        const packet = version === 9 ? v9Packet(header, 1 + copies, sets) : ipfixPacket(header, sets);
        test.decoder.decode(packet, '192.0.2.1', 1, 1_700_000_000_000);
        const rows = test.rows();
        expect(rows).toHaveLength(copies);
        for (const [copy, row] of rows.entries()) {
          expect(row.source).toBe(`0.0.0.${copy}`);
          for (const { field, value } of fields) expect([field, row[field]]).toEqual([field, value]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
