/** A list that the API gives in pages by cursor; pages are appended as the person asks for more. */
import { call } from './client.ts';
import type { Problem } from './problem.ts';

interface PageOf<Item> {
  items: Item[];
  total: number;
  nextCursor: string | null;
}
type Request<Item> = Promise<{ data?: PageOf<Item>; error?: unknown; response: Response }>;

export class PagedResource<Item> {
  items = $state.raw<readonly Item[]>([]);
  /** How many there are on all pages; undefined before the first answer. */
  total = $state<number>();
  problem = $state.raw<Problem | undefined>();
  loading = $state(true);
  #cursor = $state<string | null>(null);
  #version = $state(0);
  #controller = new AbortController();
  readonly #request: (signal: AbortSignal, cursor: string | null) => Request<Item>;
  readonly #onProblem: (problem: Problem) => void;

  /** @param request asked for the first page in an effect: what it reads is watched, and a change starts afresh */
  constructor(
    request: (signal: AbortSignal, cursor: string | null) => Request<Item>,
    onProblem: (problem: Problem) => void,
  ) {
    this.#request = request;
    this.#onProblem = onProblem;
    $effect(() => {
      void this.#version;
      this.#controller = new AbortController();
      const { signal } = this.#controller;
      this.loading = true;
      void this.#take(request(signal, null), signal, false);
      return () => this.#controller.abort();
    });
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  loadMore(): void {
    if (this.loading || this.#cursor === null) return;
    const { signal } = this.#controller;
    this.loading = true;
    void this.#take(this.#request(signal, this.#cursor), signal, true);
  }

  refresh(): void {
    this.#version += 1;
  }

  async #take(asked: Request<Item>, signal: AbortSignal, append: boolean): Promise<void> {
    const result = await call(asked);
    if (signal.aborted) return;
    this.loading = false;
    this.problem = result.ok ? undefined : result.problem;
    if (!result.ok) return this.#onProblem(result.problem);
    const { items, total, nextCursor } = result.data;
    this.items = append ? [...this.items, ...items] : items;
    this.total = total;
    this.#cursor = nextCursor;
  }
}
