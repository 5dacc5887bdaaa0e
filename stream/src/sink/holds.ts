/**
 * Which tables' rows are held back because the column store refuses them, and since when. Pure: each change gives
 * the message to publish, or null when everybody knows already.
 */
import { storeProblem } from '@fastisp/core/column-store/errors';
import { sinkHoldRepeatMs, type SinkStateV1 } from '@fastisp/core/contracts/sink-state.v1';

interface Hold {
  readonly sinceMs: number;
  readonly error: unknown;
  readonly saidAtMs: number;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export class Holds {
  readonly #tables = new Map<string, Hold | null>();

  /** The store refused an insert. */
  refused(table: string, error: unknown, nowMs: number): SinkStateV1 | null {
    const before = this.#tables.get(table) ?? null;
    const sinceMs = before?.sinceMs ?? nowMs;
    const problem = storeProblem(error);
    const isNews = before === null || storeProblem(before.error).code !== problem.code;
    const say = isNews || nowMs - before.saidAtMs >= sinkHoldRepeatMs;
    this.#tables.set(table, { sinceMs, error, saidAtMs: say ? nowMs : before.saidAtMs });
    return say ? { v: 1, occurredAt: iso(nowMs), table, held: { since: iso(sinceMs), ...problem } } : null;
  }

  /** The store took an insert. The first one is said too: a predecessor may have died while it held. */
  stored(table: string, nowMs: number): SinkStateV1 | null {
    if (this.#tables.get(table) === null) return null;
    this.#tables.set(table, null);
    return { v: 1, occurredAt: iso(nowMs), table, held: null };
  }

  /** @returns a sentence for `/readyz`, with the store's own words, or null. */
  sentence(): string | null {
    for (const [table, hold] of this.#tables) {
      if (hold === null) continue;
      const words = hold.error instanceof Error ? hold.error.message : String(hold.error);
      return `telemetry waits on the bus since ${iso(hold.sinceMs)} and is stored as soon as that works (${table}): ${words}`;
    }
    return null;
  }
}
