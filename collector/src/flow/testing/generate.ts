/** Streams of flows as MikroTik and others send them, from a seed: for judges, benchmarks and fuzzing. */
import {
  dataSet,
  type FieldValue,
  ipfixPacket,
  ipv6,
  templateSet,
  type TemplateSpec,
  v5Packet,
  v9Packet,
} from './encoder.ts';

/** RouterOS's IPv4 template of v9, with NAT fields (RouterOS 7). */
export const mikrotikV9Template: TemplateSpec = {
  id: 256,
  fields: [
    { id: 22, width: 4 },
    { id: 21, width: 4 },
    { id: 2, width: 4 },
    { id: 1, width: 4 },
    { id: 10, width: 4 },
    { id: 14, width: 4 },
    { id: 8, width: 4 },
    { id: 12, width: 4 },
    { id: 4, width: 1 },
    { id: 5, width: 1 },
    { id: 7, width: 2 },
    { id: 11, width: 2 },
    { id: 15, width: 4 },
    { id: 9, width: 1 },
    { id: 13, width: 1 },
    { id: 6, width: 1 },
    { id: 80, width: 6 },
    { id: 81, width: 6 },
    { id: 225, width: 4 },
    { id: 226, width: 4 },
    { id: 227, width: 2 },
    { id: 228, width: 2 },
  ],
};

/** RouterOS's IPv4 template of IPFIX. */
export const mikrotikIpfixTemplate: TemplateSpec = {
  id: 258,
  fields: [
    { id: 152, width: 8 },
    { id: 153, width: 8 },
    { id: 2, width: 8 },
    { id: 1, width: 8 },
    { id: 10, width: 4 },
    { id: 14, width: 4 },
    { id: 8, width: 4 },
    { id: 12, width: 4 },
    { id: 4, width: 1 },
    { id: 5, width: 1 },
    { id: 7, width: 2 },
    { id: 11, width: 2 },
    { id: 15, width: 4 },
    { id: 9, width: 1 },
    { id: 13, width: 1 },
    { id: 6, width: 1 },
    { id: 32, width: 2 },
    { id: 225, width: 4 },
    { id: 226, width: 4 },
    { id: 227, width: 2 },
    { id: 228, width: 2 },
  ],
};

export const ipv6Template: TemplateSpec = {
  id: 260,
  fields: [
    { id: 22, width: 4 },
    { id: 21, width: 4 },
    { id: 2, width: 4 },
    { id: 1, width: 4 },
    { id: 10, width: 4 },
    { id: 14, width: 4 },
    { id: 27, width: 16 },
    { id: 28, width: 16 },
    { id: 4, width: 1 },
    { id: 7, width: 2 },
    { id: 11, width: 2 },
    { id: 6, width: 1 },
    { id: 62, width: 16 },
  ],
};

export interface GeneratedFlow {
  readonly source: number;
  readonly destination: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: number;
  readonly tcpFlags: number;
  readonly inIf: number;
  readonly outIf: number;
  readonly bytes: number;
  readonly packets: number;
  /** Before the export, milliseconds. */
  readonly startedAgoMs: number;
  readonly endedAgoMs: number;
}

/** mulberry32: small, fast and the same everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function generateFlow(next: () => number): GeneratedFlow {
  const up = (max: number): number => Math.floor(next() * max);
  const isTcp = next() < 0.7;
  const packets = 1 + up(1_000);
  const endedAgoMs = up(10_000);
  return {
    source: (0x0a00_0000 | up(0x00ff_ffff)) >>> 0,
    destination: (0x2d00_0000 + up(0x7000_0000)) >>> 0,
    sourcePort: 1_024 + up(60_000),
    destinationPort: [443, 80, 53, 8_080, 22][up(5)] ?? 443,
    protocol: isTcp ? 6 : 17,
    tcpFlags: isTcp ? 0x1b : 0,
    inIf: 1 + up(24),
    outIf: 1 + up(24),
    bytes: packets * (40 + up(1_400)),
    packets,
    startedAgoMs: endedAgoMs + up(60_000),
    endedAgoMs,
  };
}

const uptimeMs = 500_000_000;
const nat = 0xcb00_7101; // 203.0.113.1

export interface StreamOptions {
  readonly packets: number;
  readonly flowsPerPacket: number;
  readonly unixS: number;
  readonly seed: number;
  /** A template travels in the first packet and in every so many after it. */
  readonly templateEvery?: number;
}

export interface GeneratedStream {
  readonly packets: Buffer[];
  readonly flows: GeneratedFlow[];
}

