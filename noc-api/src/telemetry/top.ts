/**
 * Who or what carries most traffic. Sources, destinations, ports and exporters are read from the rollups,
 * whole minutes at least; conversations are kept nowhere but in the flows themselves.
 */
import type { Clock } from '@fastisp/core/clock';
import type { QueryParams } from '@fastisp/core/column-store/port';
import type { TenantId } from '@fastisp/core/ids';
import { isIP } from 'node:net';
import { exporterInvalid, rangeInvalid } from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { DevicesByAddress } from './devices-by-address.ts';
import type { ExporterCondition, ExportersSeen } from './exporters-seen.ts';
import type { Top, TopQuery } from './ports.ts';
import { isoTime, rollupFor, stepAtLeast, type TimeRange, toRange, wholeSteps } from './range.ts';
import { finestKeptS, type Kept, keptAt, type RetentionConfig } from './retention.ts';
import type { TopDimension, TopRow } from './schemas.ts';
import type { TenantQuery } from './tenant-query.ts';

const defaultLimit = 20;
/** Steps of the chart beside the table. */
const seriesStepsMax = 120;
const leastStepS = 60;

/**
 * Where a dimension is read from: the columns that tell its rows apart, and what adds up.
 * `named` holds for the rows that can be shown by their keys; the rest of the rollups is a tail of light ones that
 * lost theirs (stream/migrations/clickhouse/005_flow_rollups.sql) and counts in the totals.
 */
interface Source {
  readonly keys: readonly string[];
  readonly table: string;
  readonly where: string;
  readonly named: string;
  readonly time: string;
  readonly sums: { readonly bytes: string; readonly packets: string; readonly flows: string; readonly sent: string };
}

export interface TopPlan {
  readonly stepS: number;
  /** What is counted: whole steps of the rollup, or exactly what was asked of the flows. */
  readonly range: TimeRange;
  readonly source: Source;
}

/** @throws AppError `RANGE_INVALID` for conversations of which no flow is kept any more. */
export function planTop(by: TopDimension, asked: TimeRange, kept: Kept): TopPlan {
  const wantedS = Math.max(leastStepS, (asked.toMs - asked.fromMs) / 1_000 / seriesStepsMax);
  if (by === 'conversation') {
    if (asked.toMs <= kept.rawFlowsSinceMs) throw rangeInvalid('single conversations are not kept for so long');
    const range = { fromMs: Math.max(asked.fromMs, kept.rawFlowsSinceMs), toMs: asked.toMs };
    return { stepS: stepAtLeast(wantedS), range, source: conversations };
  }
  const stepS = stepAtLeast(Math.max(wantedS, finestKeptS(kept, asked.fromMs)));
  const breakdown = breakdowns[by];
  const source: Source = {
    keys: breakdown.keys,
    table: `flows_${rollupFor(stepS) ?? '1m'}`,
    where: `breakdown = '${breakdown.name}'`,
    // An exporter is never lost: tails keep it.
    named: by === 'exporter' ? '1' : 'f.is_tail = 0',
    time: 'at',
    sums: { bytes: 'sum(f.bytes)', packets: 'sum(f.packets)', flows: 'sum(f.flows)', sent: 'sum(f.bytes_unscaled)' },
  };
  return { stepS, range: wholeSteps(asked, stepS), source };
}

const breakdowns: Record<Exclude<TopDimension, 'conversation'>, { name: string; keys: readonly string[] }> = {
  source: { name: 'source', keys: ['address'] },
  destination: { name: 'destination', keys: ['address'] },
  port: { name: 'port', keys: ['protocol', 'port'] },
  // Each breakdown adds up to all of the traffic; this one has the fewest rows for an exporter.
  exporter: { name: 'interface', keys: ['exporter_address'] },
};

const conversations: Source = {
  keys: ['src_address', 'dst_address'],
  table: 'flows',
  where: '1',
  named: '1',
  time: 'received_at',
  sums: {
    bytes: 'sum(f.bytes * greatest(f.sampling_rate, 1))',
    packets: 'sum(f.packets * greatest(f.sampling_rate, 1))',
    flows: 'count()',
    sent: 'sum(f.bytes)',
  },
};

