/** Imports as people manage them. */
import type { Component } from '@fastisp/core/lifecycle/component';
import { createPeriodic } from '@fastisp/core/lifecycle/periodic';
import { newId } from '@fastisp/core/ids';
import * as apiErrors from '#errors.ts';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Locale, Principal } from '#identity/principal.ts';
import type { ObjectType, ObjectTypeName } from '#objects/object-type.ts';
import { objectType } from '#objects/registry.ts';
import { permissionOf } from '#objects/scope.ts';
import * as errors from './errors.ts';
import { checkMapping, identifies } from './mapping.ts';
import type { Imports } from './ports.ts';
import { problemHeader, problemLine, sentenceOf } from './problem-words.ts';
import type { FileKind } from './read/encoding.ts';
import { type FileLook, type FileSettings, formatOf, lookAt } from './read/read-rows.ts';
import { createImportJobs, type ImportJobsDeps, keptMs, type Work } from './run.ts';
import { type ImportPatch, type ImportProblem, importedTypes } from './schemas.ts';
import * as store from './store.ts';

/** A file on this disk; it is copied again when somebody needs it. */
const copyKeptMs = 86_400_000;
const sweepEveryMs = 3_600_000;
const defaultPageSize = 100;
/** Problems of one read of a download. */
const problemsPerRead = 500;

/** Its `stop` undoes what is at work; the file stays, to be run again. */
export function createImports(deps: ImportJobsDeps): { imports: Imports; component: Component } {
  const { relational, spool, files, clock, log } = deps;
  const jobs = createImportJobs(deps);

  const load = (principal: Principal, id: string) =>
    relational.withTenant(principal.tenant.id, (tx) => store.loadImport(tx, principal, id, clock.nowMs()));

  const begin = async (
    principal: Principal,
    id: string,
    how: Pick<Work, 'reason'> & { readonly state: 'checking' | 'running' },
  ) => {
    const stored = await load(principal, id);
    refuseUnlessWriter(principal, objectType(stored.type));
    if (!identifies(stored.mapping)) throw errors.keyNotMapped();
    await files.refuseGone({ tenant: principal.tenant.id, id });
    await jobs.begin({ principal, stored, ...how });
    return (await load(principal, id)).view;
  };

  const sweep = async (): Promise<void> => {
    await relational.withSystem((tx) => store.removeOldImports(tx, new Date(clock.nowMs() - keptMs)));
    await spool.removeOlderThan(clock.nowMs() - copyKeptMs);
  };

  const imports: Imports = {
    async upload(principal, { type: name, fileName, content }) {
      const type = importedTypes.find((each) => each.name === name);
      if (type === undefined) throw errors.typeNotImported(name, importedTypes.map((each) => each.name).join(', '));
      refuseUnlessWriter(principal, type);
      const id = newId();
      const { path, bytes, kind } = await spool.receive(id, content);
      try {
        const format = formatOf(kind);
        const look = await lookAt(type, { path, kind });
        const tenant = principal.tenant.id;
        await relational.withTenant(tenant, async (tx) => {
          const made = { id, type: type.name, fileName, format, bytes, look };
          await store.insertImport(tx, principal, made, clock.nowMs());
          await files.store(tx, { tenant, id, path, bytes });
        });
      } catch (error) {
        await spool.remove(id);
        throw error;
      }
      return (await load(principal, id)).view;
    },

    list: async (principal) => {
      const found = await relational.withTenant(principal.tenant.id, (tx) =>
        store.listImports(tx, principal, clock.nowMs()),
      );
      return found.map(({ view }) => view);
    },

    get: async (principal, id) => (await load(principal, id)).view,

    async update(principal, id, patch) {
      const stored = await load(principal, id);
      const path = await files.pathOf({ tenant: principal.tenant.id, id });
      const look = await changedLook(stored, path, patch);
      await relational.withTenant(principal.tenant.id, (tx) => store.storeLook(tx, principal, id, look));
      return (await load(principal, id)).view;
    },

    check: (principal, id) => begin(principal, id, { state: 'checking' }),

    run: (principal, id, reason) => begin(principal, id, { state: 'running', ...(reason !== undefined && { reason }) }),

    async undo(principal, id, reason) {
      const stored = await load(principal, id);
      refuseUnlessWriter(principal, objectType(stored.type));
      await jobs.begin({ principal, stored, state: 'undoing', ...(reason !== undefined && { reason }) });
      return (await load(principal, id)).view;
    },

    async problems(principal, id, { limit = defaultPageSize, cursor, locale = principal.locale }) {
      const { view, type } = await load(principal, id);
      const asked = cursor === undefined ? 0 : Number(decodeCursor({ id }, cursor, ['number'])[0]);
      const from = Math.trunc(Math.min(Math.max(asked, 0), view.problems)); // forged ones stay on the list
      const items = await relational.withTenant(principal.tenant.id, (tx) =>
        store.readProblems(tx, principal, id, { from, limit }),
      );
      const next = from + items.length;
      return {
        items: items.map((problem) => told(problem, type, locale)),
        total: view.problems,
        nextCursor: next < view.problems && items.length > 0 ? encodeCursor({ id }, [next]) : null,
      };
    },

    async problemsAsCsv(principal, id, locale = principal.locale) {
      const { view, type } = await load(principal, id);
      return (async function* () {
        yield problemHeader(locale);
        for (let from = 0; from < view.problems; from += problemsPerRead) {
          const start = from;
          const items = await relational.withTenant(principal.tenant.id, (tx) =>
            store.readProblems(tx, principal, id, { from: start, limit: problemsPerRead }),
          );
          yield items.map((problem) => problemLine(told(problem, type, locale), locale)).join('');
        }
      })();
    },

    async remove(principal, id) {
      await relational.withTenant(principal.tenant.id, (tx) => store.removeImport(tx, principal, id, clock.nowMs()));
      await spool.remove(id);
    },
  };

  const sweeps = createPeriodic(
    { name: 'imports', everyMs: sweepEveryMs, work: sweep, failure: 'old imports were not removed' },
    log,
  );
  const stop = async (): Promise<void> => {
    await jobs.stop();
    await sweeps.stop();
  };
  return { imports, component: { ...sweeps, stop } };
}

