import { isAppError } from '@fastisp/core/errors/app-error';
import type { LastPoll, LastPolls } from '#inventory/last-polls.ts';
import { isoTime } from './range.ts';
import type { TenantQuery } from './tenant-query.ts';

/** Parameters travel in the URL, which holds this many ids; for more, all of the tenant's devices are read. */
const namedDevicesMax = 100;

export function createLastPolls(tenantQuery: TenantQuery): LastPolls {
  return async (tenant, { deviceIds, sinceMs }) => {
    try {
      const rows = await tenantQuery<{ id: string; at_ms: string; uptime_ms: string }>(tenant, {
        name: 'last_polls',
        ...(deviceIds.length <= namedDevicesMax
          ? {
              sql: lastPollsSql('AND d.device_id IN {devices:Array(UUID)}'),
              params: { devices: deviceIds, since: sinceMs },
            }
          : { sql: lastPollsSql(''), params: { since: sinceMs } }),
      });
      return new Map(
        rows.map((row) => [row.id, { atIso: isoTime(Number(row.at_ms)), uptimeMs: Number(row.uptime_ms) }]),
      );
    } catch (error) {
      if (isAppError(error, 'TELEMETRY_UNAVAILABLE')) return new Map<string, LastPoll>();
      throw error;
    }
  };
}

/** `result` 0 is an answered poll. */
const lastPollsSql = (onlyDevices: string): string => `
  SELECT toString(d.device_id) AS id,
    toUnixTimestamp64Milli(max(d.polled_at)) AS at_ms,
    argMax(d.uptime_ms, d.polled_at) AS uptime_ms
  FROM device_samples AS d
  WHERE tenant_id = {tenant:UInt32} ${onlyDevices} AND result = 0
    AND d.polled_at > fromUnixTimestamp64Milli({since:Int64})
  GROUP BY d.device_id`;
