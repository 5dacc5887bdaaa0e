/** One answer of the API in a component: loading, problem or data, asked again when what it depends on changes. */
import { call, type Result } from './client.ts';
import type { Problem } from './problem.ts';

type Request<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

export class Resource<T> {
  /** Stays while a newer answer is awaited, so that a page does not blink. */
  data = $state.raw<T | undefined>();
  problem = $state.raw<Problem | undefined>();
  loading = $state(true);
  #version = $state(0);

  /**
   * @param request asked in an effect: what it reads before its first `await` is watched. Null asks nothing.
   * @param onProblem e.g. to leave for the sign-in page
   */
  constructor(request: (signal: AbortSignal) => Request<T> | null, onProblem?: (problem: Problem) => void) {
    $effect(() => {
      void this.#version;
      const controller = new AbortController();
      const asked = request(controller.signal);
      if (asked === null) {
        this.loading = false;
        return;
      }
      this.loading = true;
      void call(asked).then((result: Result<T>) => {
        if (controller.signal.aborted) return;
        this.loading = false;
        this.problem = result.ok ? undefined : result.problem;
        if (result.ok) this.data = result.data;
        else onProblem?.(result.problem);
      });
      return () => controller.abort();
    });
  }

  refresh(): void {
    this.#version += 1;
  }
}
