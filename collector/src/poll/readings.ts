/**
 * One reading of a device's interface table, as columns of typed arrays: what a poll writes and the next one
 * is compared with. Kept for every device, so a row takes under 100 bytes and no object.
 */
import type { VarbindReader } from '#snmp/decode.ts';
import { counterCount, type PollColumn } from './mib.ts';

const rowsAtFirst = 16;
const bitsPerMbps = 1_000_000;

/** Learned about an interface and carried from reading to reading: bits of `trust`. */
export const trustBits = {
  /** Its counters once grew faster than its speed allows. */
  overSpeed: 0b0001,
  /** How often in a row its discontinuity time changed, two bits. */
  discontinuity: 0b0110,
} as const;
export const discontinuityShift = 1;

export class InterfaceReadings {
  rows = 0;
  ifIndex = new Uint32Array(rowsAtFirst);
  /** Sixteen words a row: low and high of each counter. */
  counters = new Uint32Array(rowsAtFirst * 2 * counterCount);
  /** Bit k: counter k was read; the same bit of `wide`: it is a 64-bit one. */
  has = new Uint8Array(rowsAtFirst);
  wide = new Uint8Array(rowsAtFirst);
  /** IF-MIB values; 0 when not told. */
  adminStatus = new Uint8Array(rowsAtFirst);
  operStatus = new Uint8Array(rowsAtFirst);
  trust = new Uint8Array(rowsAtFirst);
  /** ifSpeed, bits per second, and ifHighSpeed, megabits per second; 0 when not told. */
  speedBps = new Uint32Array(rowsAtFirst);
  highSpeedMbps = new Uint32Array(rowsAtFirst);
  /** ifCounterDiscontinuityTime, ticks of sysUpTime; 0 when not told. */
  discontinuityTicks = new Uint32Array(rowsAtFirst);

  private readonly rowByIndex = new Map<number, number>();

  clear(): void {
    const { rows } = this;
    this.counters.fill(0, 0, rows * 2 * counterCount);
    for (const array of [this.has, this.wide, this.adminStatus, this.operStatus, this.trust]) array.fill(0, 0, rows);
    for (const array of [this.speedBps, this.highSpeedMbps, this.discontinuityTicks]) array.fill(0, 0, rows);
    this.rowByIndex.clear();
    this.rows = 0;
  }

  /** @param hint The row it is likely in. @returns −1 when there is no such interface. */
  find(ifIndex: number, hint: number): number {
    if (hint < this.rows && this.ifIndex[hint] === ifIndex) return hint;
    return this.rowByIndex.get(ifIndex) ?? -1;
  }

  findOrAdd(ifIndex: number, hint: number): number {
    const row = this.find(ifIndex, hint);
    if (row >= 0) return row;
    const added = this.rows;
    if (added === this.ifIndex.length) this.grow();
    this.ifIndex[added] = ifIndex;
    this.rowByIndex.set(ifIndex, added);
    this.rows += 1;
    return added;
  }

  /** Writes one cell; values that are not numbers are left out. */
  set(row: number, column: PollColumn, cell: VarbindReader): void {
    if (!cell.readUnsigned()) return;
    switch (column.kind) {
      case 'counter': {
        const bit = 1 << column.counter;
        if (!column.wide && ((this.wide[row] ?? 0) & bit) !== 0) return;
        const at = 2 * (row * counterCount + column.counter);
        this.counters[at] = cell.low;
        this.counters[at + 1] = column.wide ? cell.high : 0;
        this.has[row] = (this.has[row] ?? 0) | bit;
        if (column.wide) this.wide[row] = (this.wide[row] ?? 0) | bit;
        return;
      }
      case 'adminStatus':
        this.adminStatus[row] = statusOf(cell.low);
        return;
      case 'operStatus':
        this.operStatus[row] = statusOf(cell.low);
        return;
      case 'speed':
        this.speedBps[row] = cell.low;
        return;
      case 'highSpeed':
        this.highSpeedMbps[row] = cell.low;
        return;
      case 'discontinuity':
        this.discontinuityTicks[row] = cell.low;
        return;
    }
  }

  /** Bits per second, 0 when not told. */
  speedOf(row: number): number {
    return interfaceSpeedBps(this.speedBps[row] ?? 0, this.highSpeedMbps[row] ?? 0);
  }

  private grow(): void {
    const capacity = this.ifIndex.length * 2;
    const grown32 = (old: Uint32Array, perRow = 1): Uint32Array<ArrayBuffer> => {
      const array = new Uint32Array(capacity * perRow);
      array.set(old);
      return array;
    };
    const grown8 = (old: Uint8Array): Uint8Array<ArrayBuffer> => {
      const array = new Uint8Array(capacity);
      array.set(old);
      return array;
    };
    this.ifIndex = grown32(this.ifIndex);
    this.counters = grown32(this.counters, 2 * counterCount);
    this.has = grown8(this.has);
    this.wide = grown8(this.wide);
    this.adminStatus = grown8(this.adminStatus);
    this.operStatus = grown8(this.operStatus);
    this.trust = grown8(this.trust);
    this.speedBps = grown32(this.speedBps);
    this.highSpeedMbps = grown32(this.highSpeedMbps);
    this.discontinuityTicks = grown32(this.discontinuityTicks);
  }
}

/** ifOperStatus has seven values; anything else counts as not told. */
export const statusOf = (value: number): number => (value <= 7 ? value : 0);

/** ifSpeed stops at 2³²−1; ifHighSpeed is in whole megabits and so 0 on slow links (RFC 2863). */
export function interfaceSpeedBps(ifSpeedBps: number, ifHighSpeedMbps: number): number {
  const fitsIfSpeed = ifSpeedBps > 0 && ifSpeedBps < 4_294_967_295;
  if (ifHighSpeedMbps === 0) return ifSpeedBps;
  // The exact one where both say the same; otherwise ifSpeed is often a leftover default.
  if (fitsIfSpeed && Math.abs(ifSpeedBps / bitsPerMbps - ifHighSpeedMbps) < 1) return ifSpeedBps;
  return ifHighSpeedMbps * bitsPerMbps;
}
