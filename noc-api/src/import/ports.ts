import type { Locale, Principal } from '#identity/principal.ts';
import type { ImportPatch, ImportProblem, ImportView } from './schemas.ts';

export interface ProblemPage {
  readonly items: readonly ImportProblem[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/**
 * Files of one kind of object, from upload to the inventory. A person sees their own only. All but the first throw
 * AppError `IMPORT_NOT_FOUND` for those of others.
 */
export interface Imports {
  upload(
    principal: Principal,
    file: { readonly type: string; readonly fileName: string; readonly content: AsyncIterable<Uint8Array> },
  ): Promise<ImportView>;
  /** The newest first. */
  list(principal: Principal): Promise<readonly ImportView[]>;
  get(principal: Principal, id: string): Promise<ImportView>;
  /** @throws AppError `IMPORT_BUSY`, `IMPORT_MAPPING` and what a file can have. */
  update(principal: Principal, id: string, patch: ImportPatch): Promise<ImportView>;
  /** Starts to try everything and undo it; `get` tells how far it is. */
  check(principal: Principal, id: string): Promise<ImportView>;
  /** Starts to import, all rows or none. */
  run(principal: Principal, id: string, reason?: string): Promise<ImportView>;
  /** Starts to take back what it changed, all or nothing. @throws AppError `IMPORT_NOT_UNDOABLE`. */
  undo(principal: Principal, id: string, reason?: string): Promise<ImportView>;
  /** @param page.locale of its sentences; absent: the caller's own. */
  problems(
    principal: Principal,
    id: string,
    page: { readonly limit?: number; readonly cursor?: string; readonly locale?: Locale },
  ): Promise<ProblemPage>;
  /** All of them, as lines of CSV. */
  problemsAsCsv(principal: Principal, id: string, locale?: Locale): Promise<AsyncIterable<string>>;
  remove(principal: Principal, id: string): Promise<void>;
}
