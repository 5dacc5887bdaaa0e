/** What every benchmark prints: one JSON line a metric on stdout, a table for people on stderr. */
export interface BenchResult {
  readonly bench: string;
  readonly metric: string;
  readonly unit: string;
  readonly ours: number;
  /** `"<name and version>": value`, measured in the same run; null when the peer is not installed. */
  readonly peers: Readonly<Record<string, number | null>>;
  /** The condition on `ours`, in words, e.g. `<= 1.0 × nfcapd`. */
  readonly target: string;
  readonly met: boolean;
}

export interface Bench {
  readonly name: string;
  /** One line for `npm run bench -- --list`. */
  readonly about: string;
  /** `quick` halves nothing but the amount of work; figures stay comparable. */
  run(options: { quick: boolean }): AsyncIterable<BenchResult>;
}
