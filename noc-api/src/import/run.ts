/** Checks and runs of imports, in the background of the process that was asked. */
import type { Clock } from '@fastisp/core/clock';
import { AppError, isAppError } from '@fastisp/core/errors/app-error';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import type { Principal } from '#identity/principal.ts';
import type { BulkResult, Objects } from '#objects/ports.ts';
import { objectType } from '#objects/registry.ts';
import { againOnDeadlock } from '#objects/violations.ts';
import { readSettings } from '#settings/store.ts';
import * as errors from './errors.ts';
import { problemsOf } from './problems.ts';
import { readRows } from './read/read-rows.ts';
import type { ImportFiles } from './files.ts';
import { createRowFeed, type RowFeed } from './row-feed.ts';
import type { Spool } from './spool.ts';
import {
  beat,
  beginUndo,
  beginWork,
  endUndo,
  endWork,
  failureOf,
  type Outcome,
  removeChunks,
  type StoredImport,
} from './store.ts';
import { createChangeRecorder, undoImport } from './undo.ts';

/** Imports that one process works on at a time; another is refused. They share one event loop with everything else. */
const atWorkMax = 2;
/** An upload that nobody finished, the list of what was imported, and how it is undone. */
export const keptMs = 7 * 86_400_000;
/** How often it is told how far one is. */
const beatEveryMs = 1_000;
/** Problems that are listed; a person mends some and checks again. */
const problemsMax = 1_000;

export interface ImportJobsDeps {
  readonly relational: RelationalStore;
  readonly objects: Objects;
  readonly spool: Spool;
  readonly files: ImportFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Work {
  readonly principal: Principal;
  readonly stored: StoredImport;
  readonly state: 'checking' | 'running' | 'undoing';
  readonly reason?: string;
}

export interface ImportJobs {
  /** Resolves when it has begun. @throws AppError `IMPORT_TOO_MANY`, `IMPORT_BUSY`, `IMPORT_DONE`. */
  begin(work: Work): Promise<void>;
  /** Ends what is at work: its transaction is undone. */
  stop(): Promise<void>;
}

export function createImportJobs(deps: ImportJobsDeps): ImportJobs {
  const { relational, clock, log } = deps;
  const atWork = new Set<Promise<void>>();
  const stopping = new AbortController();
  let claims = 0;

  return {
    async begin(work) {
      if (atWork.size + claims >= atWorkMax) throw errors.tooManyAtWork(atWorkMax);
      claims += 1;
      try {
        const { principal, stored, state } = work;
        const nowMs = clock.nowMs();
        await relational.withTenant(principal.tenant.id, (tx) =>
          state === 'undoing'
            ? beginUndo(tx, principal, stored.id, nowMs)
            : beginWork(tx, principal, stored.id, { state, nowMs }),
        );
      } finally {
        claims -= 1;
      }
      const job = runWork(deps, work, stopping.signal)
        .catch((err: unknown) => log.error({ err, importId: work.stored.id }, 'import could not be ended'))
        .finally(() => atWork.delete(job));
      atWork.add(job);
    },
    async stop() {
      stopping.abort(errors.importInterrupted());
      await Promise.all(atWork);
    },
  };
}

async function runWork(deps: ImportJobsDeps, work: Work, signal: AbortSignal): Promise<void> {
  const { relational, clock, log } = deps;
  const { stored, principal } = work;
  const tenant = principal.tenant.id;
  let rows = 0;
  const timer = setInterval(() => {
    relational
      .withTenant(tenant, (tx) => beat(tx, tenant, stored.id, { rows, nowMs: clock.nowMs() }))
      .catch((err: unknown) => log.warn({ err, importId: stored.id }, 'progress of an import was not stored'));
  }, beatEveryMs);
  const progress = { signal, onProgress: (done: number) => void (rows = done) };
  try {
    await (work.state === 'undoing' ? runUndo(deps, work, progress) : runUpsert(deps, work, progress));
  } catch (error) {
    if (!isAppError(error)) log.error({ err: error, importId: stored.id }, 'import failed');
    const failure = failureOf(error instanceof AppError ? error : errors.importFailed());
    await relational.withTenant(tenant, (tx) =>
      work.state === 'undoing'
        ? endUndo(tx, tenant, stored.id, { state: 'done', problems: [], problemsCut: false, failure })
        : endWork(tx, tenant, stored.id, { ...nothing, rows, failure }),
    );
  } finally {
    clearInterval(timer);
  }
}

interface Progress {
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number) => void;
}

