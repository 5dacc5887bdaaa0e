/**
 * ClickHouse Native format, revision 0 (as over HTTP): varuint columns, varuint rows, then for each
 * column its name, its type and its data. Source: ClickHouse `NativeWriter`/`NativeReader`.
 *
 * Our typed arrays have the engine's own layout, so a column is one copy of bytes. LowCardinality columns
 * travel as String, which the engine converts at insert; when reading from it, select `column::String`.
 */
import { endianness } from 'node:os';
import { AppError } from '../errors/app-error.ts';
import type { BlockBuilder } from './builder.ts';
import type { BlockColumns, BlockSchema, ColumnArrays, ColumnType } from './schema.ts';

// A typed array is written as it lies in memory, and Native is little-endian.
if (endianness() !== 'LE') throw new Error('blocks need a little-endian machine');

type AnyColumn = ColumnArrays[ColumnType];
type StringType = 'String' | 'LowCardinality(String)';
type FixedType = Exclude<ColumnType, StringType>;

/** Most rows of one decoded block (the engine writes 65,409, we fewer); more is taken for damage. */
export const blockRowsMax = 1_048_576;
/** Most columns of one decoded block; more is taken for damage. */
export const blockColumnsMax = 1_024;
/** Most bytes of a column's name or type; more is taken for damage. */
const nameBytesMax = 256;

/** Bytes of one value of the types that have a fixed length. */
export const bytesPerRow: { readonly [T in FixedType]: number } = {
  UInt8: 1,
  UInt16: 2,
  UInt32: 4,
  Int32: 4,
  UInt64: 8,
  Float32: 4,
  Float64: 8,
  DateTime: 4,
  'DateTime64(3)': 8,
  UUID: 16,
  IPv6: 16,
};

const arrayOver: { readonly [T in FixedType]: (buffer: ArrayBuffer) => ColumnArrays[T] } = {
  UInt8: (buffer) => new Uint8Array(buffer),
  UInt16: (buffer) => new Uint16Array(buffer),
  UInt32: (buffer) => new Uint32Array(buffer),
  Int32: (buffer) => new Int32Array(buffer),
  UInt64: (buffer) => new Uint32Array(buffer),
  Float32: (buffer) => new Float32Array(buffer),
  Float64: (buffer) => new Float64Array(buffer),
  DateTime: (buffer) => new Uint32Array(buffer),
  'DateTime64(3)': (buffer) => new Uint32Array(buffer),
  UUID: (buffer) => new Uint32Array(buffer),
  IPv6: (buffer) => new Uint8Array(buffer),
};

const isStringType = (type: ColumnType): type is StringType => type === 'String' || type === 'LowCardinality(String)';

/** The type's name in the bytes. */
const wireType = (type: ColumnType): string => (isStringType(type) ? 'String' : type);

const zeros = Buffer.alloc(64 * 1024);

function isAllZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const part = bytes.subarray(at, at + zeros.length);
    if (Buffer.compare(part, part.length === zeros.length ? zeros : zeros.subarray(0, part.length)) !== 0) return false;
  }
  return true;
}

const varuintBytes = (value: number): number => {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
};

