/**
 * Sequence gaps of one source: how many flows, packets or records the network lost on the way.
 *
 * v5 counts flows, v9 packets, IPFIX data records. Some exporters count otherwise (softflowd's IPFIX, older
 * v9 ports), so each packet is held against all three rules, and a rule that fits eight times running
 * where the present one does not takes over. Missing numbers first become a *hole*: a packet that comes late
 * fills it, a change of rule drops it, and only what is left after the reordering window is a gap.
 * All numbers are modulo 2³².
 */
import { sequenceGapMax } from '../limits.ts';

export const sequenceRules = ['flows', 'packets', 'records'] as const;
export type SequenceRule = (typeof sequenceRules)[number];

/** How far a packet moves the number on, by each rule. */
export type SequenceUnits = Readonly<Record<SequenceRule, number>>;

/** Packets that a rule must fit, running, while the present rule does not. */
const fitsToSwitch = 8;
/** Packets after which a hole counts although no packet has fitted since: heavy loss, not a wrong rule. */
const packetsToTrust = 64;
/** Holes kept; with more the oldest counts at once. */
const holesMax = 64;
/** How late a packet may come. */
const reorderWindowMs = 1_000;
/** Packets that must follow one another at a lower number to be a restart rather than late ones. */
const packetsToRestart = 3;

interface Hole {
  from: number;
  length: number;
  readonly sinceMs: number;
  readonly sincePacket: number;
}

const distance = (to: number, from: number): number => (to - from) | 0;

export class SequenceTracker {
  rule: SequenceRule;
  restarts = 0;
  late = 0;
  private known = false;
  private last = 0;
  private readonly lastUnits: Record<SequenceRule, number> = { flows: 0, packets: 0, records: 0 };
  /** The packet before, in order or not: what the other rules are held against. */
  private readonly nextBy: Record<SequenceRule, number> = { flows: 0, packets: 0, records: 0 };
  /** A packet whose number of records is not known (no template) says nothing of the next number. */
  private lastCounted = true;
  private packets = 0;
  private lastFitPacket = 0;
  private readonly fits: Record<SequenceRule, number> = { flows: 0, packets: 0, records: 0 };
  private holes: Hole[] = [];
  private gap = 0;
  private back = { next: 0, running: 0 };

  constructor(rule: SequenceRule) {
    this.rule = rule;
  }

  /**
   * @param counted whether `units` is complete: false when a set had no template.
   * @param restarted whether the exporter's uptime went back.
   */
  observe(sequence: number, units: SequenceUnits, counted: boolean, restarted: boolean, nowMs: number): void {
    this.packets += 1;
    this.judge(sequence, units, counted, restarted, nowMs);
    for (const rule of sequenceRules) this.nextBy[rule] = (sequence + units[rule]) >>> 0;
  }

  private judge(sequence: number, units: SequenceUnits, counted: boolean, restarted: boolean, nowMs: number): void {
    if (!this.known || restarted || (!this.lastCounted && this.rule !== 'packets')) {
      if (this.known && restarted) this.restarts += 1;
      this.resume(sequence, units, counted);
      return;
    }
    const expected = (this.last + this.lastUnits[this.rule]) >>> 0;
    const ahead = distance(sequence, expected);
    if (ahead === 0) {
      this.lastFitPacket = this.packets;
      this.forgetOtherRules();
      this.resume(sequence, units, counted);
      return;
    }
    if (this.anotherRuleFits(sequence)) {
      this.holes = [];
      this.resume(sequence, units, counted);
    } else if (ahead > sequenceGapMax) {
      this.restarts += 1;
      this.resume(sequence, units, counted);
    } else if (ahead > 0) {
      this.addHole({ from: expected, length: ahead, sinceMs: nowMs, sincePacket: this.packets });
      this.resume(sequence, units, counted);
    } else this.observeBack(sequence, units, counted);
  }

  /** Numbers found missing for good since the last call. */
  takeGap(nowMs: number): number {
    while (this.holes[0] !== undefined && this.isFinal(this.holes[0], nowMs)) this.countOldestHole();
    const gap = this.gap;
    this.gap = 0;
    return gap;
  }

  private resume(sequence: number, units: SequenceUnits, counted: boolean): void {
    this.known = true;
    this.last = sequence;
    this.lastUnits.flows = units.flows;
    this.lastUnits.packets = units.packets;
    this.lastUnits.records = units.records;
    this.lastCounted = counted;
    this.back.running = 0;
  }

  private forgetOtherRules(): void {
    this.fits.flows = 0;
    this.fits.packets = 0;
    this.fits.records = 0;
  }

  private anotherRuleFits(sequence: number): boolean {
    for (const rule of sequenceRules) {
      if (rule === this.rule) continue;
      const fits = this.nextBy[rule] === sequence;
      this.fits[rule] = fits ? this.fits[rule] + 1 : 0;
      if (this.fits[rule] < fitsToSwitch) continue;
      this.rule = rule;
      this.forgetOtherRules();
      return true;
    }
    return false;
  }

  private addHole(hole: Hole): void {
    if (this.holes.length >= holesMax) this.countOldestHole();
    this.holes.push(hole);
  }

  private isFinal(hole: Hole, nowMs: number): boolean {
    const trusted = this.lastFitPacket > hole.sincePacket || this.packets - hole.sincePacket >= packetsToTrust;
    return trusted && nowMs - hole.sinceMs >= reorderWindowMs;
  }

  private countOldestHole(): void {
    this.gap += this.holes.shift()?.length ?? 0;
  }

  /** A number below the expected one: it fills a hole, is a duplicate, or begins a run after a restart. */
  private observeBack(sequence: number, units: SequenceUnits, counted: boolean): void {
    const covered = Math.max(1, units[this.rule]);
    if (this.fillHole(sequence, covered)) {
      this.late += 1;
      return;
    }
    const follows = this.back.running > 0 && sequence === this.back.next;
    this.back = { next: (sequence + units[this.rule]) >>> 0, running: follows ? this.back.running + 1 : 1 };
    if (this.back.running >= packetsToRestart && units[this.rule] > 0) {
      this.restarts += 1;
      this.resume(sequence, units, counted);
    }
  }

  private fillHole(sequence: number, covered: number): boolean {
    const index = this.holes.findIndex((hole) => {
      const offset = distance(sequence, hole.from);
      return offset >= 0 && offset + covered <= hole.length;
    });
    const hole = this.holes[index];
    if (hole === undefined) return false;
    const before = distance(sequence, hole.from);
    const parts = [
      { ...hole, length: before },
      { ...hole, from: (sequence + covered) >>> 0, length: hole.length - before - covered },
    ].filter(({ length }) => length > 0);
    this.holes.splice(index, 1, ...parts);
    return true;
  }
}
