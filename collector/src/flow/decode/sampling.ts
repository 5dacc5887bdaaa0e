/** What an exporter's sampling fields say, as one packet in how many. Pure. */

export interface SamplingFields {
  /** samplingInterval or flowSamplerRandomInterval, and its width in bytes. */
  readonly interval?: number;
  readonly width?: number;
  readonly packetInterval?: number;
  readonly packetSpace?: number;
  readonly size?: number;
  readonly population?: number;
}

/** Above it an interval is taken for one in the wrong byte order when the other order gives a smaller one. */
const intervalLikelyMax = 65_535;
const rateMax = 4_294_967_295;

const swapped = (value: number): number =>
  (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;

/**
 * RouterOS v6 (6.49 too) sends its interval little-endian, so that 1 in 100 reads as 1 in 1,677,721,600.
 * No one samples that rarely: a four-byte interval above 65,535 that is at most that when swapped, is swapped.
 * An interval of 65,536 cannot be told from a swapped 256, which is the likelier of the two.
 */
function inRightOrder(interval: number, width: number): number {
  const other = swapped(interval);
  return width === 4 && interval > intervalLikelyMax && other <= intervalLikelyMax ? other : interval;
}

/** @returns null when the fields say nothing. */
export function samplingRateOf(fields: SamplingFields): number | null {
  const { interval = 0, width = 0, packetInterval = 0, packetSpace = 0, size = 0, population = 0 } = fields;
  if (interval > 0) return Math.min(rateMax, inRightOrder(interval, width));
  // IOS XR sends both, its packet interval without a space.
  if (size > 0 && population >= size) return rounded(population / size);
  if (packetInterval > 0) return rounded((packetInterval + packetSpace) / packetInterval);
  return null;
}

const rounded = (rate: number): number => Math.min(rateMax, Math.max(1, Math.round(rate)));
