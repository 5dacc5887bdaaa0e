import type { Tx } from '@fastisp/core/pg/port';
import type { FieldValue } from './object-type.ts';
import type { StoredRow } from './records.ts';

/** An object that is about to be written. */
export interface WriteItem {
  readonly id: string;
  /** The row as it is, locked; null: it is new. */
  readonly before: StoredRow | null;
  /** All fields that people set; a secret only when it was given. */
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** What a kind does beyond the others, in the transaction of the change. */
export interface ObjectExtension {
  /** Throws an AppError to refuse. */
  beforeWrite?(tx: Tx, items: readonly WriteItem[]): Promise<void>;
  /** @param rows whole rows of the table, as they are now. */
  afterWrite?(tx: Tx, rows: readonly StoredRow[], nowMs: number): Promise<void>;
}
