/** The entries that match, in pages; a page may come empty and still go on, as the search is bounded in time. */
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

  async #take(query: ReturnType<typeof auditQuery>, cursor: string | null, signal: AbortSignal): Promise<void> {
    this.loading = true;
    const params = { query: { ...query, limit: pageSize, ...(cursor === null ? {} : { cursor }) } };
    const result = await call(api.GET('/api/v1/audit', { params, signal }));
    if (signal.aborted) return;
    this.loading = false;
    this.answered = true;
    this.problem = result.ok ? undefined : result.problem;
    if (!result.ok) return this.#onProblem(result.problem);
    this.items = cursor === null ? result.data.items : [...this.items, ...result.data.items];
    this.#cursor = result.data.nextCursor;
  }
}