async function runUpsert(deps: ImportJobsDeps, work: Work, progress: Progress): Promise<void> {
  const { stored, principal } = work;
  // Each try reads the file from its start.
  const outcome = await againOnDeadlock(() => upsert(deps, work, progress));
  if (outcome === 'stored') return deps.spool.remove(stored.id);
  const tenant = principal.tenant.id;
  await deps.relational.withTenant(tenant, (tx) => endWork(tx, tenant, stored.id, outcome));
}

async function runUndo(deps: ImportJobsDeps, work: Work, progress: Progress): Promise<void> {
  const { problems, problemsCut } = await againOnDeadlock(() => undoImport(deps, work, progress));
  if (problems.length === 0) return;
  const tenant = work.principal.tenant.id;
  const refused = { state: 'done', problems, problemsCut, failure: null } as const;
  await deps.relational.withTenant(tenant, (tx) => endUndo(tx, tenant, work.stored.id, refused));
}

const nothing = {
  ...{ state: 'failed', created: 0, updated: 0, unchanged: 0, problems: [], problemsCut: false },
} as const satisfies Partial<Outcome>;

/** @returns `stored` when everything is in the inventory, and the import says so in the same transaction. */
async function upsert(
  { relational, objects, spool, files }: ImportJobsDeps,
  { principal, stored, state, reason }: Work,
  { signal, onProgress }: Progress,
): Promise<Outcome | 'stored'> {
  const type = objectType(stored.type);
  const path = await files.pathOf({ tenant: principal.tenant.id, id: stored.id });
  const { decimalMark, dateOrder, headerRow } = stored.settings;
  const { timeZone } = await relational.withTenant(principal.tenant.id, (tx) => readSettings(tx, principal.tenant.id));
  const feed = createRowFeed(type, {
    ...{ rows: readRows(path, stored.settings), mapping: stored.mapping, headerRow, problemsMax, signal },
    rules: { decimalMark, dateOrder, timeZone },
  });
  const changed = createChangeRecorder(stored.id);
  let isStored = false;
  const result = await objects.bulkUpsertAll(principal, type, feed.batches(), {
    undo: () => state === 'checking' || feed.problems.length > 0,
    spoolFolder: await spool.openFolder(),
    onProgress: () => onProgress(feed.rows()),
    ...(reason !== undefined && { reason }),
    onWritten: (tx, changes) => changed.record(tx, principal.tenant.id, changes),
    beforeCommit: async (tx, done) => {
      signal.throwIfAborted();
      const undoUntil = done.created + done.updated === 0 ? null : new Date(Date.parse(stored.view.createdAt) + keptMs);
      const told = { ...countsOf(done, feed), ...noProblems, undoUntil };
      await endWork(tx, principal.tenant.id, stored.id, { ...told, state: 'done' });
      await removeChunks(tx, stored.id);
      await recordImport(tx, { principal, stored, result: done, ...(reason !== undefined && { reason }) });
      isStored = true;
    },
  });
  if (isStored) return 'stored';
  const { problems, cut } = await problemsOf(result, { feed, stored, path, problemsMax });
  return { ...countsOf(result, feed), state: 'checked', problems, problemsCut: cut, failure: null };
}

const noProblems = { problems: [], problemsCut: false, failure: null } as const;

const countsOf = ({ created, updated, unchanged }: BulkResult, feed: RowFeed) => ({
  ...{ created, updated, unchanged, rows: feed.rows() },
});

/** One entry for the file, besides those of its objects. */
async function recordImport(
  tx: Tx,
  {
    principal,
    stored,
    result,
    reason,
  }: { principal: Principal; stored: StoredImport; result: BulkResult; reason?: string },
): Promise<void> {
  const { created, updated, unchanged } = result;
  await recordChanges(tx, principal, [
    {
      ...{ action: 'import', objectType: 'import', objectId: stored.id, objectName: stored.fileName, before: null },
      after: { type: stored.type, created, updated, unchanged },
      ...(reason !== undefined && { reason }),
    },
  ]);
}
