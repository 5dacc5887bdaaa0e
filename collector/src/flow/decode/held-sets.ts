/** Data sets that came before their template: a bounded few wait for it, the rest is counted. */
import { heldAgeMaxMs, heldBytesMax, heldBytesPerExporterMax, heldSetsPerExporterMax } from '../limits.ts';
import type { Domain, Exporter, Source } from './exporters.ts';

export interface HeldSet {
  readonly exporter: Exporter;
  readonly domain: Domain;
  readonly source: Source;
  readonly templateId: number;
  /** The set without its header. */
  readonly bytes: Uint8Array;
  /** The clock of the packet that it came in. */
  readonly receivedMs: number;
  readonly exportMs: number;
  readonly uptimeMs: number;
  readonly shiftMs: number;
}

export class HeldSets {
  bytes = 0;
  private readonly byDomain = new Map<Domain, HeldSet[]>();
  private readonly onDropped: (set: HeldSet) => void;

  constructor(onDropped: (set: HeldSet) => void) {
    this.onDropped = onDropped;
  }

  /** @returns false when there is no room for it in all; an exporter's own limit costs it its oldest set. */
  hold(set: HeldSet): boolean {
    const { exporter, domain } = set;
    const size = set.bytes.length;
    if (this.bytes + size > heldBytesMax || size > heldBytesPerExporterMax) return false;
    while (exporter.heldSets >= heldSetsPerExporterMax || exporter.heldBytes + size > heldBytesPerExporterMax) {
      if (!this.dropOldestOf(exporter)) break;
    }
    const sets = this.byDomain.get(domain);
    if (sets === undefined) this.byDomain.set(domain, [set]);
    else sets.push(set);
    this.account(set, 1);
    return true;
  }

  /** Takes out what waited for a template. */
  take(domain: Domain, templateId: number): HeldSet[] {
    const sets = this.byDomain.get(domain);
    if (sets === undefined) return [];
    const taken = sets.filter((set) => set.templateId === templateId);
    this.keep(
      domain,
      sets.filter((set) => set.templateId !== templateId),
    );
    for (const set of taken) this.account(set, -1);
    return taken;
  }

  /** Drops what has waited too long, and what belongs to exporters that are gone. */
  expire(nowMs: number, isKnown: (exporter: Exporter) => boolean): void {
    for (const [domain, sets] of this.byDomain) {
      const [stale, fresh] = [[] as HeldSet[], [] as HeldSet[]];
      for (const set of sets)
        (nowMs - set.receivedMs > heldAgeMaxMs || !isKnown(set.exporter) ? stale : fresh).push(set);
      if (stale.length === 0) continue;
      this.keep(domain, fresh);
      for (const set of stale) this.drop(set);
    }
  }

  private dropOldestOf(exporter: Exporter): boolean {
    let oldest: HeldSet | null = null;
    for (const domain of exporter.domains.values()) {
      const first = this.byDomain.get(domain)?.[0];
      if (first !== undefined && (oldest === null || first.receivedMs < oldest.receivedMs)) oldest = first;
    }
    if (oldest === null) return false;
    this.keep(oldest.domain, this.byDomain.get(oldest.domain)?.slice(1) ?? []);
    this.drop(oldest);
    return true;
  }

  private keep(domain: Domain, sets: HeldSet[]): void {
    if (sets.length === 0) this.byDomain.delete(domain);
    else this.byDomain.set(domain, sets);
  }

  private drop(set: HeldSet): void {
    this.account(set, -1);
    this.onDropped(set);
  }

  private account(set: HeldSet, sign: 1 | -1): void {
    this.bytes += sign * set.bytes.length;
    set.exporter.heldSets += sign;
    set.exporter.heldBytes += sign * set.bytes.length;
  }
}
