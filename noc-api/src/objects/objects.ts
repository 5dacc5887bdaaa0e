/** Inventory objects as people manage them: each change, its message and its entry in the log in one transaction. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import * as errors from '#errors.ts';
import { bulkUpsert } from './bulk.ts';
import { bulkUpsertAll } from './bulk-all.ts';
import { complete, differs } from './check.ts';
import type { ObjectExtension } from './extension.ts';
import type { FieldValue, ObjectRecord, ObjectType, ObjectTypeName } from './object-type.ts';
import type { ObjectQuery, Objects, VersionedObject } from './ports.ts';
import { getObject, listObjects, lockObject, refuseUnseen, toVersioned } from './read.ts';
import { settable, type StoredRow, toRecord } from './records.ts';
import { lockReferences, refuseInUse } from './references.ts';
import { undoAll } from './undo.ts';
import { explained, explainedOnce, isDataError } from './violations.ts';
import { type Change, tell, type WriteContext, writeItems, type Written } from './write.ts';

/** Rows of one page of `readAll`. */
const readPageSize = 2_000;

export interface ObjectsDeps {
  readonly relational: RelationalStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly extensions: Readonly<Partial<Record<ObjectTypeName, ObjectExtension>>>;
}

export function createObjects(deps: ObjectsDeps): Objects {
  const { relational, secretBox, clock, extensions } = deps;

  const inTransaction: Change = (principal, type, work) =>
    relational.withTenant(principal.tenant.id, (tx) =>
      work({ tx, type, principal, nowMs: clock.nowMs(), secretBox, extensions }),
    );

  /** One transaction; what the database refuses is explained. */
  const change: Change = (principal, type, work) => explained(type, () => inTransaction(principal, type, work));

  /** Of rows that stream in, which are gone when they were read: whoever has them tries again. */
  const changeOnce: Change = (principal, type, work) => explainedOnce(type, () => inTransaction(principal, type, work));

  const writeOne = async (
    context: WriteContext,
    item: { id: string; before: StoredRow | null; values: Record<string, FieldValue> },
  ): Promise<VersionedObject> => {
    const written = await writeItems(context, [item]);
    await tell(context, written);
    return versionedOf(context.type, written);
  };

  return {
    list: async (principal, type, query) => {
      try {
        return await relational.withTenant(principal.tenant.id, (tx) => listObjects(tx, principal, type, query));
      } catch (error) {
        // A cursor is the only text of a list that was not compared with its column.
        if (query.cursor !== undefined && isDataError(error)) throw errors.cursorInvalid();
        throw error;
      }
    },

    get: (principal, type, id) =>
      relational.withTenant(principal.tenant.id, async (tx) =>
        toVersioned(type, await getObject(tx, principal, type, id)),
      ),

    create: (principal, type, body) =>
      change(principal, type, (context) =>
        writeOne(context, { id: newId(), before: null, values: completed(type, body, null) }),
      ),

    update: (principal, type, id, patch, ifRevision) =>
      change(principal, type, async (context) => {
        const before = await lockObject(context.tx, principal, type, { id, action: 'update' });
        if (ifRevision !== null && ifRevision !== before.revision) throw errors.objectChanged();
        const record = toRecord(type, before);
        const values = completed(type, patch, record);
        if (!differs(settable(type, record), values)) return toVersioned(type, before);
        return writeOne(context, { id: before.id, before, values });
      }),

    remove: (principal, type, id) =>
      change(principal, type, async (context) => {
        const before = await lockObject(context.tx, principal, type, { id, action: 'delete' });
        await refuseInUse(context.tx, type, before.id);
        const row = await setDeleted(context, before, new Date(context.nowMs));
        await tell(context, [{ before, row }], { action: 'delete' });
      }),

    restore: (principal, type, id) =>
      change(principal, type, async (context) => {
        const before = await lockObject(context.tx, principal, type, { id, action: 'delete', deleted: true });
        const record = toRecord(type, before);
        await lockReferences(context.tx, type, [record]);
        await extensions[type.name]?.beforeWrite?.(context.tx, [
          { id: before.id, before, values: settable(type, record) },
        ]);
        const row = await setDeleted(context, before, null);
        await tell(context, [{ before, row }], { action: 'restore' });
        return toVersioned(type, row);
      }),

    bulkUpsert: (principal, type, rows, options = {}) => bulkUpsert(change, principal, type, { rows, ...options }),

    bulkUpsertAll: (principal, type, batches, options) => bulkUpsertAll(changeOnce, principal, type, batches, options),

    undoAll: (principal, type, batches, options) => undoAll(changeOnce, principal, type, batches, options),

    refuseUnseen: (principal, type, id) =>
      relational.withTenant(principal.tenant.id, (tx) => refuseUnseen(tx, principal, type, id)),

    async *readAll(principal, type, query) {
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const asked: ObjectQuery = { ...query, limit: readPageSize, ...(cursor !== undefined && { cursor }) };
        const page = await relational.withTenant(principal.tenant.id, (tx) =>
          listObjects(tx, principal, type, asked, { counted: false }),
        );
        yield page.items;
        cursor = page.nextCursor;
      }
    },
  };
}

function completed(type: ObjectType, given: ObjectRecord, before: ObjectRecord | null): Record<string, FieldValue> {
  const checked = complete(type, given, before);
  if (checked.ok) return checked.values;
  throw errors.objectRefused(
    checked.problems.map(({ field, code, message }) => ({ path: `/${field}`, code, message })),
  );
}

const versionedOf = (type: ObjectType, [written]: readonly Written[]): VersionedObject => {
  if (written === undefined) throw new Error('nothing was written');
  return toVersioned(type, written.row);
};

async function setDeleted(
  { tx, type, nowMs }: WriteContext,
  row: StoredRow,
  deletedAt: Date | null,
): Promise<StoredRow> {
  const { rows } = await sql<StoredRow>`
    update ${sql.table(type.table)} set deleted_at = ${deletedAt}, revision = revision + 1, updated_at = ${new Date(nowMs)}
    where id = ${row.id}::uuid returning *`.execute(tx);
  const changed = rows[0];
  if (changed === undefined) throw new Error(`${type.table} lost ${row.id}`);
  return changed;
}
