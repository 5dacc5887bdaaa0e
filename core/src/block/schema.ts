/**
 * What a block is: rows of one telemetry topic as columns, in ClickHouse's Native format.
 *
 * A block travels from the collector to the column store as the same bytes. Columns that hold only
 * defaults (zeros) are left out of the bytes; the store fills them in.
 */

/** The column types we use, each with the typed array that a `BlockBuilder` keeps it in. */
export interface ColumnArrays {
  UInt8: Uint8Array;
  UInt16: Uint16Array;
  UInt32: Uint32Array;
  Int32: Int32Array;
  /** Two words a row, low word first, so that no BigInt is made in a hot loop. */
  UInt64: Uint32Array;
  Float32: Float32Array;
  Float64: Float64Array;
  /** Seconds since the epoch. */
  DateTime: Uint32Array;
  /** Milliseconds since the epoch, two words a row, low word first. */
  'DateTime64(3)': Uint32Array;
  /** Four words a row in ClickHouse's order: write it with `setUuid`. */
  UUID: Uint32Array;
  /** 16 bytes a row in network order, IPv4 as ::ffff:a.b.c.d. */
  IPv6: Uint8Array;
  /** One string a row. For values that repeat little and are few: not for hot columns. */
  String: string[];
  'LowCardinality(String)': string[];
}

export type ColumnType = keyof ColumnArrays;

export interface BlockSchema<Columns extends Record<string, ColumnType> = Record<string, ColumnType>> {
  /** Travels with each block in the header `schema`, e.g. `telemetry.flow.v1`. */
  readonly id: string;
  readonly topic: string;
  readonly table: string;
  readonly columns: Columns;
}

export type BlockColumns<S extends BlockSchema> = {
  readonly [K in keyof S['columns']]: ColumnArrays[S['columns'][K]];
};

/** Headers of a bus message whose value is a block. */
export const blockHeaders = {
  schema: 'schema',
  rows: 'rows',
  /** Earliest and latest row time, milliseconds since the epoch. */
  minMs: 'minMs',
  maxMs: 'maxMs',
} as const;
