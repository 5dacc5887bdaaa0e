import { type Basis, basisAt, integrate, type RateVector } from './waves.ts';

/** Instants that were just asked for, so that a walk of 2,000 values computes its sines once. */
const cachedInstantsMax = 64;

/** Basis values by instant; old instants are forgotten first. */
export class BasisCache {
  readonly originMs: number;
  readonly #byMs = new Map<number, Basis>();
  #lastMs = Number.NaN;
  #last: Basis = [];

  constructor(originMs: number) {
    this.originMs = originMs;
  }

  at(atMs: number): Basis {
    if (atMs === this.#lastMs) return this.#last;
    let basis = this.#byMs.get(atMs);
    if (basis === undefined) {
      basis = basisAt(atMs, this.originMs);
      if (this.#byMs.size >= cachedInstantsMax) {
        const oldest = this.#byMs.keys().next();
        if (oldest.done !== true) this.#byMs.delete(oldest.value);
      }
      this.#byMs.set(atMs, basis);
    }
    this.#lastMs = atMs;
    this.#last = basis;
    return basis;
  }
}

/** Traffic that passed a point, from the world's origin on. */
export interface Volume {
  readonly bytes: number;
  readonly packets: number;
}

interface Segment {
  readonly sinceMs: number;
  readonly since: Basis;
  /** Null while nothing passes. */
  readonly byteRate: RateVector | null;
  readonly packetRate: RateVector | null;
  readonly bytes: number;
  readonly packets: number;
}

/** Changes of rate remembered for questions about the past; older ones are forgotten and counted as unknown. */
const segmentsMax = 2_000;

/** Bytes and packets past one point: rates that change at known instants, read at any instant, past or present. */
export class Meter {
  readonly #basis: BasisCache;
  #segments: Segment[];
  #current: Segment;

  constructor(basis: BasisCache, atMs: number) {
    this.#basis = basis;
    this.#current = { sinceMs: atMs, since: basis.at(atMs), byteRate: null, packetRate: null, bytes: 0, packets: 0 };
    this.#segments = [this.#current];
  }

  /** From `atMs` on, which must not lie before the last change, traffic passes at these rates. */
  setRate(atMs: number, byteRate: RateVector | null, packetRate: RateVector | null): void {
    if (sameRate(byteRate, this.#current.byteRate) && sameRate(packetRate, this.#current.packetRate)) return;
    const bytes = this.bytesAt(atMs);
    const packets = this.packetsAt(atMs);
    this.#current = { sinceMs: atMs, since: this.#basis.at(atMs), byteRate, packetRate, bytes, packets };
    if (this.#segments.at(-1)?.sinceMs === atMs) this.#segments.pop();
    this.#segments.push(this.#current);
    if (this.#segments.length > segmentsMax) this.#segments = this.#segments.slice(-segmentsMax / 2);
  }

  /** Bytes per second now; null while nothing passes. */
  get byteRate(): RateVector | null {
    return this.#current.byteRate;
  }

  /** Packets per second now; null while nothing passes. */
  get packetRate(): RateVector | null {
    return this.#current.packetRate;
  }

  /** Mean of the present rate over its longest period, bytes per second. */
  get meanBytesPerS(): number {
    return this.#current.byteRate?.[0] ?? 0;
  }

  bytesAt(atMs: number): number {
    const segment = this.#segmentAt(atMs);
    if (segment.byteRate === null) return segment.bytes;
    return segment.bytes + integrate(segment.byteRate, segment.since, this.#basis.at(atMs));
  }

  packetsAt(atMs: number): number {
    const segment = this.#segmentAt(atMs);
    if (segment.packetRate === null) return segment.packets;
    return segment.packets + integrate(segment.packetRate, segment.since, this.#basis.at(atMs));
  }

  at(atMs: number): Volume {
    return { bytes: this.bytesAt(atMs), packets: this.packetsAt(atMs) };
  }

  #segmentAt(atMs: number): Segment {
    if (atMs >= this.#current.sinceMs) return this.#current;
    const found = this.#segments.findLast((segment) => segment.sinceMs <= atMs);
    if (found !== undefined) return found;
    const first = this.#segments[0] ?? this.#current;
    return { ...first, byteRate: null, packetRate: null };
  }
}

/** Rates are computed in the same order each time, so an unchanged one is equal to the last bit. */
function sameRate(a: RateVector | null, b: RateVector | null): boolean {
  if (a === null || b === null) return a === b;
  return a.every((weight, i) => weight === b[i]);
}
