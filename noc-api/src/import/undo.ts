/** What an import changed, kept with it; and taking it back, in the background like the import itself. */
import type { Tx } from '@fastisp/core/pg/port';
import type { TenantId } from '@fastisp/core/ids';
import { recordChanges } from '#audit/record.ts';
import type { RecordedChange } from '#objects/bulk.ts';
import type { UndoProblem } from '#objects/ports.ts';
import { objectType } from '#objects/registry.ts';
import type { ImportJobsDeps, Work } from './run.ts';
import { endUndo, type StoredProblem } from './store.ts';

/** Objects of one row of the table: some megabytes at most. */
const changesPerRowMax = 2_000;

/** Takes what was written, batch by batch. */
export function createChangeRecorder(importId: string): {
  record(tx: Tx, tenant: TenantId, changes: readonly RecordedChange[]): Promise<void>;
} {
  let place = 0;
  return {
    async record(tx, tenant, changes) {
      for (let start = 0; start < changes.length; start += changesPerRowMax) {
        const some = changes.slice(start, start + changesPerRowMax);
        await tx
          .insertInto('import_changes')
          .values({ tenant_id: tenant, import_id: importId, place, changes: JSON.stringify(some) })
          .execute();
        place += 1;
      }
    },
  };
}

/** @returns what is wrong with undoing it; empty: it is undone, and the import says so in the same transaction. */
export async function undoImport(
  deps: ImportJobsDeps,
  { principal, stored, reason }: Work,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (objects: number) => void },
): Promise<{ problems: StoredProblem[]; problemsCut: boolean }> {
  const tenant = principal.tenant.id;
  const type = objectType(stored.type);
  const result = await deps.objects.undoAll(principal, type, changesOf(deps, { tenant, id: stored.id, signal }), {
    spoolFolder: await deps.spool.openFolder(),
    onProgress,
    ...(reason !== undefined && { reason }),
    beforeCommit: async (tx, { removed, changedBack }) => {
      signal.throwIfAborted();
      await endUndo(tx, tenant, stored.id, { state: 'undone', problems: [], problemsCut: false, failure: null });
      await recordChanges(tx, principal, [
        {
          ...{ action: 'undo', objectType: 'import', objectId: stored.id, objectName: stored.fileName, before: null },
          after: { type: stored.type, removed, changedBack },
          ...(reason !== undefined && { reason }),
        },
      ]);
    },
  });
  return { problems: result.problems.map(toRowProblem), problemsCut: result.problemsCut };
}

/** The last batch first. */
async function* changesOf(
  { relational }: Pick<ImportJobsDeps, 'relational'>,
  { tenant, id, signal }: { tenant: TenantId; id: string; signal: AbortSignal },
): AsyncGenerator<readonly RecordedChange[]> {
  for (let before: number | null = null; ;) {
    signal.throwIfAborted();
    const row: { place: number; changes: unknown } | undefined = await relational.withTenant(tenant, (tx) =>
      tx
        .selectFrom('import_changes')
        .select(['place', 'changes'])
        .where('import_id', '=', id)
        .$if(before !== null, (query) => query.where('place', '<', before))
        .orderBy('place', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
    if (row === undefined) return;
    before = row.place;
    yield (row.changes as RecordedChange[]).toReversed(); // what the recorder wrote
  }
}

/** It is about no row of the file: the object stands where the cell would. */
const toRowProblem = ({ name, field, code, message }: UndoProblem): StoredProblem => ({
  ...{ row: 0, column: null, field, code, message, params: {}, value: name.slice(0, 100).toWellFormed() },
});