/** The filter that all three questions share; `{from}` and `{to}` are milliseconds. */
const rowsOf = ({ source }: TopPlan, which: { one: boolean; seen: ExporterCondition }): string => `
  FROM ${source.table} AS f
  WHERE tenant_id = {tenant:UInt32} AND ${source.where}
    AND ${source.time} >= fromUnixTimestamp64Milli({from:Int64}) AND ${source.time} < fromUnixTimestamp64Milli({to:Int64})
    ${which.one ? 'AND exporter_address = toIPv6({exporter:String})' : ''} ${which.seen}`;

const topSql = (plan: TopPlan, rows: string): string => `
  SELECT ${plan.source.keys.map((key, i) => `toString(f.${key}) AS k${i}`).join(', ')},
    ${plan.source.sums.bytes} AS bytes, ${plan.source.sums.packets} AS packets, ${plan.source.sums.flows} AS flows
  ${rows} AND ${plan.source.named}
  GROUP BY ${keyList(plan)}
  ORDER BY bytes DESC, ${keyList(plan)}
  LIMIT {limit:UInt32}`;

const totalSql = (plan: TopPlan, rows: string): string => `
  SELECT ${plan.source.sums.bytes} AS bytes, ${plan.source.sums.packets} AS packets, ${plan.source.sums.flows} AS flows,
    ${plan.source.sums.sent} AS sent
  ${rows}`;

/** Bytes of each step and row; what is in no row has empty keys. */
const seriesSql = (plan: TopPlan, rows: string): string => {
  const { keys, sums, time, named } = plan.source;
  return `
  SELECT intDiv(toUnixTimestamp(f.${time}), {step:UInt32}) * {step:UInt32} AS at_s,
    ${named} AND (${keyList(plan)}) IN (
      SELECT ${keyList(plan)} ${rows} AND ${named} GROUP BY ${keyList(plan)} ORDER BY ${sums.bytes} DESC, ${keyList(plan)} LIMIT {limit:UInt32}
    ) AS shown,
    ${keys.map((key, i) => `if(shown, toString(f.${key}), '') AS k${i}`).join(', ')},
    ${sums.bytes} AS bytes
  ${rows}
  GROUP BY at_s, shown, ${keys.map((_, i) => `k${i}`).join(', ')}`;
};

const keyList = (plan: TopPlan): string => plan.source.keys.map((key) => `f.${key}`).join(', ');

interface Sums {
  readonly bytes: string;
  readonly packets: string;
  readonly flows: string;
}
type Keys = { readonly k0: string; readonly k1?: string };

export async function readTop(
  deps: {
    tenantQuery: TenantQuery;
    devicesByAddress: DevicesByAddress;
    exportersSeen: ExportersSeen;
    clock: Clock;
    retention: RetentionConfig;
  },
  principal: Principal,
  query: TopQuery,
): Promise<Top> {
  const tenant = principal.tenant.id;
  if (query.exporter !== undefined && isIP(query.exporter) === 0) throw exporterInvalid(query.exporter);
  const nowMs = deps.clock.nowMs();
  const plan = planTop(query.by, toRange(query, nowMs), keptAt(deps.retention, nowMs));
  const { range } = plan;
  const seen = await deps.exportersSeen(tenant, principal.authority.sitesFor('flow:read'));
  const rows = rowsOf(plan, { one: query.exporter !== undefined, seen });
  const params: QueryParams = {
    from: range.fromMs,
    to: range.toMs,
    limit: query.limit ?? defaultLimit,
    step: plan.stepS,
    ...(query.exporter !== undefined && { exporter: query.exporter }),
  };
  const ask = <Row>(name: string, sql: string) =>
    deps.tenantQuery<Row>(tenant, { name: `${name}_${query.by}`, sql, params });
  const [top, totals, series] = await Promise.all([
    ask<Sums & Keys>('top', topSql(plan, rows)),
    ask<Sums & { sent: string }>('top_total', totalSql(plan, rows)),
    query.series === true ? ask<Keys & SeriesRow>('top_series', seriesSql(plan, rows)) : null,
  ]);
  // The range may reach into the future; bits per second are over what has passed of it.
  const seconds = Math.max(1, (Math.min(range.toMs, nowMs) - range.fromMs) / 1_000);
  const total = toVolume(totals[0], seconds);
  const shown = top.map((row) => toTopRow(query.by, row, { seconds, totalBytes: total.bytes }));
  return {
    by: query.by,
    from: isoTime(range.fromMs),
    to: isoTime(range.toMs),
    estimated: total.bytes !== Number(totals[0]?.sent ?? 0),
    total,
    rows: query.by === 'exporter' ? await withDevices(deps.devicesByAddress, tenant, shown) : shown,
    ...(series !== null && { series: toSeries(series, { by: query.by, plan, keys: shown.map((row) => row.key) }) }),
  };
}

