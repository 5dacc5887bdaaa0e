import { isAppError } from '@fastisp/core/errors/app-error';
import type { LastRate, LastRates } from '#inventory/interfaces.ts';
import { isoTime } from './range.ts';
import type { TenantQuery } from './tenant-query.ts';

/** A rate is recent while no more than this many polls have passed since. */
const recentPolls = 3;

/** Without the column store a list of interfaces still has everything but its rates. */
export function createLastRates(deps: { tenantQuery: TenantQuery; nowMs: () => number }): LastRates {
  return async (tenant, device) => {
    try {
      const rows = await deps.tenantQuery<LastRow>(tenant, {
        name: 'last_rates',
        sql: lastRatesSql,
        params: { device: device.id, from: deps.nowMs() - recentPolls * device.pollIntervalS * 1_000 },
      });
      return new Map(rows.map((row) => [row.if_index, toRate(row)]));
    } catch (error) {
      if (isAppError(error, 'TELEMETRY_UNAVAILABLE')) return new Map<number, LastRate>();
      throw error;
    }
  };
}

interface LastRow {
  readonly if_index: number;
  readonly at_ms: string;
  readonly in_bps: number;
  readonly out_bps: number;
}

const lastRatesSql = `
  SELECT if_index,
    toUnixTimestamp64Milli(max(polled_at)) AS at_ms,
    argMax(in_octets * 8000 / interval_ms, polled_at) AS in_bps,
    argMax(out_octets * 8000 / interval_ms, polled_at) AS out_bps
  FROM interface_samples
  WHERE tenant_id = {tenant:UInt32} AND device_id = {device:UUID} AND interval_ms > 0
    AND polled_at > fromUnixTimestamp64Milli({from:Int64})
  GROUP BY if_index`;

const toRate = (row: LastRow): LastRate => ({
  inBps: Math.round(row.in_bps),
  outBps: Math.round(row.out_bps),
  atIso: isoTime(Number(row.at_ms)),
});