/** Whoever may neither make nor change any of this kind has nothing to import; where they may is seen row by row. */
function refuseUnlessWriter({ authority }: Principal, type: ObjectType): void {
  const create = permissionOf(type, 'create');
  if (!authority.can(create) && !authority.can(permissionOf(type, 'update'))) throw apiErrors.permissionDenied(create);
}

/** A problem in the language of its reader. */
function told({ params, ...problem }: store.StoredProblem, type: ObjectTypeName, locale: Locale): ImportProblem {
  const field = problem.field === null ? undefined : objectType(type).fields[problem.field];
  return { ...problem, message: sentenceOf({ ...problem, params, field }, locale) };
}

async function changedLook(
  stored: store.StoredImport,
  path: string,
  { settings: changed, mapping }: ImportPatch,
): Promise<FileLook> {
  const type = objectType(stored.type);
  const { settings, preview } = stored;
  const look: FileLook =
    changed === undefined
      ? { settings, preview, mapping: stored.mapping }
      : await lookAt(type, { path, kind: kindOf(settings) }, knownAfter(settings, changed));
  if (mapping !== undefined) checkMapping(type, mapping, look.preview.columns.length);
  return { ...look, mapping: mapping ?? look.mapping };
}

const kindOf = ({ encoding }: FileSettings): FileKind =>
  encoding === null ? { kind: 'zip' } : { kind: 'text', encoding };

type SettingsPatch = NonNullable<ImportPatch['settings']>;

/** What was found out with other settings is found out anew; what a person decides stays. */
function knownAfter(before: FileSettings, changed: SettingsPatch): Partial<FileSettings> {
  const { dateOrder, decimalMark, headerRow, encoding, delimiter, sheet } = before;
  const sameCells = changed.encoding === undefined && changed.delimiter === undefined && changed.sheet === undefined;
  const kept = { dateOrder, encoding, delimiter, sheet, ...(sameCells && { decimalMark, headerRow }) };
  return { ...kept, ...withoutUndefined(changed) };
}

const withoutUndefined = (changed: SettingsPatch): Partial<FileSettings> =>
  Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
