import { describe, expect, it } from 'vitest';
import { heldAgeMaxMs, heldSetsPerExporterMax, templateAgeMaxMs, templatesPerExporterMax } from '../limits.ts';
import type { RejectReason } from '../rejects.ts';
import { createTestDecoder, type FlowRow } from '../testing/collect.ts';
import {
  dataSet,
  type FieldSpec,
  type FieldValue,
  ipfixPacket,
  ipv4,
  ipv6,
  set,
  type TemplateSpec,
  templateSet,
  v5Packet,
  v9Packet,
} from '../testing/encoder.ts';
import { v5Stream } from '../testing/generate.ts';
import { ethernetFrame, ipv4Packet } from '../testing/pcap.ts';

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

/** One IPFIX record of these fields. */
function decodeFields(
  fields: readonly (FieldSpec & { value: FieldValue })[],
  version: 9 | 10 = 10,
): FlowRow | undefined {
  const template: TemplateSpec = { id: 400, fields };
  const sets = [templateSet(version, [template]), dataSet(template, [fields.map(({ value }) => value)])];
  const header = { unixS, uptimeMs: 1_000_000, sequence: 0, domain: 1 };
  const test = createTestDecoder();
  const packet = version === 10 ? ipfixPacket(header, sets) : v9Packet(header, 2, sets);
  test.decoder.decode(packet, exporter, 1, nowMs);
  expect(test.decoder.rejects).toMatchObject({ record_truncated: 0, set_past_end: 0 });
  return test.rows()[0];
}

const address = { id: 8, width: 4, value: ipv4('10.0.0.1') };

