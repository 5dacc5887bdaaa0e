/**
 * Rows as columns, filled in place by a decoder and encoded to Native bytes when full.
 *
 * The owner writes into `columns` at index `rows` and then increments `rows`; nothing is allocated a row.
 * `reset` zeroes what was used, so that a decoder only writes the fields that a record has.
 */
import type { BlockColumns, BlockSchema, ColumnArrays, ColumnType } from './schema.ts';

const arrayMakers: { readonly [T in ColumnType]: (capacity: number) => ColumnArrays[T] } = {
  UInt8: (n) => new Uint8Array(n),
  UInt16: (n) => new Uint16Array(n),
  UInt32: (n) => new Uint32Array(n),
  Int32: (n) => new Int32Array(n),
  UInt64: (n) => new Uint32Array(2 * n),
  Float32: (n) => new Float32Array(n),
  Float64: (n) => new Float64Array(n),
  DateTime: (n) => new Uint32Array(n),
  'DateTime64(3)': (n) => new Uint32Array(2 * n),
  UUID: (n) => new Uint32Array(4 * n),
  IPv6: (n) => new Uint8Array(16 * n),
  String: (n) => new Array<string>(n).fill(''),
  'LowCardinality(String)': (n) => new Array<string>(n).fill(''),
};

export class BlockBuilder<S extends BlockSchema> {
  readonly schema: S;
  readonly capacity: number;
  readonly columns: BlockColumns<S>;
  /** Rows filled so far; the next row goes to this index. */
  rows = 0;

  constructor(schema: S, capacity: number) {
    this.schema = schema;
    this.capacity = capacity;
    this.columns = Object.fromEntries(
      Object.entries(schema.columns).map(([name, type]) => [name, arrayMakers[type](capacity)]),
    ) as BlockColumns<S>; // built from the same schema, key by key
  }

  get full(): boolean {
    return this.rows >= this.capacity;
  }

  /** Zeroes the used rows and starts again. */
  reset(): void {
    for (const array of Object.values<ColumnArrays[ColumnType]>(this.columns)) {
      const perRow = array.length / this.capacity;
      if (Array.isArray(array)) array.fill('', 0, this.rows * perRow);
      else array.fill(0, 0, this.rows * perRow);
    }
    this.rows = 0;
  }
}

const twoTo32 = 4_294_967_296;

/** Writes a whole number 0 … 2⁵³−1 into a `UInt64` or `DateTime64(3)` column. */
export function setU64(column: Uint32Array, row: number, value: number): void {
  column[2 * row] = value >>> 0;
  column[2 * row + 1] = Math.floor(value / twoTo32);
}

/** Reads a `UInt64` or `DateTime64(3)` value; exact below 2⁵³. */
export function getU64(column: Uint32Array, row: number): number {
  return (column[2 * row] ?? 0) + (column[2 * row + 1] ?? 0) * twoTo32;
}

/** A UUID's four words in the order that ClickHouse keeps them: two little-endian 64-bit halves. */
export type UuidWords = readonly [number, number, number, number];

/** Parse once per device, then `setUuid` per row. */
export function uuidWords(uuid: string): UuidWords {
  const hex = uuid.replaceAll('-', '');
  const word = (index: number): number => Number.parseInt(hex.slice(8 * index, 8 * index + 8), 16) >>> 0;
  return [word(1), word(0), word(3), word(2)];
}

export function setUuid(column: Uint32Array, row: number, words: UuidWords): void {
  const at = 4 * row;
  column[at] = words[0];
  column[at + 1] = words[1];
  column[at + 2] = words[2];
  column[at + 3] = words[3];
}

export function getUuid(column: Uint32Array, row: number): string {
  const at = 4 * row;
  const hex = [column[at + 1], column[at], column[at + 3], column[at + 2]]
    .map((word) => (word ?? 0).toString(16).padStart(8, '0'))
    .join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Writes an IPv4 address (network order as one number) as ::ffff:a.b.c.d. */
export function setIpv4(column: Uint8Array, row: number, address: number): void {
  const at = 16 * row;
  column[at + 10] = 0xff;
  column[at + 11] = 0xff;
  column[at + 12] = address >>> 24;
  column[at + 13] = (address >>> 16) & 0xff;
  column[at + 14] = (address >>> 8) & 0xff;
  column[at + 15] = address & 0xff;
}
