/** The series of a stacked chart: the first rows by themselves, all else together; pure. */
import type { FlowTop } from '../api/client.ts';

export interface Stack {
  readonly atMs: readonly number[];
  /** Bits per second, in the order of the table's rows. */
  readonly rows: readonly { readonly key: string; readonly bps: readonly number[] }[];
  readonly otherBps: readonly number[];
}

export function stackOf(series: NonNullable<FlowTop['series']>, rowsMax: number): Stack {
  const rest = series.rows.slice(rowsMax);
  return {
    atMs: series.at.map((at) => Date.parse(at)),
    rows: series.rows.slice(0, rowsMax),
    otherBps: series.otherBps.map((bps, index) => rest.reduce((sum, row) => sum + (row.bps[index] ?? 0), bps)),
  };
}
