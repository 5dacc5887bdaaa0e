/**
 * Addresses of devices that are given by name: looked up through the system's resolver, kept for a while, and
 * the last good answer is used while a new one is fetched or the resolver is away.
 *
 * Limits: `lookupsMax` look-ups run at once (each takes a thread of libuv's pool), further ones wait; entries
 * of removed devices go when they are `staleMs` old.
 */
import { lookup } from 'node:dns/promises';
import { isIP, SocketAddress } from 'node:net';

export interface ResolvedAddress {
  /** Canonical text. */
  readonly address: string;
  readonly family: 4 | 6;
}

const freshMs = 60_000;
const staleMs = 3_600_000;
const failureMs = 10_000;
const lookupsMax = 2;

interface Entry {
  resolved: ResolvedAddress | null;
  fetchedAtMs: number;
  askedAtMs: number;
  pending: Promise<void> | null;
}

export type Lookup = (host: string) => Promise<{ address: string; family: number }>;

export interface Resolver {
  /** @returns null when there is no such host. Never rejects. */
  resolve(host: string): ResolvedAddress | null | Promise<ResolvedAddress | null>;
}

export function createResolver(options: { monotonicMs: () => number; lookup?: Lookup }): Resolver {
  return new CachingResolver(options.monotonicMs, options.lookup ?? ((host) => lookup(host)));
}

class CachingResolver implements Resolver {
  private readonly monotonicMs: () => number;
  private readonly lookup: Lookup;
  private readonly entries = new Map<string, Entry>();
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(monotonicMs: () => number, lookupOne: Lookup) {
    this.monotonicMs = monotonicMs;
    this.lookup = lookupOne;
  }

  resolve(host: string): ResolvedAddress | null | Promise<ResolvedAddress | null> {
    const literal = literalAddress(host);
    if (literal !== null) return literal;
    const nowMs = this.monotonicMs();
    const entry = this.entries.get(host);
    if (entry === undefined) return this.add(host, nowMs);
    entry.askedAtMs = nowMs;
    const ageMs = nowMs - entry.fetchedAtMs;
    if (entry.resolved === null) {
      if (entry.pending !== null) return entry.pending.then(() => entry.resolved);
      if (ageMs < failureMs) return null;
      return this.fetch(host, entry).then(() => entry.resolved);
    }
    if (ageMs >= freshMs && entry.pending === null) void this.fetch(host, entry);
    return entry.resolved;
  }

  private add(host: string, nowMs: number): Promise<ResolvedAddress | null> {
    this.forget(nowMs);
    const entry: Entry = { resolved: null, fetchedAtMs: -Infinity, askedAtMs: nowMs, pending: null };
    this.entries.set(host, entry);
    return this.fetch(host, entry).then(() => entry.resolved);
  }

  private fetch(host: string, entry: Entry): Promise<void> {
    entry.pending = this.fetchNow(host, entry).finally(() => (entry.pending = null));
    return entry.pending;
  }

  private async fetchNow(host: string, entry: Entry): Promise<void> {
    if (this.running >= lookupsMax) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      const { address, family } = await this.lookup(host);
      entry.resolved = { address, family: family === 6 ? 6 : 4 };
    } catch (error) {
      // The name is gone only when the resolver says so; a resolver that is away keeps the last answer.
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'ENOTFOUND' || code === 'ENODATA') entry.resolved = null;
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
      entry.fetchedAtMs = this.monotonicMs();
    }
  }

  private forget(nowMs: number): void {
    for (const [host, entry] of this.entries) if (nowMs - entry.askedAtMs > staleMs) this.entries.delete(host);
  }
}

function literalAddress(host: string): ResolvedAddress | null {
  const family = isIP(host);
  if (family === 4) return { address: host, family: 4 };
  if (family !== 6) return null;
  return { address: new SocketAddress({ address: host, family: 'ipv6' }).address, family: 6 };
}
