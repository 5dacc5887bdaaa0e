/** Who sends flows, and what was lost on the way. */
import type { Clock } from '@fastisp/core/clock';
import type { Principal } from '#identity/principal.ts';
import type { DevicesByAddress } from './devices-by-address.ts';
import type { ExporterCondition, ExportersSeen } from './exporters-seen.ts';
import type { ExporterList, ExportersQuery } from './ports.ts';
import { isoTime, toRange } from './range.ts';
import type { TenantQuery } from './tenant-query.ts';
import { shortAddress } from './top.ts';

const rateWindowMs = 60_000;

/** Exporters of one period have the same kernel_drops in each row: it is taken once a period. */
const inRange = (seen: ExporterCondition): string => `tenant_id = {tenant:UInt32}
  AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64}) ${seen}`;

const exportersSql = (seen: ExporterCondition): string => `
  SELECT toString(exporter_address) AS address,
    arraySort(arrayDistinct(arrayFlatten(groupArray(versions)))) AS versions,
    max(domains) AS domains,
    sum(p.packets) AS packets, sum(p.flows) AS flows, sum(p.gaps) AS gaps, sum(p.no_template) AS no_template,
    sum(p.refused) AS refused, sum(p.kernel_drops) AS kernel_drops, argMax(p.sampling_rate, p.at) AS sampling_rate,
    toUnixTimestamp64Milli(maxIf(p.at, p.packets > 0)) AS last_seen_ms,
    sumIf(p.flows, p.at >= fromUnixTimestamp64Milli({recent:Int64})) AS recent_flows
  FROM (
    SELECT exporter_address, s.at AS at, groupUniqArray(flow_version) AS versions, uniqExact(observation_domain) AS domains,
      sum(s.packets) AS packets, sum(s.flows) AS flows, sum(s.sequence_gap) AS gaps, sum(s.no_template) AS no_template,
      sum(s.refused) AS refused, max(s.kernel_drops) AS kernel_drops, max(s.sampling_rate) AS sampling_rate
    FROM exporter_samples AS s
    WHERE ${inRange(seen)}
    GROUP BY exporter_address, at
  ) AS p
  GROUP BY exporter_address
  ORDER BY flows DESC, exporter_address`;

const kernelDropsSql = (seen: ExporterCondition): string => `
  SELECT sum(drops) AS kernel_drops
  FROM (SELECT at, max(kernel_drops) AS drops FROM exporter_samples WHERE ${inRange(seen)} GROUP BY at)`;

interface ExporterRow {
  readonly address: string;
  readonly versions: number[];
  readonly domains: string;
  readonly packets: string;
  readonly flows: string;
  readonly gaps: string;
  readonly no_template: string;
  readonly refused: string;
  readonly kernel_drops: string;
  readonly sampling_rate: number;
  readonly last_seen_ms: string;
  readonly recent_flows: string;
}

export async function readExporters(
  deps: { tenantQuery: TenantQuery; devicesByAddress: DevicesByAddress; exportersSeen: ExportersSeen; clock: Clock },
  principal: Principal,
  query: ExportersQuery,
): Promise<ExporterList> {
  const tenant = principal.tenant.id;
  const { fromMs, toMs } = toRange(query, deps.clock.nowMs());
  const params = { from: fromMs, to: toMs, recent: toMs - rateWindowMs };
  const seen = await deps.exportersSeen(tenant, principal.authority.sitesFor('flow:read'));
  const [rows, drops] = await Promise.all([
    deps.tenantQuery<ExporterRow>(tenant, { name: 'exporters', sql: exportersSql(seen), params }),
    deps.tenantQuery<{ kernel_drops: string }>(tenant, { name: 'kernel_drops', sql: kernelDropsSql(seen), params }),
  ]);
  const devices = await deps.devicesByAddress(
    tenant,
    rows.map((row) => shortAddress(row.address)),
  );
  return {
    from: isoTime(fromMs),
    to: isoTime(toMs),
    kernelDrops: Number(drops[0]?.kernel_drops ?? 0),
    items: rows.map((row) => {
      const address = shortAddress(row.address);
      const device = devices.get(address);
      return {
        address,
        deviceId: device?.id ?? null,
        deviceName: device?.name ?? null,
        versions: row.versions,
        observationDomains: Number(row.domains),
        packets: Number(row.packets),
        flows: Number(row.flows),
        gaps: Number(row.gaps),
        noTemplate: Number(row.no_template),
        refused: Number(row.refused),
        kernelDrops: Number(row.kernel_drops),
        samplingRate: Math.max(1, row.sampling_rate),
        lastSeenAt: isoTime(Number(row.last_seen_ms)),
        flowsPerS: Math.round((Number(row.recent_flows) / (rateWindowMs / 1_000)) * 10) / 10,
      };
    }),
  };
}
