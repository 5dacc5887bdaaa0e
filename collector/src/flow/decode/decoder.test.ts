import { describe, expect, it } from 'vitest';
import { heldAgeMaxMs, heldSetsPerExporterMax, templateAgeMaxMs, templatesPerExporterMax } from '../limits.ts';
import { createTestDecoder } from '../testing/collect.ts';
import {
  dataSet,
  type FieldValue,
  ipfixPacket,
  ipv4,
  set,
  type TemplateSpec,
  templateSet,
  v5Packet,
} from '../testing/encoder.ts';
import { v5Stream } from '../testing/generate.ts';

const unixS = 1_700_000_000;
const nowMs = unixS * 1_000;
const exporter = '192.0.2.1';

const basic: TemplateSpec = {
  id: 256,
  fields: [
    { id: 8, width: 4 },
    { id: 12, width: 4 },
    { id: 1, width: 4 },
    { id: 2, width: 4 },
  ],
};
const basicValues = (bytes: number): FieldValue[] => [ipv4('10.0.0.1'), ipv4('10.0.0.2'), bytes, 1];

describe('templates', () => {
  const templates = (sets: Buffer[], domain = 1) => ipfixPacket({ unixS, sequence: 0, domain }, sets);

  it('belong to an address and a domain, not to a port', () => {
    const test = createTestDecoder();
    const data = dataSet(basic, [basicValues(1)]);
    test.decoder.decode(templates([templateSet(10, [basic])]), exporter, 1_000, nowMs);
    test.decoder.decode(templates([data]), exporter, 2_000, nowMs);
    expect(test.rows()).toHaveLength(1);
    test.decoder.decode(templates([data], 2), exporter, 1_000, nowMs);
    test.decoder.decode(templates([data]), '192.0.2.2', 1_000, nowMs);
    expect(test.rows()).toHaveLength(1);
  });

  it('that come after their data decode what was held, with the time it was received', () => {
    const test = createTestDecoder();
    test.decoder.decode(templates([dataSet(basic, [basicValues(1), basicValues(2)])]), exporter, 1, nowMs);
    test.decoder.decode(templates([templateSet(10, [basic])]), exporter, 1, nowMs + 5_000);
    expect(test.rows().map(({ bytes, receivedMs }) => [bytes, receivedMs])).toEqual([
      [1, nowMs],
      [2, nowMs],
    ]);
    expect(test.decoder.held.bytes).toBe(0);
  });

  it('that do not come in time cost their data, counted', () => {
    const { decoder } = createTestDecoder();
    decoder.decode(templates([dataSet(basic, [basicValues(1)])]), exporter, 1, nowMs);
    decoder.expire(nowMs + heldAgeMaxMs);
    expect(decoder.noTemplate).toBe(0);
    decoder.expire(nowMs + heldAgeMaxMs + 1);
    expect(decoder.noTemplate).toBe(1);
    expect(decoder.held.bytes).toBe(0);
  });

  it('hold back a bounded number of sets, the oldest goes first', () => {
    const test = createTestDecoder();
    for (let index = 0; index <= heldSetsPerExporterMax; index += 1)
      test.decoder.decode(templates([dataSet(basic, [basicValues(index)])]), exporter, 1, nowMs + index);
    expect(test.decoder.noTemplate).toBe(1);
    test.decoder.decode(templates([templateSet(10, [basic])]), exporter, 1, nowMs + 100);
    expect(test.rows().map(({ bytes }) => bytes)).toEqual(
      Array.from({ length: heldSetsPerExporterMax }, (_, i) => i + 1),
    );
  });

  it('are replaced when they change, and forgotten when they are withdrawn', () => {
    const test = createTestDecoder();
    const wider = { ...basic, fields: [...basic.fields, { id: 10, width: 4 }] };
    test.decoder.decode(templates([templateSet(10, [basic])]), exporter, 1, nowMs);
    test.decoder.decode(templates([templateSet(10, [basic])]), exporter, 1, nowMs);
    test.decoder.decode(
      templates([templateSet(10, [wider]), dataSet(wider, [[...basicValues(1), 77]])]),
      exporter,
      1,
      nowMs,
    );
    expect(test.rows()).toMatchObject([{ bytes: 1, inIf: 77 }]);
    test.decoder.decode(templates([set(2, Buffer.from([1, 0, 0, 0]))]), exporter, 1, nowMs);
    expect(test.templates.map(({ layout }) => layout?.fields.length ?? null)).toEqual([4, 5, null]);
    expect(test.decoder.table.templates).toBe(0);
  });

  it('are all withdrawn at once', () => {
    const { decoder } = createTestDecoder();
    const many = [256, 257, 258].map((id) => ({ ...basic, id }));
    decoder.decode(templates([templateSet(10, many), set(2, Buffer.from([0, 2, 0, 0]))]), exporter, 1, nowMs);
    expect(decoder.table.templates).toBe(0);
  });

  it('are bounded per exporter, the one used longest ago goes first', () => {
    const { decoder, templates: changes } = createTestDecoder();
    for (let id = 256; id <= 256 + templatesPerExporterMax; id += 1)
      decoder.decode(templates([templateSet(10, [{ ...basic, id }])]), exporter, 1, nowMs + id);
    expect(decoder.table.templates).toBe(templatesPerExporterMax);
    expect(changes.filter(({ layout }) => layout === null).map(({ id }) => id)).toEqual([256]);
  });

  it('are forgotten when nobody sends or uses them for a day', () => {
    const { decoder } = createTestDecoder();
    decoder.decode(templates([templateSet(10, [basic])]), exporter, 1, nowMs);
    decoder.expire(nowMs + templateAgeMaxMs);
    expect(decoder.table.templates).toBe(1);
    decoder.expire(nowMs + templateAgeMaxMs + 1);
    expect(decoder.table.templates).toBe(0);
  });
});

