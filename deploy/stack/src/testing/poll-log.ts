/** Who polled which device and when, as the devices saw it: a collector is told by the UDP port that it asks from. */
import type { SeenRequest } from '@fastisp/lab/agent/run';

interface Span {
  firstMs: number;
  lastMs: number;
}

export class PollLog {
  readonly #devices = new Map<string, Map<number, Span>>();

  note({ device, atMs, fromPort }: SeenRequest): void {
    let spans = this.#devices.get(device);
    if (spans === undefined) this.#devices.set(device, (spans = new Map()));
    const span = spans.get(fromPort);
    if (span === undefined) spans.set(fromPort, { firstMs: atMs, lastMs: atMs });
    else span.lastMs = atMs;
  }

  /** How many devices were asked since then. */
  polledSince(atMs: number): number {
    return [...this.#devices.values()].filter((spans) => [...spans.values()].some(({ lastMs }) => lastMs > atMs))
      .length;
  }

  /** Longest time for which one device was asked by two collectors, milliseconds; 0 when that never happened. */
  overlapMsMax(): number {
    let most = 0;
    for (const spans of this.#devices.values()) {
      const all = [...spans.values()];
      for (const [index, a] of all.entries()) {
        for (const b of all.slice(index + 1)) {
          most = Math.max(most, Math.min(a.lastMs, b.lastMs) - Math.max(a.firstMs, b.firstMs));
        }
      }
    }
    return most;
  }
}