function toVolume(sums: Sums | undefined, seconds: number): Top['total'] {
  const bytes = Number(sums?.bytes ?? 0);
  return {
    bytes,
    packets: Number(sums?.packets ?? 0),
    flows: Number(sums?.flows ?? 0),
    bps: Math.round((bytes * 8) / seconds),
  };
}

function toTopRow(
  by: TopDimension,
  row: Sums & Keys,
  { seconds, totalBytes }: { seconds: number; totalBytes: number },
): TopRow {
  const volume = toVolume(row, seconds);
  return { ...identify(by, row), ...volume, share: totalBytes === 0 ? 0 : volume.bytes / totalBytes };
}

function identify(by: TopDimension, { k0, k1 = '' }: Keys): Pick<TopRow, 'key'> & Partial<TopRow> {
  const [first, second] = [shortAddress(k0), shortAddress(k1)];
  switch (by) {
    case 'source':
      return { key: first, source: first };
    case 'destination':
      return { key: first, destination: first };
    case 'conversation':
      return { key: `${first}>${second}`, source: first, destination: second };
    case 'port':
      return { key: `${k0}/${k1}`, protocol: Number(k0), port: Number(k1) };
    case 'exporter':
      return { key: first, exporter: first };
  }
}

/** IPv4 addresses are stored as IPv6. */
export const shortAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

async function withDevices(devicesByAddress: DevicesByAddress, tenant: TenantId, rows: TopRow[]): Promise<TopRow[]> {
  const devices = await devicesByAddress(
    tenant,
    rows.map((row) => row.key),
  );
  return rows.map((row) => {
    const device = devices.get(row.key);
    return device === undefined ? row : { ...row, deviceId: device.id, deviceName: device.name };
  });
}

interface SeriesRow {
  readonly at_s: string | number;
  readonly shown: number;
  readonly bytes: string;
}

function toSeries(
  rows: readonly (Keys & SeriesRow)[],
  { by, plan, keys }: { by: TopDimension; plan: TopPlan; keys: readonly string[] },
): NonNullable<Top['series']> {
  const range = wholeSteps(plan.range, plan.stepS);
  const steps = Math.round((range.toMs - range.fromMs) / 1_000 / plan.stepS);
  const byKey = new Map(keys.map((key) => [key, new Array<number>(steps).fill(0)]));
  const otherBps = new Array<number>(steps).fill(0);
  for (const row of rows) {
    const step = (Number(row.at_s) - range.fromMs / 1_000) / plan.stepS;
    const values = (row.shown === 1 ? byKey.get(identify(by, row).key) : undefined) ?? otherBps;
    values[step] = (values[step] ?? 0) + Math.round((Number(row.bytes) * 8) / plan.stepS);
  }
  return {
    stepS: plan.stepS,
    at: otherBps.map((_, step) => isoTime(range.fromMs + step * plan.stepS * 1_000)),
    rows: [...byKey].map(([key, bps]) => ({ key, bps })),
    otherBps,
  };
}
