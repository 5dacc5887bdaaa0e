/**
 * What a batch of telemetry blocks becomes: inserts, or the first record that can never be inserted.
 *
 * A block is checked before it shares an INSERT with others, because the store would refuse them all for one.
 * The check walks the columns' names, types and lengths (Native format, core/src/block/native.ts) without copying
 * a value: any value of the right length is a valid one.
 */
import { readBlockHead } from '@fastisp/core/block/message';
import { bytesPerRow, decodeBlocks } from '@fastisp/core/block/native';
import type { BlockSchema } from '@fastisp/core/block/schema';
import type { BusBatch, BusRecord } from '@fastisp/core/bus/port';

export interface PlannedInsert {
  readonly table: string;
  readonly blocks: Uint8Array[];
  readonly dedupToken: string;
  rows: number;
}

export type SinkPlan =
  | { readonly type: 'insert'; readonly inserts: readonly PlannedInsert[] }
  | { readonly type: 'poison'; readonly offset: bigint; readonly reason: string };

export function planInserts(batch: BusBatch, schemas: ReadonlyMap<string, BlockSchema>): SinkPlan {
  const inserts = new Map<string, PlannedInsert>();
  for (const record of batch.records) {
    const checked = checkRecord(record, schemas);
    if ('reason' in checked) return { type: 'poison', offset: record.offset, reason: checked.reason };
    const { schema, bytes, rows } = checked;
    let insert = inserts.get(schema.id);
    if (insert === undefined) {
      insert = { table: schema.table, blocks: [], dedupToken: dedupTokenOf(batch, schema), rows: 0 };
      inserts.set(schema.id, insert);
    }
    insert.blocks.push(bytes);
    insert.rows += rows;
  }
  return { type: 'insert', inserts: [...inserts.values()] };
}

/** The same batch has the same token for ever: a redelivery is known again by the store. */
function dedupTokenOf(batch: BusBatch, schema: BlockSchema): string {
  const first = batch.records[0]?.offset ?? 0n;
  const last = batch.records.at(-1)?.offset ?? 0n;
  return `${batch.logId}/${batch.topic}/${batch.partition}/${first}-${last}/${schema.id}`;
}

type Checked = { readonly schema: BlockSchema; readonly bytes: Uint8Array; readonly rows: number };

function checkRecord(
  record: BusRecord,
  schemas: ReadonlyMap<string, BlockSchema>,
): Checked | { readonly reason: string } {
  let head: ReturnType<typeof readBlockHead>;
  try {
    head = readBlockHead(record.headers);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'headers unreadable' };
  }
  const schema = schemas.get(head.schema);
  if (schema === undefined) return { reason: `unknown schema ${head.schema}` };
  if (record.value === null) return { reason: 'a block without bytes' };
  const rows = countRows(schema, record.value);
  if (typeof rows === 'string') return { reason: rows };
  if (rows !== head.rows) return { reason: `${rows} rows, but the header says ${head.rows}` };
  return { schema, bytes: record.value, rows };
}

/** By name, because names come from the bytes; types that are not here have no fixed length. */
const bytesPerValue: Readonly<Record<string, number>> = bytesPerRow;

/** @returns the rows of all blocks in `bytes`, or in words what is wrong with them. */
export function countRows(schema: BlockSchema, bytes: Uint8Array): number | string {
  if (Object.values(schema.columns).some((type) => !(type in bytesPerValue))) return countByDecoding(schema, bytes);
  const reader = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  let total = 0;
  while (reader.at < reader.bytes.length) {
    const columns = readVaruint(reader);
    const rows = readVaruint(reader);
    if (columns === null || rows === null || columns === 0) return 'no block starts here';
    for (let column = 0; column < columns; column += 1) {
      const name = readText(reader);
      const type = readText(reader);
      const bytesOf = type === null ? undefined : bytesPerValue[type];
      if (name === null || type === null) return 'ends inside a column’s name';
      if (schema.columns[name] !== type || bytesOf === undefined)
        return `column ${name} ${type} is not of ${schema.id}`;
      reader.at += rows * bytesOf;
      if (reader.at > reader.bytes.length) return `ends inside column ${name}`;
    }
    total += rows;
  }
  return total;
}

function countByDecoding(schema: BlockSchema, bytes: Uint8Array): number | string {
  try {
    return decodeBlocks(schema, bytes).reduce((sum, block) => sum + block.rows, 0);
  } catch (error) {
    return error instanceof Error ? error.message : 'not a block';
  }
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Null when it is cut off or beyond 2³²: no block has so many of anything. */
function readVaruint(cursor: Cursor): number | null {
  let value = 0;
  for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
    const byte = cursor.bytes[cursor.at];
    if (byte === undefined) return null;
    cursor.at += 1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
  return null;
}

function readText(cursor: Cursor): string | null {
  const length = readVaruint(cursor);
  if (length === null || cursor.at + length > cursor.bytes.length) return null;
  cursor.at += length;
  return cursor.bytes.toString('latin1', cursor.at - length, cursor.at);
}