describe('fields of a record', () => {
  const cases: [string, (FieldSpec & { value: FieldValue })[], Partial<FlowRow>, (9 | 10)?][] = [
    [
      'bytes and packets as deltas',
      [
        { id: 1, width: 8, value: 2n ** 40n },
        { id: 2, width: 8, value: 9 },
      ],
      { bytes: 2 ** 40, packets: 9 },
    ],
    [
      'bytes and packets as totals',
      [
        { id: 85, width: 4, value: 7 },
        { id: 86, width: 4, value: 8 },
      ],
      { bytes: 7, packets: 8 },
    ],
    [
      'what left the router, when that is all',
      [
        { id: 23, width: 4, value: 5 },
        { id: 24, width: 4, value: 6 },
      ],
      { bytes: 5, packets: 6 },
    ],
    [
      'what came in, when both are there',
      [
        { id: 23, width: 4, value: 5 },
        { id: 1, width: 4, value: 4 },
      ],
      { bytes: 4 },
    ],
    [
      'reduced sizes',
      [
        { id: 1, width: 3, value: 70_000 },
        { id: 7, width: 1, value: 53 },
      ],
      { bytes: 70_000, sourcePort: 53 },
    ],
    ['IPv4 and IPv6 in one record, IPv4 set', [{ id: 27, width: 16, value: ipv6('::') }], { source: '10.0.0.1' }],
    [
      'start and end in milliseconds',
      [
        { id: 152, width: 8, value: nowMs - 5 },
        { id: 153, width: 8, value: nowMs - 1 },
      ],
      { startedMs: nowMs - 5, endedMs: nowMs - 1 },
    ],
    [
      'start and end in seconds',
      [
        { id: 150, width: 4, value: unixS - 5 },
        { id: 151, width: 4, value: unixS - 1 },
      ],
      { startedMs: nowMs - 5_000, endedMs: nowMs - 1_000 },
    ],
    [
      'start in microseconds (NTP)',
      [{ id: 154, width: 8, value: (BigInt(unixS + 2_208_988_800) << 32n) + (1n << 31n) }],
      { startedMs: nowMs + 500, endedMs: nowMs + 500 },
    ],
    [
      'start in microseconds (Unix, against the RFC)',
      [{ id: 154, width: 8, value: BigInt(nowMs) * 1_000n }],
      { startedMs: nowMs },
    ],
    [
      'start in nanoseconds (NTP)',
      [{ id: 156, width: 8, value: BigInt(unixS + 2_208_988_800) << 32n }],
      { startedMs: nowMs },
    ],
    ['start as a delta to the export', [{ id: 158, width: 4, value: 250_000 }], { startedMs: nowMs - 250 }],
    [
      'start and a duration',
      [
        { id: 152, width: 8, value: nowMs - 900 },
        { id: 161, width: 4, value: 400 },
      ],
      { startedMs: nowMs - 900, endedMs: nowMs - 500 },
    ],
    [
      'end and a duration in microseconds',
      [
        { id: 153, width: 8, value: nowMs },
        { id: 162, width: 4, value: 400_000 },
      ],
      { startedMs: nowMs - 400, endedMs: nowMs },
    ],
    ['no time at all', [], { startedMs: nowMs, endedMs: nowMs }],
    [
      'a time that cannot be true',
      [
        { id: 152, width: 8, value: 1 },
        { id: 153, width: 8, value: 2n ** 63n },
      ],
      { startedMs: nowMs, endedMs: nowMs },
    ],
    [
      'uptimes with the header of v9',
      [
        { id: 22, width: 4, value: 999_000 },
        { id: 21, width: 4, value: 1_000_000 },
      ],
      { startedMs: nowMs - 1_000, endedMs: nowMs },
      9,
    ],
    [
      'an uptime before the counter wrapped',
      [{ id: 22, width: 4, value: 4_294_966_296 }],
      { startedMs: nowMs - 1_001_000 },
      9,
    ],
    [
      'uptimes in IPFIX with the record’s own start',
      [
        { id: 160, width: 8, value: nowMs - 10_000 },
        { id: 22, width: 4, value: 1_000 },
        { id: 21, width: 4, value: 2_000 },
      ],
      { startedMs: nowMs - 9_000, endedMs: nowMs - 8_000 },
    ],
    [
      'uptimes in IPFIX without any start: the duration',
      [
        { id: 22, width: 4, value: 1_000 },
        { id: 21, width: 4, value: 2_500 },
      ],
      { startedMs: nowMs - 1_500, endedMs: nowMs },
    ],
    [
      'the time of an event',
      [
        { id: 323, width: 8, value: nowMs - 3 },
        { id: 230, width: 1, value: 4 },
      ],
      { startedMs: nowMs - 3, endedMs: nowMs - 3, natEvent: 4 },
    ],
    [
      'ICMP type and code in one field',
      [
        { id: 32, width: 2, value: 0x0303 },
        { id: 4, width: 1, value: 1 },
      ],
      { icmp: 0x0303 },
    ],
    [
      'ICMP type and code in two',
      [
        { id: 176, width: 1, value: 11 },
        { id: 177, width: 1, value: 1 },
        { id: 4, width: 1, value: 1 },
      ],
      { icmp: 0x0b01 },
    ],
    [
      'ICMPv6 in two fields',
      [
        { id: 178, width: 1, value: 128 },
        { id: 179, width: 1, value: 0 },
      ],
      { icmp: 0x8000 },
    ],
    [
      'ICMP in the destination port',
      [
        { id: 11, width: 2, value: 0x0800 },
        { id: 4, width: 1, value: 1 },
      ],
      { icmp: 0x0800, destinationPort: 0x0800 },
    ],
    [
      'no ICMP from a TCP port',
      [
        { id: 11, width: 2, value: 443 },
        { id: 4, width: 1, value: 6 },
      ],
      { icmp: 0 },
    ],
    [
      'translated addresses and ports',
      [
        { id: 225, width: 4, value: ipv4('203.0.113.7') },
        { id: 227, width: 2, value: 40_123 },
      ],
      { postNatSource: '203.0.113.7', postNatSourcePort: 40_123 },
    ],
    ['translated to 0.0.0.0: none', [{ id: 226, width: 4, value: 0 }], { postNatDestination: '' }],
    ['translated IPv6', [{ id: 281, width: 16, value: ipv6('2001:db8::7') }], { postNatSource: '2001:db8::7' }],
    ['DSCP where there is no TOS', [{ id: 195, width: 1, value: 46 }], { tos: 184 }],
    [
      'VLANs by either name',
      [
        { id: 243, width: 2, value: 100 },
        { id: 254, width: 2, value: 200 },
      ],
      { sourceVlan: 100, destinationVlan: 200 },
    ],
    [
      'physical interfaces where there are no others',
      [
        { id: 252, width: 4, value: 3 },
        { id: 253, width: 4, value: 4 },
      ],
      { inIf: 3, outIf: 4 },
    ],
    [
      'forwarding status and direction',
      [
        { id: 89, width: 1, value: 64 },
        { id: 61, width: 1, value: 1 },
      ],
      { forwardingStatus: 64, direction: 1 },
    ],
    ['a sampling interval of its own', [{ id: 34, width: 4, value: 1_000 }], { samplingRate: 1_000 }],
    [
      'a sampling interval in RouterOS v6’s byte order',
      [{ id: 34, width: 4, value: Buffer.from([0xe8, 3, 0, 0]) }],
      { samplingRate: 1_000 },
    ],
    [
      'packets taken and passed over',
      [
        { id: 305, width: 4, value: 1 },
        { id: 306, width: 4, value: 999 },
      ],
      { samplingRate: 1_000 },
    ],
    [
      'a field too wide for a number',
      [
        { id: 1, width: 16, value: Buffer.alloc(16, 1) },
        { id: 2, width: 4, value: 3 },
      ],
      { bytes: 0, packets: 3 },
    ],
    [
      'the inner of two headers',
      [
        { id: 7, width: 2, value: 1 },
        { id: 7, width: 2, value: 2 },
      ],
      { sourcePort: 2 },
    ],
  ];
  it.each(cases)('%s', (_name, fields, expected, version) => {
    expect(decodeFields([address, ...fields], version)).toMatchObject(expected);
  });

  it('reads a flow out of a frame, behind a VLAN tag', () => {
    const tcp = Buffer.alloc(20);
    tcp.writeUInt16BE(50_000, 0);
    tcp.writeUInt16BE(443, 2);
    tcp[13] = 0x12;
    const plain = ethernetFrame(ipv4Packet('10.9.8.7', '203.0.113.5', 6, tcp));
    const tagged = Buffer.concat([plain.subarray(0, 12), Buffer.from('8100002a', 'hex'), plain.subarray(12)]);
    const row = decodeFields([
      { id: 315, width: 0xffff, value: tagged },
      { id: 10, width: 4, value: 5 },
    ]);
    expect(row).toMatchObject({
      ...{ source: '10.9.8.7', destination: '203.0.113.5', sourcePort: 50_000, destinationPort: 443, protocol: 6 },
      ...{ tcpFlags: 0x12, sourceVlan: 42, destinationMac: '02:00:00:00:00:02', bytes: 40, packets: 1, inIf: 5 },
    });
  });

  it('reads the inner frame of a pseudowire', () => {
    const inner = ethernetFrame(ipv4Packet('10.1.1.1', '10.1.1.2', 1, Buffer.from([8, 0])));
    const outer = Buffer.concat([
      Buffer.from('0200000000bb0200000000aa8847', 'hex'),
      Buffer.from('0001e1ff00000000', 'hex'),
      inner,
    ]);
    expect(decodeFields([{ id: 315, width: 0xffff, value: outer }])).toMatchObject({
      source: '10.1.1.1',
      icmp: 0x0800,
    });
  });
});