function writeVaruint(out: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest >= 0x80) {
    out[at++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  out[at++] = rest;
  return at;
}

function writeText(out: Buffer, at: number, text: string, bytes: number): number {
  const start = writeVaruint(out, at, bytes);
  out.write(text, start, bytes, 'utf8');
  return start + bytes;
}

/** One column to be written: its used values as bytes, or its texts. */
interface ColumnPart {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array | null;
  readonly texts: readonly string[];
  readonly dataBytes: number;
}

/** @returns null for a column that holds only zeros or empty texts, unless `keep`. */
function columnPart(name: string, type: ColumnType, column: AnyColumn, rows: number, keep: boolean): ColumnPart | null {
  if (Array.isArray(column)) {
    const texts = column.slice(0, rows);
    if (!keep && texts.every((text) => text === '')) return null;
    let dataBytes = 0;
    for (const text of texts) {
      const length = Buffer.byteLength(text);
      dataBytes += varuintBytes(length) + length;
    }
    return { name, type: wireType(type), bytes: null, texts, dataBytes };
  }
  const used = rows * bytesPerRow[type as FixedType]; // only the string types are kept in an Array
  const bytes = new Uint8Array(column.buffer, column.byteOffset, used);
  if (!keep && isAllZero(bytes)) return null;
  return { name, type: wireType(type), bytes, texts: [], dataBytes: used };
}

function columnParts<S extends BlockSchema>(builder: BlockBuilder<S>): ColumnPart[] {
  const entries = Object.entries(builder.schema.columns);
  const partOf = ([name, type]: [string, ColumnType], keep: boolean): ColumnPart | null => {
    const column = builder.columns[name];
    if (column === undefined) throw new Error(`builder without its own column ${name}`);
    return columnPart(name, type, column, builder.rows, keep);
  };
  const parts = entries.map((entry) => partOf(entry, false)).filter((part) => part !== null);
  if (parts.length > 0) return parts;
  // A block without columns would have no rows for the engine either.
  return entries
    .slice(0, 1)
    .map((entry) => partOf(entry, true))
    .filter((part) => part !== null);
}

/**
 * Native bytes of the builder's rows, without the columns that hold only zeros or empty texts (one always
 * stays). No rows give no bytes. The result owns its memory, so it can be moved to another thread.
 */
export function encodeBlock<S extends BlockSchema>(builder: BlockBuilder<S>): Uint8Array<ArrayBuffer> {
  if (builder.rows === 0) return new Uint8Array(0);
  const parts = columnParts(builder);
  const textBytes = (text: string): number => varuintBytes(Buffer.byteLength(text)) + Buffer.byteLength(text);
  const total = parts.reduce(
    (sum, part) => sum + textBytes(part.name) + textBytes(part.type) + part.dataBytes,
    varuintBytes(parts.length) + varuintBytes(builder.rows),
  );

  const result = new Uint8Array(total);
  const out = Buffer.from(result.buffer);
  let at = writeVaruint(out, 0, parts.length);
  at = writeVaruint(out, at, builder.rows);
  for (const part of parts) {
    at = writeText(out, at, part.name, Buffer.byteLength(part.name));
    at = writeText(out, at, part.type, Buffer.byteLength(part.type));
    if (part.bytes !== null) {
      result.set(part.bytes, at);
      at += part.dataBytes;
    }
    for (const text of part.texts) at = writeText(out, at, text, Buffer.byteLength(text));
  }
  return result;
}

export interface DecodedBlock<S extends BlockSchema> {
  readonly rows: number;
  /** Columns left out of the bytes come back as zeros. */
  readonly columns: BlockColumns<S>;
}

function invalid(reason: string, offset: number): AppError {
  return new AppError('BLOCK_INVALID', `not a block of telemetry: ${reason} at byte ${offset}`, {
    status: 400,
    params: { reason, offset },
  });
}

/** Walks the bytes; every step checks that they are there. */
class Reader {
  private readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  varuint(max: number, what: string): number {
    const start = this.at;
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw invalid(`ends inside ${what}`, start);
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (value > max) throw invalid(`${what} is over ${max}`, start);
      if (byte < 0x80) return value;
      if (scale > max) throw invalid(`${what} has no end`, start);
    }
  }

  text(bytesMax: number, what: string): string {
    const length = this.varuint(bytesMax, `the length of ${what}`);
    if (length > this.left) throw invalid(`ends inside ${what}`, this.at);
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  /** A copy, so that it is aligned for any typed array and does not keep the message alive. */
  copy(length: number, what: string): ArrayBuffer {
    if (length > this.left) throw invalid(`ends inside ${what}`, this.at);
    const copied = new Uint8Array(length);
    copied.set(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return copied.buffer;
  }
}

const knownTypes = new Set<string>([...Object.keys(bytesPerRow), 'String']);

/** The engine may name a time zone (`DateTime('UTC')`), which does not change the data. */
function columnTypeOf(written: string): ColumnType | null {
  const plain = written
    .replace(/^DateTime\('[^']*'\)$/, 'DateTime')
    .replace(/^DateTime64\(3, '[^']*'\)$/, 'DateTime64(3)');
  return knownTypes.has(plain) ? (plain as ColumnType) : null; // the set has only names of column types
}

function readColumn(reader: Reader, type: ColumnType, rows: number, name: string): AnyColumn {
  if (!isStringType(type)) return arrayOver[type](reader.copy(rows * bytesPerRow[type], `column ${name}`));
  if (rows > reader.left) throw invalid(`ends inside column ${name}`, reader.at);
  return Array.from({ length: rows }, () => reader.text(reader.left, `column ${name}`));
}

function zeroColumn(type: ColumnType, rows: number): AnyColumn {
  return isStringType(type)
    ? new Array<string>(rows).fill('')
    : arrayOver[type](new ArrayBuffer(rows * bytesPerRow[type]));
}

function readBlock<S extends BlockSchema>(reader: Reader, schema: S): DecodedBlock<S> {
  const start = reader.at;
  const columnCount = reader.varuint(blockColumnsMax, 'the number of columns');
  const rows = reader.varuint(blockRowsMax, 'the number of rows');
  if (columnCount === 0 && rows > 0) throw invalid('rows without a column', start);

  const read = new Map<string, AnyColumn>();
  for (let index = 0; index < columnCount; index += 1) {
    const at = reader.at;
    const name = reader.text(nameBytesMax, 'a column name');
    const written = reader.text(nameBytesMax, 'a column type');
    const type = columnTypeOf(written);
    const expected = schema.columns[name];
    if (type === null) throw invalid(`column ${name} has an unknown type`, at);
    if (expected !== undefined && wireType(expected) !== wireType(type)) {
      throw invalid(`column ${name} is ${written}, not ${expected}`, at);
    }
    if (read.has(name)) throw invalid(`column ${name} comes twice`, at);
    const values = readColumn(reader, type, rows, name);
    read.set(name, values); // a column that this version of the schema does not know is read over
  }
  const columns = Object.fromEntries(
    Object.entries(schema.columns).map(([name, type]) => [name, read.get(name) ?? zeroColumn(type, rows)]),
  ) as BlockColumns<S>; // one array per column of the schema, its type checked above
  return { rows, columns };
}

/**
 * Reads the blocks that `encodeBlock` made or the engine wrote (one or several, one after the other). Columns
 * that the schema does not know are skipped, so that a newer writer may add one.
 * @throws AppError `BLOCK_INVALID` when the bytes are not blocks of this schema.
 */
export function decodeBlocks<S extends BlockSchema>(schema: S, bytes: Uint8Array): DecodedBlock<S>[] {
  const reader = new Reader(bytes);
  const blocks: DecodedBlock<S>[] = [];
  while (reader.left > 0) blocks.push(readBlock(reader, schema));
  return blocks;
}
