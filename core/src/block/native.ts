/**
 * ClickHouse Native format, version 0 (as over HTTP): varuint columns, varuint rows, then for each
 * column its name, its type and its data. Source: ClickHouse `NativeWriter`/`NativeReader`.
 */
import type { BlockBuilder } from './builder.ts';
import type { BlockColumns, BlockSchema } from './schema.ts';

/** Native bytes of the builder's rows. The result owns its memory, so it can be moved to another thread. */
export function encodeBlock<S extends BlockSchema>(_builder: BlockBuilder<S>): Uint8Array<ArrayBuffer> {
  throw new Error('absent');
}

export interface DecodedBlock<S extends BlockSchema> {
  readonly rows: number;
  /** Columns left out of the bytes come back as zeros. */
  readonly columns: BlockColumns<S>;
}

/**
 * Reads the blocks that `encodeBlock` made (one or several, one after the other).
 * @throws AppError `BLOCK_INVALID` when the bytes are not blocks of this schema.
 */
export function decodeBlocks<S extends BlockSchema>(_schema: S, _bytes: Uint8Array): DecodedBlock<S>[] {
  throw new Error('absent');
}
