/** Turns: so many at a time, the others wait in order, and too many waiting are refused. */
export class LaneFullError extends Error {
  constructor(waitingMax: number) {
    super(`${waitingMax} requests are waiting already`);
    this.name = 'LaneFullError';
  }
}

interface Waiting {
  readonly long: boolean;
  readonly go: () => void;
}

export interface LaneOptions {
  readonly runningMax: number;
  /** Of these, long ones: the rest stays free, so that no number of them delays a quick one. */
  readonly longMax: number;
  /** Who comes when this many wait gets a `LaneFullError`. */
  readonly waitingMax: number;
}

export class Lane {
  private readonly options: LaneOptions;
  private readonly queue: Waiting[] = [];
  private running = 0;
  private long = 0;

  constructor(options: LaneOptions) {
    this.options = options;
  }

  get idle(): boolean {
    return this.running === 0 && this.queue.length === 0;
  }

  /** Runs `work` when its turn comes. An aborted wait rejects with the signal's reason. */
  async run<T>(options: { long: boolean; signal: AbortSignal }, work: () => Promise<T>): Promise<T> {
    await this.turn(options.long, options.signal);
    try {
      return await work();
    } finally {
      this.running -= 1;
      if (options.long) this.long -= 1;
      this.next();
    }
  }

  private turn(long: boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.queue.length >= this.options.waitingMax) throw new LaneFullError(this.options.waitingMax);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        const at = this.queue.indexOf(waiting);
        if (at >= 0) this.queue.splice(at, 1);
        reject(signal.reason as Error); // an AbortSignal's reason is what its owner aborted with
      };
      const waiting: Waiting = {
        long,
        go: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.queue.push(waiting);
      this.next();
    });
  }

  /** Lets the first who may go; a long one that may not does not hold up the quick ones behind it. */
  private next(): void {
    while (this.running < this.options.runningMax) {
      const at = this.queue.findIndex((waiting) => !waiting.long || this.long < this.options.longMax);
      const [waiting] = at < 0 ? [] : this.queue.splice(at, 1);
      if (waiting === undefined) return;
      this.running += 1;
      if (waiting.long) this.long += 1;
      waiting.go();
    }
  }
}
