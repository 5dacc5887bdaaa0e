/** Traffic of one interface over time, from raw samples or from the rollup that fits the step. */
import type { Clock } from '@fastisp/core/clock';
import type { TenantId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { interfaceNotFound } from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { Traffic, TrafficQuery } from './ports.ts';
import { isoTime, type RollupSuffix, rollupFor, stepAtLeast, type TimeRange, toRange, wholeSteps } from './range.ts';
import { finestKeptS, type Kept, keptAt, type RetentionConfig } from './retention.ts';
import type { TrafficPoint } from './schemas.ts';
import { type CounterSample, spreadSamples } from './spread.ts';
import type { TenantQuery } from './tenant-query.ts';

/** Most points of an answer; a finer step than that is widened. */
export const trafficPointsMax = 2_000;
/** What a chart as wide as a screen shows. */
const pointsByDefault = 400;
/** Samples of a minute-long interval over a day are 1,440; more than this is never asked for. */
const samplesMax = 50_000;
/** Each is a question of its own; of an interface that changes its number all the time, the newest count. */
const indexPartsMax = 32;

const counters = [
  'in_octets',
  'out_octets',
  'in_packets',
  'out_packets',
  'in_errors',
  'out_errors',
  'in_discards',
  'out_discards',
] as const;

interface PolledInterface {
  readonly deviceId: string;
  readonly pollIntervalS: number;
  /** Which ifIndex it had when. */
  readonly indexes: readonly { readonly ifIndex: number; readonly sinceMs: number; readonly untilMs: number }[];
}

export interface TrafficPlan {
  readonly stepS: number;
  readonly range: TimeRange;
  /** Null: raw samples. */
  readonly rollup: RollupSuffix | null;
}

/** Step and source of an answer. */
export function planTraffic(asked: {
  range: TimeRange;
  stepS: number | undefined;
  pollIntervalS: number;
  kept: Kept;
}): TrafficPlan {
  const { range, pollIntervalS, kept } = asked;
  const rangeS = (range.toMs - range.fromMs) / 1_000;
  const wantedS = asked.stepS ?? rangeS / pointsByDefault;
  const keptS = finestKeptS(kept, range.fromMs);
  const leastS = keptS === 0 ? pollIntervalS : Math.max(keptS, 2 * pollIntervalS); // a bucket of a rollup needs two polls
  const stepS = stepAtLeast(Math.max(wantedS, rangeS / (trafficPointsMax - 2), leastS));
  // A bucket shorter than two polls can miss its sample by a hair and look like a gap; raw samples know better.
  const rollup = stepS >= 2 * pollIntervalS ? rollupFor(stepS) : null;
  return { stepS, rollup, range: wholeSteps(range, stepS) };
}

export async function readTraffic(
  deps: { relational: RelationalStore; tenantQuery: TenantQuery; clock: Clock; retention: RetentionConfig },
  principal: Principal,
  interfaceId: string,
  query: TrafficQuery,
): Promise<Traffic> {
  const tenant = principal.tenant.id;
  const nowMs = deps.clock.nowMs();
  const range = toRange(query, nowMs);
  const polled = await findInterface(deps.relational, principal, interfaceId);
  const plan = planTraffic({
    range,
    stepS: query.step,
    pollIntervalS: polled.pollIntervalS,
    kept: keptAt(deps.retention, nowMs),
  });
  const samples = await readSamples(deps.tenantQuery, tenant, polled, plan);
  const points = spreadSamples(samples, { range: plan.range, stepMs: plan.stepS * 1_000, width: counters.length });
  return {
    interfaceId,
    from: isoTime(plan.range.fromMs),
    to: isoTime(plan.range.toMs),
    stepS: plan.stepS,
    points: points.map(({ atMs, ratesPerS }) => toPoint(atMs, ratesPerS)),
  };
}

async function findInterface(relational: RelationalStore, principal: Principal, id: string): Promise<PolledInterface> {
  return relational.withTenant(principal.tenant.id, async (tx) => {
    const row = await tx
      .selectFrom('interfaces')
      .innerJoin('devices', 'devices.id', 'interfaces.device_id')
      .select(['interfaces.device_id', 'devices.poll_interval_s', 'devices.site_id'])
      .where('interfaces.id', '=', id)
      .where('devices.deleted_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined || !principal.authority.can('interface:read', row.site_id)) throw interfaceNotFound(id);
    const indexes = await tx
      .selectFrom('interface_indexes')
      .select(['if_index', 'since', 'until'])
      .where('interface_id', '=', id)
      .orderBy('since')
      .execute();
    return {
      deviceId: row.device_id,
      pollIntervalS: row.poll_interval_s,
      indexes: indexes.map(({ if_index: ifIndex, since, until }) => ({
        ifIndex,
        sinceMs: since.getTime(),
        untilMs: until?.getTime() ?? Number.MAX_SAFE_INTEGER,
      })),
    };
  });
}

async function readSamples(
  tenantQuery: TenantQuery,
  tenant: TenantId,
  polled: PolledInterface,
  plan: TrafficPlan,
): Promise<CounterSample[]> {
  const { range, stepS, rollup } = plan;
  // A raw sample that ends after the range may still cover its end.
  const endMs = rollup === null ? range.toMs + 2 * polled.pollIntervalS * 1_000 : range.toMs;
  const parts = polled.indexes.flatMap(({ ifIndex, sinceMs, untilMs }) => {
    const part = { fromMs: Math.max(range.fromMs, sinceMs), toMs: Math.min(endMs, untilMs) };
    return part.fromMs < part.toMs ? [{ ifIndex, ...part }] : [];
  });
  const answers = await Promise.all(
    parts.slice(-indexPartsMax).map(({ ifIndex, fromMs, toMs }) =>
      tenantQuery<Record<(typeof counters)[number] | 'end_ms' | 'interval_ms', string | number>>(tenant, {
        name: rollup === null ? 'traffic_raw' : `traffic_${rollup}`,
        sql: rollup === null ? rawSql : rollupSql(rollup),
        params: { device: polled.deviceId, index: ifIndex, from: fromMs, to: toMs, step: stepS },
      }),
    ),
  );
  return answers.flat().map((row) => ({
    endMs: Number(row.end_ms),
    intervalMs: Number(row.interval_ms),
    counts: counters.map((counter) => Number(row[counter])),
  }));
}

const rawSql = `
  SELECT toUnixTimestamp64Milli(polled_at) AS end_ms, interval_ms, ${counters.join(', ')}
  FROM interface_samples
  WHERE tenant_id = {tenant:UInt32} AND device_id = {device:UUID} AND if_index = {index:UInt32}
    AND polled_at > fromUnixTimestamp64Milli({from:Int64}) AND polled_at <= fromUnixTimestamp64Milli({to:Int64})
  ORDER BY polled_at
  LIMIT ${samplesMax}`;

/** A step's buckets together, as one sample that fills the step: the mean over the time that was measured. */
function rollupSql(rollup: RollupSuffix): string {
  const scaled = counters.map((name) => `sum(r.${name}) * {step:UInt32} * 1000 / sum(r.interval_ms) AS ${name}`);
  return `
  SELECT
    (intDiv(toUnixTimestamp(at), {step:UInt32}) + 1) * {step:UInt32} * 1000 AS end_ms,
    {step:UInt32} * 1000 AS interval_ms,
    ${scaled.join(',\n    ')}
  FROM interface_${rollup} AS r
  WHERE tenant_id = {tenant:UInt32} AND device_id = {device:UUID} AND if_index = {index:UInt32}
    AND at >= toDateTime(intDiv({from:Int64}, 1000)) AND at < toDateTime(intDiv({to:Int64} + 999, 1000))
  GROUP BY end_ms
  HAVING sum(r.interval_ms) > 0
  ORDER BY end_ms
  LIMIT ${samplesMax}`;
}

function toPoint(atMs: number, rates: readonly number[] | null): TrafficPoint {
  const at = isoTime(atMs);
  if (rates === null) {
    return { at, inBps: null, outBps: null, inPps: null, outPps: null, errorsPerS: null, discardsPerS: null };
  }
  const [
    inOctets = 0,
    outOctets = 0,
    inPps = 0,
    outPps = 0,
    inErrors = 0,
    outErrors = 0,
    inDiscards = 0,
    outDiscards = 0,
  ] = rates;
  return {
    at,
    inBps: Math.round(inOctets * 8),
    outBps: Math.round(outOctets * 8),
    inPps: hundredths(inPps),
    outPps: hundredths(outPps),
    errorsPerS: hundredths(inErrors + outErrors),
    discardsPerS: hundredths(inDiscards + outDiscards),
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
