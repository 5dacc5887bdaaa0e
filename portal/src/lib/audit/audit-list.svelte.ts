/**
 * The entries that match, in pages. Each answer of the API costs a bounded time and may have few entries or none, so
 * the search goes on by itself until a page is full, says how far it is, and can be stopped.
 */
import { api, type AuditEntry, call } from '#lib/api/client.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { auditQuery } from './filters.ts';

const pageSize = 50;

export class AuditEntries {
  items = $state.raw<readonly AuditEntry[]>([]);
  problem = $state.raw<Problem | undefined>();
  loading = $state(true);
  /** False before the first answer. */
  answered = $state(false);
  /** What is newer has been looked through, ISO 8601; null when all has. */
  searchedTo = $state<string | null>(null);
  #stopped = false;
  #cursor = $state<string | null>(null);
  #version = $state(0);
  #controller = new AbortController();
  readonly #query: () => ReturnType<typeof auditQuery>;
  readonly #onProblem: (problem: Problem) => void;

  /** @param query what it reads is watched, and a change starts afresh */
  constructor(query: () => ReturnType<typeof auditQuery>, onProblem: (problem: Problem) => void) {
    this.#query = query;
    this.#onProblem = onProblem;
    $effect(() => {
      void this.#version;
      this.#controller = new AbortController();
      void this.#take(query(), null, this.#controller.signal);
      return () => this.#controller.abort();
    });
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  loadMore(): void {
    if (!this.loading && this.#cursor !== null) void this.#take(this.#query(), this.#cursor, this.#controller.signal);
  }

  refresh(): void {
    this.#version += 1;
  }

  /** What was found stays; `loadMore` goes on from there. */
  stop(): void {
    this.#stopped = true;
  }

  async #take(query: ReturnType<typeof auditQuery>, from: string | null, signal: AbortSignal): Promise<void> {
    this.loading = true;
    this.#stopped = false;
    let cursor = from;
    let found = 0;
    do {
      const params = { query: { ...query, limit: pageSize, ...(cursor === null ? {} : { cursor }) } };
      const result = await call(api.GET('/api/v1/audit', { params, signal }));
      if (signal.aborted) return;
      this.answered = true;
      this.problem = result.ok ? undefined : result.problem;
      if (!result.ok) {
        this.loading = false;
        return this.#onProblem(result.problem);
      }
      this.items = cursor === null ? result.data.items : [...this.items, ...result.data.items];
      this.searchedTo = result.data.searchedTo;
      this.#cursor = cursor = result.data.nextCursor;
      found += result.data.items.length;
    } while (cursor !== null && found < pageSize && !this.#stopped);
    this.loading = false;
  }
}