describe('sampling', () => {
  const options = {
    id: 300,
    scope: 1,
    fields: [
      { id: 149, width: 4 },
      { id: 302, width: 4 },
      { id: 305, width: 4 },
      { id: 306, width: 4 },
    ],
  };
  const sampled = { id: 301, fields: [...basic.fields, { id: 302, width: 4 }] };

  it('is each sampler’s own, and the last heard for records that name none', () => {
    const test = createTestDecoder();
    const sets = [
      templateSet(10, [options]),
      templateSet(10, [basic, sampled]),
      dataSet(options, [
        [0, 1, 1, 99],
        [0, 2, 10, 990],
      ]),
      dataSet(sampled, [
        [...basicValues(1), 2],
        [...basicValues(2), 1],
        [...basicValues(3), 9],
      ]),
      dataSet(basic, [basicValues(4)]),
    ];
    test.decoder.decode(ipfixPacket({ unixS, sequence: 0 }, sets), exporter, 1, nowMs);
    expect(test.rows().map(({ samplingRate }) => samplingRate)).toEqual([100, 100, 100, 100]);
    test.decoder.decode(ipfixPacket({ unixS, sequence: 0 }, [dataSet(options, [[0, 2, 1, 499]])]), exporter, 1, nowMs);
    test.decoder.decode(ipfixPacket({ unixS, sequence: 0 }, sets.slice(3)), exporter, 1, nowMs);
    expect(
      test
        .rows()
        .slice(4)
        .map(({ samplingRate }) => samplingRate),
    ).toEqual([500, 100, 500, 500]);
  });

  it('comes with v5’s header', () => {
    const test = createTestDecoder();
    const record = { source: '10.0.0.1', destination: '10.0.0.2', packets: 1, bytes: 1, firstMs: 0, lastMs: 0 };
    const packet = v5Packet({ unixS, sequence: 0, sampling: 0x4000 | 512 }, [
      { ...record, sourcePort: 1, destinationPort: 2, protocol: 6 },
    ]);
    test.decoder.decode(packet, exporter, 1, nowMs);
    expect(test.rows()).toMatchObject([{ samplingRate: 512 }]);
  });

  it('is the inventory’s for an exporter that says nothing', () => {
    const test = createTestDecoder();
    test.decoder.setTenants(new Map([[exporter, { tenantId: 7, samplingRateDefault: 64 }]]));
    test.decoder.decode(
      v5Stream({ packets: 1, flowsPerPacket: 1, unixS, seed: 1 }).packets[0] ?? Buffer.alloc(0),
      exporter,
      1,
      nowMs,
    );
    expect(test.rows()).toMatchObject([{ samplingRate: 64, tenant: 7 }]);
  });
});

describe('clock and room', () => {
  it('puts the flows of an exporter without a clock on our time', () => {
    const test = createTestDecoder();
    const { packets } = v5Stream({ packets: 1, flowsPerPacket: 1, unixS: 3_600, seed: 1 });
    const { packets: right } = v5Stream({ packets: 1, flowsPerPacket: 1, unixS, seed: 1 });
    test.decoder.decode(packets[0] ?? Buffer.alloc(0), exporter, 1, nowMs);
    test.decoder.decode(right[0] ?? Buffer.alloc(0), exporter, 1, nowMs);
    const [skewed, exact] = test.rows();
    expect(skewed?.startedMs).toBe(exact?.startedMs);
    expect(test.decoder.skewedPackets).toBe(1);
  });

  it('fills block after block across the middle of a set', () => {
    const seen: number[] = [];
    const test = createTestDecoder({
      capacity: 7,
      makeRoom: () => {
        seen.push(...test.rows().map(({ bytes }) => bytes));
        test.builder.reset();
      },
    });
    const { packets, flows } = v5Stream({ packets: 3, flowsPerPacket: 20, unixS, seed: 2 });
    for (const packet of packets) test.decoder.decode(packet, exporter, 1, nowMs);
    seen.push(...test.rows().map(({ bytes }) => bytes));
    expect(seen).toEqual(flows.map(({ bytes }) => bytes));
  });

  it('sheds and counts what has no room', () => {
    const test = createTestDecoder({ capacity: 25 });
    const { packets } = v5Stream({ packets: 2, flowsPerPacket: 20, unixS, seed: 2 });
    for (const packet of packets) test.decoder.decode(packet, exporter, 1, nowMs);
    expect(test.rows()).toHaveLength(25);
    expect(test.decoder.writer.shed).toBe(15);
    expect(test.decoder.flows).toBe(25);
  });
});
