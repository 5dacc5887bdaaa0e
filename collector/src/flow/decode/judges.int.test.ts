/** tshark and nfdump read the same packets: every field they show, every count and sum. */
import { requirePeer } from '@fastisp/core/testing/peers';
import { sharedData } from '@fastisp/core/testing/shared-data';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDecoder, exportTimeMs, type TestDecoder } from '../testing/collect.ts';
import { dataSet, ipfixPacket, ipv4, ipv6, mac, type TemplateSpec, templateSet, v9Packet } from '../testing/encoder.ts';
import { ipfixStream, ipv6Stream, mikrotikV9Template, v5Stream, v9Stream } from '../testing/generate.ts';
import { nfdumpSums } from '../testing/nfdump.ts';
import { readPcap, writePcap } from '../testing/pcap.ts';
import { compareWithTshark, tsharkFlows } from '../testing/tshark.ts';

const noTshark = requirePeer('tshark', 'tshark');
const noNfdump = requirePeer('nfcapd', 'nfdump');
const shared = sharedData('flows');
const akvorado = join(shared ?? '', 'akvorado/netflow');
const pmacct = join(shared ?? '', 'pmacct/tests');

/** Captures that belong together, templates first. */
const akvoradoCaptures = [
  ['data+templates'],
  ['template', 'data'],
  ['options-template', 'options-data', 'template', 'data'],
  ['icmp-template', 'icmp-data'],
  ['ipfixprobe-templates', 'ipfixprobe-data'],
  ['juniper-cpid-template', 'juniper-cpid-data'],
  ['datalink-template', 'datalink-data'],
  ['mpls'],
  ['nfv5'],
  ['physicalinterfaces'],
  ['samplingrate-template', 'samplingrate-data'],
].map((names) => names.map((name) => join(akvorado, `${name}.pcap`)));

const pmacctCaptures =
  shared === null
    ? []
    : readdirSync(pmacct).flatMap((name) =>
        readdirSync(join(pmacct, name))
          .filter((file) => file.endsWith('.pcap'))
          .map((file) => [join(pmacct, name, file)]),
      );

