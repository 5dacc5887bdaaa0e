import { describe, expect, it } from 'vitest';
import { createTestDecoder, type FlowRow } from '../testing/collect.ts';
import {
  dataSet,
  type FieldSpec,
  type FieldValue,
  ipfixPacket,
  ipv4,
  ipv6,
  type TemplateSpec,
  templateSet,
  v9Packet,
} from '../testing/encoder.ts';
import { ethernetFrame, ipv4Packet } from '../testing/pcap.ts';

const unixS = 1_700_000_000;
const nowMs = unixS * 1_000;
const exporter = '192.0.2.1';

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
