/**
 * Makes NetFlow v5, v9 and IPFIX packets. It shares nothing with the decoder, and tshark and nfdump judge it.
 */

export interface FieldSpec {
  readonly id: number;
  readonly width: number;
  readonly pen?: number;
}

export const variable = 0xffff;

/** A field's value: a number (big-endian), bytes as they are, or a text. */
export type FieldValue = number | bigint | Buffer | string;

export interface TemplateSpec {
  readonly id: number;
  readonly fields: readonly FieldSpec[];
  /** Number of scope fields at the front: an options template. */
  readonly scope?: number;
}

export interface HeaderSpec {
  /** Seconds since the epoch. */
  readonly unixS: number;
  readonly uptimeMs?: number;
  readonly sequence: number;
  readonly domain?: number;
}

export function encodeValue(value: FieldValue, width: number): Buffer {
  const bytes = rawBytes(value, width);
  if (width !== variable) return bytes;
  if (bytes.length < 255) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  return Buffer.concat([Buffer.from([255, bytes.length >>> 8, bytes.length & 0xff]), bytes]);
}

function rawBytes(value: FieldValue, width: number): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    if (width === variable) return text;
    return Buffer.concat([text, Buffer.alloc(width)]).subarray(0, width);
  }
  const bytes = Buffer.alloc(width);
  let rest = BigInt(value);
  for (let at = width - 1; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

export const ipv4 = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

export function ipv6(text: string): Buffer {
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail)];
  const middle = new Array<string>(8 - left.length - right.length).fill('0');
  return Buffer.from([...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

export const mac = (text: string): number => Number.parseInt(text.replaceAll(':', ''), 16);

const u16 = (value: number): Buffer => Buffer.from([value >>> 8, value & 0xff]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function set(id: number, body: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (body.length % 4)) % 4);
  return Buffer.concat([u16(id), u16(4 + body.length + padding.length), body, padding]);
}

function fieldBytes({ id, width, pen }: FieldSpec): Buffer {
  if (pen === undefined) return Buffer.concat([u16(id), u16(width)]);
  return Buffer.concat([u16(id | 0x8000), u16(width), u32(pen)]);
}

export function templateSet(version: 9 | 10, templates: readonly TemplateSpec[]): Buffer {
  const isOptions = templates.some(({ scope }) => scope !== undefined);
  const records = templates.map(({ id, fields, scope }) => {
    const specs = fields.map(fieldBytes);
    if (scope === undefined) return Buffer.concat([u16(id), u16(fields.length), ...specs]);
    if (version === 10) return Buffer.concat([u16(id), u16(fields.length), u16(scope), ...specs]);
    return Buffer.concat([u16(id), u16(4 * scope), u16(4 * (fields.length - scope)), ...specs]);
  });
  const id = version === 10 ? (isOptions ? 3 : 2) : isOptions ? 1 : 0;
  return set(id, Buffer.concat(records));
}

export function dataRecord(template: TemplateSpec, values: readonly FieldValue[]): Buffer {
  return Buffer.concat(template.fields.map(({ width }, index) => encodeValue(values[index] ?? 0, width)));
}

export function dataSet(template: TemplateSpec, records: readonly (readonly FieldValue[])[]): Buffer {
  return set(template.id, Buffer.concat(records.map((values) => dataRecord(template, values))));
}

/** @param count records of all kinds, as v9's header counts them. */
export function v9Packet(header: HeaderSpec, count: number, sets: readonly Buffer[]): Buffer {
  const { unixS, uptimeMs = 0, sequence, domain = 0 } = header;
  return Buffer.concat([u16(9), u16(count), u32(uptimeMs), u32(unixS), u32(sequence), u32(domain), ...sets]);
}

export function ipfixPacket(header: HeaderSpec, sets: readonly Buffer[]): Buffer {
  const { unixS, sequence, domain = 0 } = header;
  const body = Buffer.concat(sets);
  return Buffer.concat([u16(10), u16(16 + body.length), u32(unixS), u32(sequence), u32(domain), body]);
}

export interface V5Record {
  readonly source: string;
  readonly destination: string;
  readonly nextHop?: string;
  readonly inIf?: number;
  readonly outIf?: number;
  readonly packets: number;
  readonly bytes: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly tcpFlags?: number;
  readonly protocol: number;
  readonly tos?: number;
  readonly sourceAs?: number;
  readonly destinationAs?: number;
  readonly sourcePrefix?: number;
  readonly destinationPrefix?: number;
}

export function v5Packet(
  header: HeaderSpec & { nanos?: number; engine?: number; sampling?: number; count?: number },
  records: readonly V5Record[],
): Buffer {
  const { unixS, uptimeMs = 0, sequence, nanos = 0, engine = 0, sampling = 0, count = records.length } = header;
  const head = [u16(5), u16(count), u32(uptimeMs), u32(unixS), u32(nanos), u32(sequence), u16(engine), u16(sampling)];
  return Buffer.concat([...head, ...records.map(v5Record)]);
}

function v5Record(record: V5Record): Buffer {
  return Buffer.concat([
    u32(ipv4(record.source)),
    u32(ipv4(record.destination)),
    u32(ipv4(record.nextHop ?? '0.0.0.0')),
    u16(record.inIf ?? 0),
    u16(record.outIf ?? 0),
    u32(record.packets),
    u32(record.bytes),
    u32(record.firstMs),
    u32(record.lastMs),
    u16(record.sourcePort),
    u16(record.destinationPort),
    Buffer.from([0, record.tcpFlags ?? 0, record.protocol, record.tos ?? 0]),
    u16(record.sourceAs ?? 0),
    u16(record.destinationAs ?? 0),
    Buffer.from([record.sourcePrefix ?? 0, record.destinationPrefix ?? 0, 0, 0]),
  ]);
}