describe('what is refused', () => {
  const truncatedTemplate = set(2, Buffer.from([1, 0, 0, 9, 0, 8, 0, 4]));
  const cases: [string, Buffer, RejectReason][] = [
    ['an empty datagram', Buffer.alloc(0), 'packet_too_short'],
    ['a datagram of one byte', Buffer.from([9]), 'packet_too_short'],
    ['v9 without a header', Buffer.from([0, 9, 0, 1, 0, 0]), 'packet_too_short'],
    ['v7', Buffer.concat([Buffer.from([0, 7]), Buffer.alloc(60)]), 'version_unknown'],
    ['v5 that claims more than it has', v5Packet({ unixS, sequence: 0, count: 30 }, []), 'v5_count_mismatch'],
    [
      'a set shorter than its header',
      v9Packet({ unixS, sequence: 0 }, 1, [Buffer.from([1, 0, 0, 3, 1])]),
      'set_too_short',
    ],
    ['a set past the end', v9Packet({ unixS, sequence: 0 }, 1, [Buffer.from([1, 0, 0, 99])]), 'set_past_end'],
    ['a reserved set id', v9Packet({ unixS, sequence: 0 }, 1, [set(7, Buffer.alloc(8, 1))]), 'set_id_reserved'],
    ['a template cut off', ipfixPacket({ unixS, sequence: 0 }, [truncatedTemplate]), 'template_truncated'],
    [
      'a template with a reserved id',
      ipfixPacket({ unixS, sequence: 0 }, [templateSet(10, [{ ...basic, id: 255 }])]),
      'template_id_reserved',
    ],
    [
      'a v9 template without fields',
      v9Packet({ unixS, sequence: 0 }, 1, [templateSet(9, [{ id: 256, fields: [] }])]),
      'template_empty',
    ],
    [
      'a template whose record has no bytes',
      ipfixPacket({ unixS, sequence: 0 }, [templateSet(10, [{ id: 256, fields: [{ id: 8, width: 0 }] }])]),
      'template_empty',
    ],
    [
      'a template with too many fields',
      ipfixPacket({ unixS, sequence: 0 }, [
        templateSet(10, [{ id: 256, fields: Array.from({ length: 600 }, () => ({ id: 8, width: 4 })) }]),
      ]),
      'template_too_large',
    ],
    [
      'a variable-length record past the end of its set',
      ipfixPacket({ unixS, sequence: 0 }, [
        templateSet(10, [
          {
            id: 256,
            fields: [
              { id: 8, width: 4 },
              { id: 82, width: 0xffff },
            ],
          },
        ]),
        set(256, Buffer.from([1, 2, 3, 4, 200, 1, 1, 1])),
      ]),
      'record_truncated',
    ],
    [
      'an IPFIX length beyond the datagram',
      ipfixPacket({ unixS, sequence: 0 }, [set(256, Buffer.alloc(40))]).subarray(0, 30),
      'length_mismatch',
    ],
  ];
  it.each(cases)('%s: %s', (_name, packet, reason) => {
    const { decoder } = createTestDecoder();
    decoder.decode(packet, exporter, 1, nowMs);
    expect(decoder.rejects[reason]).toBe(1);
    expect(decoder.flows).toBe(0);
  });

  it('packets from outside the inventory, when such flows are not wanted', () => {
    const { decoder } = createTestDecoder({ unknownTenantId: 0 });
    const { packets } = v5Stream({ packets: 1, flowsPerPacket: 2, unixS, seed: 1 });
    decoder.decode(packets[0] ?? Buffer.alloc(0), exporter, 1, nowMs);
    expect(decoder.rejects.exporter_unknown).toBe(1);
    expect(decoder.table.exporters.size).toBe(0);
  });

  it('nothing of what is whole before it', () => {
    const test = createTestDecoder();
    const sets = [
      templateSet(9, [basic]),
      dataSet(basic, [basicValues(1), basicValues(2)]),
      Buffer.from([1, 0, 0, 99]),
    ];
    test.decoder.decode(v9Packet({ unixS, sequence: 0 }, 4, sets), exporter, 1, nowMs);
    expect(test.rows().map(({ bytes }) => bytes)).toEqual([1, 2]);
  });

  it('no zeros at the end of a datagram', () => {
    const test = createTestDecoder();
    const sets = [templateSet(9, [basic]), dataSet(basic, [basicValues(1)]), Buffer.alloc(900)];
    test.decoder.decode(v9Packet({ unixS, sequence: 0 }, 2, sets), exporter, 1, nowMs);
    expect(test.rows()).toHaveLength(1);
    expect(test.decoder.rejects.set_too_short).toBe(0);
  });
});

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