function stream(options: StreamOptions, encode: (flows: GeneratedFlow[], index: number) => Buffer): GeneratedStream {
  const next = random(options.seed);
  const all: GeneratedFlow[] = [];
  const packets = Array.from({ length: options.packets }, (_, index) => {
    const flows = Array.from({ length: options.flowsPerPacket }, () => generateFlow(next));
    all.push(...flows);
    return encode(flows, index);
  });
  return { packets, flows: all };
}

const withTemplate = (options: StreamOptions, index: number): boolean => index % (options.templateEvery ?? 200) === 0;

export function v5Stream(options: StreamOptions): GeneratedStream {
  return stream(options, (flows, index) =>
    v5Packet(
      { unixS: options.unixS, uptimeMs, sequence: index * options.flowsPerPacket },
      flows.map((flow) => ({
        ...flow,
        source: addressOf(flow.source),
        destination: addressOf(flow.destination),
        firstMs: uptimeMs - flow.startedAgoMs,
        lastMs: uptimeMs - flow.endedAgoMs,
        sourcePrefix: 24,
        destinationPrefix: 16,
        sourceAs: 64_512,
        destinationAs: 15_169,
      })),
    ),
  );
}

const addressOf = (value: number): string =>
  [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff].join('.');

export function v9Stream(options: StreamOptions): GeneratedStream {
  return stream(options, (flows, index) => {
    const templates = withTemplate(options, index) ? [templateSet(9, [mikrotikV9Template])] : [];
    const header = { unixS: options.unixS, uptimeMs, sequence: index, domain: 0 };
    const data = dataSet(mikrotikV9Template, flows.map(mikrotikV9Values));
    return v9Packet(header, flows.length + templates.length, [...templates, data]);
  });
}

export function mikrotikV9Values(flow: GeneratedFlow): FieldValue[] {
  return [
    uptimeMs - flow.startedAgoMs,
    uptimeMs - flow.endedAgoMs,
    flow.packets,
    flow.bytes,
    flow.inIf,
    flow.outIf,
    flow.source,
    flow.destination,
    flow.protocol,
    0,
    flow.sourcePort,
    flow.destinationPort,
    0x0a00_0001,
    24,
    0,
    flow.tcpFlags,
    0x4c5e_0c01_0203,
    0x4c5e_0c04_0506,
    nat,
    flow.destination,
    flow.sourcePort ^ 1,
    flow.destinationPort,
  ];
}

export function ipfixStream(options: StreamOptions): GeneratedStream {
  return stream(options, (flows, index) => {
    const templates = withTemplate(options, index) ? [templateSet(10, [mikrotikIpfixTemplate])] : [];
    const header = { unixS: options.unixS, sequence: index * options.flowsPerPacket, domain: 0 };
    const values = flows.map((flow) => mikrotikIpfixValues(flow, options.unixS));
    return ipfixPacket(header, [...templates, dataSet(mikrotikIpfixTemplate, values)]);
  });
}

export function mikrotikIpfixValues(flow: GeneratedFlow, unixS: number): FieldValue[] {
  return [
    unixS * 1_000 - flow.startedAgoMs,
    unixS * 1_000 - flow.endedAgoMs,
    flow.packets,
    flow.bytes,
    flow.inIf,
    flow.outIf,
    flow.source,
    flow.destination,
    flow.protocol,
    0,
    flow.sourcePort,
    flow.destinationPort,
    0x0a00_0001,
    24,
    0,
    flow.tcpFlags,
    0,
    nat,
    flow.destination,
    flow.sourcePort ^ 1,
    flow.destinationPort,
  ];
}

/** IPv6 flows over v9: addresses 2001:db8::/32 made of the generated IPv4 ones. */
export function ipv6Stream(options: StreamOptions): GeneratedStream {
  const address = (value: number): Buffer =>
    ipv6(`2001:db8::${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`);
  return stream(options, (flows, index) => {
    const templates = withTemplate(options, index) ? [templateSet(9, [ipv6Template])] : [];
    const header = { unixS: options.unixS, uptimeMs, sequence: index, domain: 0 };
    const values = flows.map((flow): FieldValue[] => [
      uptimeMs - flow.startedAgoMs,
      uptimeMs - flow.endedAgoMs,
      flow.packets,
      flow.bytes,
      flow.inIf,
      flow.outIf,
      address(flow.source),
      address(flow.destination),
      flow.protocol,
      flow.sourcePort,
      flow.destinationPort,
      flow.tcpFlags,
      ipv6('::'),
    ]);
    return v9Packet(header, flows.length + templates.length, [...templates, dataSet(ipv6Template, values)]);
  });
}
