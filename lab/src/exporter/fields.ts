/** Information elements that NetFlow v9 (RFC 3954) and IPFIX (IANA registry) share, each with how it is written. */
import type { FlowRecord } from './flow-record.ts';

export interface Field {
  readonly id: number;
  readonly lengthBytes: number;
  write(packet: Buffer, at: number, record: FlowRecord, bootMs: number): void;
}

const uint = (id: number, lengthBytes: 1 | 2 | 4, value: (record: FlowRecord) => number): Field => ({
  id,
  lengthBytes,
  write: (packet, at, record) => packet.writeUIntBE(value(record), at, lengthBytes),
});
const uint64 = (id: number, value: (record: FlowRecord) => number): Field => ({
  id,
  lengthBytes: 8,
  write: (packet, at, record) => {
    const number = value(record);
    packet.writeUInt32BE(Math.floor(number / 0x1_0000_0000), at);
    packet.writeUInt32BE(number % 0x1_0000_0000, at + 4);
  },
});
const bytes = (id: number, lengthBytes: number, value: (record: FlowRecord) => Uint8Array): Field => ({
  id,
  lengthBytes,
  write: (packet, at, record) => packet.set(value(record), at),
});
const uptime = (id: number, value: (record: FlowRecord) => number): Field => ({
  id,
  lengthBytes: 4,
  write: (packet, at, record, bootMs) => packet.writeUInt32BE(uptime32(value(record), bootMs), at),
});

/** Milliseconds since the router started, modulo 2^32; a flow never begins before its router. */
export function uptime32(atMs: number, bootMs: number): number {
  return Math.max(0, atMs - bootMs) % 0x1_0000_0000;
}

const counters = [uint64(1, (flow) => flow.bytes), uint64(2, (flow) => flow.packets)];
const transport = [
  uint(4, 1, (flow) => flow.protocol),
  uint(5, 1, () => 0),
  uint(6, 1, (flow) => flow.tcpFlags),
  uint(7, 2, (flow) => flow.source.port),
  uint(11, 2, (flow) => flow.destination.port),
];
const routing = [
  uint(10, 4, (flow) => flow.inputIfIndex),
  uint(14, 4, (flow) => flow.outputIfIndex),
  uint(16, 4, (flow) => flow.source.as),
  uint(17, 4, (flow) => flow.destination.as),
  uint(61, 1, () => 0),
];
const addresses = {
  v4: [
    bytes(8, 4, (flow) => flow.source.address),
    bytes(12, 4, (flow) => flow.destination.address),
    uint(9, 1, (flow) => flow.source.prefixLength),
    uint(13, 1, (flow) => flow.destination.prefixLength),
  ],
  v6: [
    bytes(27, 16, (flow) => flow.source.address),
    bytes(28, 16, (flow) => flow.destination.address),
    uint(29, 1, (flow) => flow.source.prefixLength),
    uint(30, 1, (flow) => flow.destination.prefixLength),
  ],
};
const uptimes = [uptime(21, (flow) => flow.lastMs), uptime(22, (flow) => flow.firstMs)];
const instants = [uint64(152, (flow) => flow.firstMs), uint64(153, (flow) => flow.lastMs)];

export interface Template {
  readonly id: number;
  readonly fields: readonly Field[];
  readonly recordBytes: number;
}

function template(id: number, fields: readonly Field[]): Template {
  return { id, fields, recordBytes: fields.reduce((sum, field) => sum + field.lengthBytes, 0) };
}

/** NetFlow v9 tells times as uptimes. */
export const netflow9Templates = {
  v4: template(256, [...addresses.v4, ...counters, ...transport, ...routing, ...uptimes]),
  v6: template(257, [...addresses.v6, ...counters, ...transport, ...routing, ...uptimes]),
};

/** IPFIX tells them as instants. */
export const ipfixTemplates = {
  v4: template(256, [...addresses.v4, ...counters, ...transport, ...routing, ...instants]),
  v6: template(257, [...addresses.v6, ...counters, ...transport, ...routing, ...instants]),
};

export const samplingTemplateId = 258;

/** A template's definition: id, field count, then id and length of each. */
export function templateDefinition({ id, fields }: Template): Buffer {
  const definition = Buffer.alloc(4 + 4 * fields.length);
  definition.writeUInt16BE(id, 0);
  definition.writeUInt16BE(fields.length, 2);
  fields.forEach((field, index) => {
    definition.writeUInt16BE(field.id, 4 + 4 * index);
    definition.writeUInt16BE(field.lengthBytes, 6 + 4 * index);
  });
  return definition;
}

/** A set (v9: FlowSet): its id, its length, its content, padded to four bytes. */
export function makeSet(id: number, content: Buffer): Buffer {
  const set = Buffer.alloc(4 + Math.ceil(content.length / 4) * 4);
  set.writeUInt16BE(id, 0);
  set.writeUInt16BE(set.length, 2);
  content.copy(set, 4);
  return set;
}

export function encodeRecords(template: Template, records: readonly FlowRecord[], bootMs: number): Buffer {
  const content = Buffer.alloc(template.recordBytes * records.length);
  let at = 0;
  for (const record of records) {
    for (const field of template.fields) {
      field.write(content, at, record, bootMs);
      at += field.lengthBytes;
    }
  }
  return content;
}

/** Records in lists of one family each, that each fit into a packet. */
export function splitByFamily(
  records: readonly FlowRecord[],
  templates: { v4: Template; v6: Template },
  contentBytesMax: number,
): { template: Template; records: FlowRecord[] }[] {
  return [
    { template: templates.v4, all: records.filter((record) => !record.ipv6) },
    { template: templates.v6, all: records.filter((record) => record.ipv6) },
  ].flatMap(({ template, all }) => {
    const perPacket = Math.max(1, Math.floor(contentBytesMax / template.recordBytes));
    const parts = [];
    for (let i = 0; i < all.length; i += perPacket) parts.push({ template, records: all.slice(i, i + perPacket) });
    return parts;
  });
}