const captures = shared === null ? [] : [...akvoradoCaptures, ...pmacctCaptures];
const titled = captures.map((files) => ({ title: files.map((file) => file.slice(shared?.length)).join(' + '), files }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fastisp-judges-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function decode(packets: readonly Buffer[]): TestDecoder {
  const test = createTestDecoder({ capacity: 65_536 });
  for (const packet of packets) test.decoder.decode(packet, '192.0.2.1', 40_000, exportTimeMs(packet));
  return test;
}

const port = 2055;
function judgedByTshark(packets: readonly Buffer[], name: string, except: readonly string[] = []) {
  const file = join(folder, `${name}.pcap`);
  writeFileSync(file, writePcap(packets.map((payload, index) => ({ payload, atMs: 1_700_000_000_000 + index, port }))));
  const flows = tsharkFlows(file, [port]);
  return { flows, ...compareWithTshark(flows, decode(packets).rows(), except) };
}

const sumsOf = ({ rows }: TestDecoder) => {
  const all = rows();
  return {
    flows: all.length,
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    packets: all.reduce((sum, { packets }) => sum + packets, 0),
  };
};

const options = { packets: 60, flowsPerPacket: 18, unixS: 1_700_000_000, seed: 11, templateEvery: 20 };
const streams = [
  ['v5', v5Stream(options)],
  ['v9 as RouterOS sends it', v9Stream(options)],
  ['IPFIX as RouterOS sends it', ipfixStream(options)],
  ['IPv6 over v9', ipv6Stream(options)],
] as const;

describe.skipIf(noTshark !== null)(`tshark${noTshark ?? ''}`, () => {
  it.skipIf(shared === null).each(titled)('agrees on $title', ({ files }) => {
    const packets = files.flatMap((file) => readPcap(file)).map(({ payload }) => payload);
    // A replay of a capture of 2009 exported in 2025 (we put times that far off to the export) with biflows,
    // whose other direction tshark shows under the same names.
    const isBiflow = files.some((file) => file.includes('ipfixprobe'));
    const except = isBiflow ? ['abstimestart', 'abstimeend', 'octets', 'packets'].map((name) => `cflow.${name}`) : [];
    const { unmatched, fields, flows } = judgedByTshark(packets, 'capture', except);
    expect(unmatched).toEqual([]);
    expect(fields).toBeGreaterThanOrEqual(5 * flows.length);
  });

  it.each(streams)('agrees on a generated stream of %s', (name, { packets, flows }) => {
    const judged = judgedByTshark(packets, name);
    expect(judged.flows).toHaveLength(flows.length);
    expect(judged.unmatched).toEqual([]);
    expect(judged.fields).toBeGreaterThanOrEqual(15 * flows.length);
  });

  it('agrees on every kind of field', () => {
    const { packets, flows } = everyField();
    const judged = judgedByTshark(packets, 'fields');
    expect(judged.flows).toHaveLength(flows);
    expect(judged.unmatched).toEqual([]);
  });

  it.skipIf(shared === null)('sees both directions of a biflow', () => {
    const files = ['templates', 'data'].map((name) => join(akvorado, `ipfixprobe-${name}.pcap`));
    const rows = decode(files.flatMap((file) => readPcap(file)).map(({ payload }) => payload)).rows();
    expect(rows).toHaveLength(6);
    expect(rows.slice(0, 2)).toMatchObject([
      { source: '10.10.1.4', sourcePort: 56_166, destination: '10.10.1.1', destinationPort: 53, bytes: 62, packets: 1 },
      {
        source: '10.10.1.1',
        sourcePort: 53,
        destination: '10.10.1.4',
        destinationPort: 56_166,
        bytes: 128,
        packets: 1,
      },
    ]);
  });

  it('notices a wrong field', () => {
    const { packets } = v5Stream({ ...options, packets: 1, flowsPerPacket: 1 });
    const [packet = Buffer.alloc(0)] = packets;
    const rows = decode([packet])
      .rows()
      .map((row) => ({ ...row, bytes: row.bytes + 1 }));
    const file = join(folder, 'wrong.pcap');
    writeFileSync(file, writePcap([{ payload: packet, atMs: 0, port }]));
    expect(compareWithTshark(tsharkFlows(file, [port]), rows).unmatched).toHaveLength(1);
  });
});

/** One record each: reduced sizes, enterprise fields, variable length, NAT events, all kinds of times. */
function everyField(): { packets: Buffer[]; flows: number } {
  const unixS = 1_700_000_000;
  const reduced: TemplateSpec = {
    id: 300,
    fields: [
      { id: 1, width: 3 },
      { id: 2, width: 5 },
      { id: 10, width: 2 },
      { id: 14, width: 3 },
      { id: 8, width: 4 },
      { id: 12, width: 4 },
      { id: 7, width: 2 },
      { id: 11, width: 2 },
      { id: 4, width: 1 },
      { id: 150, width: 4 },
      { id: 151, width: 4 },
      { id: 16, width: 4 },
      { id: 17, width: 2 },
      { id: 56, width: 6 },
      { id: 80, width: 6 },
      { id: 58, width: 2 },
      { id: 59, width: 2 },
      { id: 61, width: 1 },
    ],
  };
  const varied: TemplateSpec = {
    id: 301,
    fields: [
      { id: 82, width: 0xffff },
      { id: 27, width: 16 },
      { id: 28, width: 16 },
      { id: 100, width: 4, pen: 14_988 },
      { id: 96, width: 0xffff },
      { id: 1, width: 8 },
      { id: 2, width: 8 },
      { id: 152, width: 8 },
      { id: 153, width: 8 },
      { id: 4, width: 1 },
    ],
  };
  const nat: TemplateSpec = {
    id: 302,
    fields: [
      { id: 323, width: 8 },
      { id: 230, width: 1 },
      { id: 8, width: 4 },
      { id: 225, width: 4 },
      { id: 12, width: 4 },
      { id: 226, width: 4 },
      { id: 7, width: 2 },
      { id: 227, width: 2 },
      { id: 11, width: 2 },
      { id: 228, width: 2 },
      { id: 4, width: 1 },
    ],
  };
  const reducedValues = [
    70_000,
    80,
    1_000,
    70_001,
    ipv4('10.1.2.3'),
    ipv4('203.0.113.9'),
    50_000,
    443,
    6,
    unixS - 60,
    unixS - 5,
    4_200_000_000,
    64_512,
    mac('4c:5e:0c:01:02:03'),
    mac('48:8f:5a:0a:0b:0c'),
    100,
    200,
    1,
  ];
  const times = [unixS * 1_000 - 5_000, unixS * 1_000 - 1];
  const variedValues = [
    ['ether1', ipv6('2001:db8::1'), ipv6('2001:db8:ffff::2'), 7, 'a'.repeat(300), 2 ** 40, 2 ** 33, ...times, 17],
    ['', ipv6('fe80::1'), ipv6('ff02::fb'), 7, 'mdns', 100, 1, ...times, 17],
  ];
  const natValues = [
    unixS * 1_000 - 250,
    4,
    ipv4('100.64.1.2'),
    ipv4('203.0.113.7'),
    ipv4('8.8.8.8'),
    ipv4('8.8.8.8'),
    5_000,
    40_123,
    53,
    53,
    17,
  ];
  const sets = [
    templateSet(10, [reduced, varied, nat]),
    dataSet(reduced, [reducedValues]),
    dataSet(varied, variedValues),
    dataSet(nat, [natValues]),
  ];
  return { packets: [ipfixPacket({ unixS, sequence: 0, domain: 9 }, sets)], flows: 4 };
}

describe.skipIf(noNfdump !== null)(`nfdump${noNfdump ?? ''}`, () => {
  it.each(streams)('counts and sums the same in a generated stream of %s', async (_name, { packets, flows }) => {
    const sums = sumsOf(decode(packets));
    expect(await nfdumpSums(packets, mkdtempSync(join(folder, 'nf-')))).toEqual(sums);
    expect(sums.flows).toBe(flows.length);
  });

  it('counts and sums the same in RouterOS v6 packets with a sampling interval, whose byte order we put right', async () => {
    const template = { ...mikrotikV9Template, fields: [...mikrotikV9Template.fields, { id: 34, width: 4 }] };
    const little = Buffer.from([100, 0, 0, 0]);
    const values = [
      1_000,
      2_000,
      10,
      5_000,
      1,
      2,
      ipv4('10.0.0.2'),
      ipv4('8.8.8.8'),
      17,
      0,
      1_234,
      53,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      little,
    ];
    const packets = [
      v9Packet({ unixS: 1_700_000_000, uptimeMs: 5_000, sequence: 0 }, 2, [
        templateSet(9, [template]),
        dataSet(template, [values]),
      ]),
    ];
    const test = decode(packets);
    expect(test.rows()).toMatchObject([{ samplingRate: 100, bytes: 5_000, packets: 10 }]);
    expect(await nfdumpSums(packets, mkdtempSync(join(folder, 'nf-')))).toMatchObject({ flows: 1 });
  });

  const summed = titled.filter(({ title }) => !/data\+templates|ipfixprobe|datalink|juniper-cpid/.test(title));
  it.skipIf(shared === null).each(summed)('counts and sums the same in $title', async ({ files }) => {
    const packets = files.flatMap((file) => readPcap(file)).map(({ payload }) => payload);
    const sums = sumsOf(decode(packets));
    // nfcapd multiplies by the one kind of sampler that it reads, and then so do we.
    const rate = files.some((file) => file.includes('options-template')) ? 30_000 : 1;
    expect({ ...sums, bytes: sums.bytes * rate, packets: sums.packets * rate }).toEqual(
      await nfdumpSums(packets, mkdtempSync(join(folder, 'nf-'))),
    );
  });
});
