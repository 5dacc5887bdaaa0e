import type { FieldError } from '@fastisp/core/errors/app-error';
import type { Tx } from '@fastisp/core/pg/port';
import type { Principal } from '#identity/principal.ts';
import type { RecordedChange } from './bulk.ts';
import type { FieldValue, ObjectRecord, ObjectType } from './object-type.ts';

/** An object with the revision that its ETag shows. */
export interface VersionedObject {
  readonly record: ObjectRecord;
  readonly revision: number;
}

export interface ObjectPage {
  readonly items: readonly ObjectRecord[];
  /** How many match, on all pages. */
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What a list is asked for, as the query string has it. */
export interface ObjectQuery {
  /** Words or parts of words, in any order; accents and capitals do not matter. */
  readonly q?: string;
  /** A sortable field, `createdAt` or `updatedAt`; descending with `-`. */
  readonly sort?: string;
  /** Default 100, at most 500. */
  readonly limit?: number;
  readonly cursor?: string;
  /** The deleted ones that can be restored, instead of the living. */
  readonly deleted?: boolean;
  /** By field name, values as text; `none` is null. */
  readonly filters: Readonly<Record<string, string>>;
}

/** A row of a bulk upsert: `externalId`, or the `id` that an export gave it, and the fields that are to be set. */
export type BulkRow = Readonly<Record<string, FieldValue>>;

export interface BulkResult {
  readonly created: number;
  readonly updated: number;
  /** Were so already. */
  readonly unchanged: number;
  /** Paths are `/items/<index>/<field>`. Not empty: nothing was written. */
  readonly problems: readonly FieldError[];
  /** More problems exist than are listed. */
  readonly problemsCut: boolean;
}

export interface BulkAllOptions {
  /** Asked when all rows are in: true undoes everything, as a problem does. */
  readonly undo: () => boolean;
  readonly reason?: string;
  /** Where what was written waits until it is told; sealed secrets and names of people are in it. */
  readonly spoolFolder: string;
  /** @param rows that were handled up to now. */
  readonly onProgress?: (rows: number) => void;
  /** What was done, batch by batch in its order, to take it back by `undoAll`; when nothing is undone. */
  readonly onWritten?: (tx: Tx, changes: readonly RecordedChange[]) => Promise<void>;
  /** Last in the transaction, when nothing is undone. */
  readonly beforeCommit?: (tx: Tx, result: BulkResult) => Promise<void>;
}

export interface UndoOptions extends Pick<BulkAllOptions, 'reason' | 'spoolFolder'> {
  /** @param objects that were handled up to now. */
  readonly onProgress?: (objects: number) => void;
  /** Last in the transaction, when nothing was refused. */
  readonly beforeCommit?: (tx: Tx, result: UndoResult) => Promise<void>;
}

/** Why an object cannot be as it was. */
export interface UndoProblem {
  /** What people call it. */
  readonly name: string;
  /** Null: the object as a whole. */
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

export interface UndoResult {
  readonly removed: number;
  readonly changedBack: number;
  /** Not empty: nothing was undone. */
  readonly problems: readonly UndoProblem[];
  readonly problemsCut: boolean;
}

/** Objects of the caller's tenant, at the sites that the caller may see: all others are not found. */
export interface Objects {
  list(principal: Principal, type: ObjectType, query: ObjectQuery): Promise<ObjectPage>;
  get(principal: Principal, type: ObjectType, id: string): Promise<VersionedObject>;
  create(principal: Principal, type: ObjectType, body: ObjectRecord): Promise<VersionedObject>;
  /** @param ifRevision refuses the change when the object has another revision by now. */
  update(
    principal: Principal,
    type: ObjectType,
    id: string,
    patch: ObjectRecord,
    ifRevision: number | null,
  ): Promise<VersionedObject>;
  /** Refused while something living points to it. */
  remove(principal: Principal, type: ObjectType, id: string): Promise<void>;
  restore(principal: Principal, type: ObjectType, id: string): Promise<VersionedObject>;
  /**
   * Makes what has a new `externalId`, changes what has a known one, all or nothing. References are given by id,
   * external id, or the name that one object alone has, also of rows of the same call. Rows are checked here: they may
   * come straight from a file. With `dryRun` everything is tried and undone.
   */
  bulkUpsert(
    principal: Principal,
    type: ObjectType,
    rows: readonly BulkRow[],
    options?: { readonly dryRun?: boolean; readonly reason?: string },
  ): Promise<BulkResult>;
  /**
   * The same for rows that come batch by batch, however many: memory holds one batch. Only of a kind that points
   * to itself, a tree, all rows are held together.
   */
  bulkUpsertAll(
    principal: Principal,
    type: ObjectType,
    batches: AsyncIterable<readonly BulkRow[]>,
    options: BulkAllOptions,
  ): Promise<BulkResult>;
  /** Takes back what `bulkUpsertAll` told of, the last batch first; refused for what is not as it was left. */
  undoAll(
    principal: Principal,
    type: ObjectType,
    batches: AsyncIterable<readonly RecordedChange[]>,
    options: UndoOptions,
  ): Promise<UndoResult>;
  /** Throws what `get` throws, also for a deleted one: may the caller read what is told of it? */
  refuseUnseen(principal: Principal, type: ObjectType, id: string): Promise<void>;
  /** Every living object that matches, page after page, in the order of the list: for an export. */
  readAll(principal: Principal, type: ObjectType, query: ObjectQuery): AsyncIterable<readonly ObjectRecord[]>;
}
