/** How the network and this system are, in figures. */
import type { Clock } from '@fastisp/core/clock';
import { storeProblem } from '@fastisp/core/column-store/errors';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { isAppError } from '@fastisp/core/errors/app-error';
import type { TenantId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { listEvents } from '#events/list.ts';
import type { StateView } from '#inventory/state-view.ts';
import type { TenantQuery } from '#telemetry/tenant-query.ts';
import { isoTime } from '#telemetry/range.ts';
import type { DeadLetterView } from './dead-letter-view.ts';
import type { Status, StatusReader } from './ports.ts';
import type { SinkView } from './sink-view.ts';

const windowMs = 60_000;
/** Telemetry older than this is not looked for: there is no lag then, but nothing at all. */
const lagMsMax = 3_600_000;
/** A store that does not answer within this is not ok. */
const pingTimeLimitMs = 2_000;

export interface StatusDeps {
  readonly relational: RelationalStore;
  readonly columnStore: ColumnStore;
  readonly tenantQuery: TenantQuery;
  readonly stateView: StateView;
  readonly sinkView: SinkView;
  readonly deadLetterView: DeadLetterView;
  readonly clock: Clock;
  readonly version: string;
}

export function createStatusReader(deps: StatusDeps): StatusReader {
  const startedAtMs = deps.clock.nowMs();
  return {
    status: async (principal) => {
      const nowMs = deps.clock.nowMs();
      const [counts, figures, relational, columnStore] = await Promise.all([
        countStates(deps, principal.tenant.id),
        readFigures(deps, principal.tenant.id, nowMs),
        timed(() =>
          deps.relational.withTenant(principal.tenant.id, (tx) =>
            tx.selectNoFrom((eb) => eb.lit(1).as('one')).execute(),
          ),
        ),
        timed(() => deps.columnStore.ping()),
      ]);
      return {
        asOf: isoTime(nowMs),
        version: deps.version,
        uptimeS: Math.floor((nowMs - startedAtMs) / 1_000),
        ...counts,
        ...figures,
        stores: { relational, columnStore: judged(columnStore, deps.sinkView) },
        deadLetters: deps.deadLetterView
          .deadLetters()
          .map(({ lastAtMs, ...letters }) => ({ ...letters, lastAt: isoTime(lastAtMs) })),
      };
    },
    events: (principal, query) => listEvents(deps.relational, principal, query),
  };
}

/** A store that answers questions and takes no rows is not well either. */
function judged(answer: Timed, sinkView: SinkView): Status['stores']['columnStore'] {
  const silent = answer.ok ? null : { ...storeProblem(new Error('no answer to a ping')), since: null };
  const problem = sinkView.hold() ?? silent;
  return { ...answer, ok: problem === null, problem };
}

async function countStates(
  { relational, stateView }: StatusDeps,
  tenant: TenantId,
): Promise<Pick<Status, 'devices' | 'interfaces'>> {
  const rows = await relational.withTenant(tenant, (tx) =>
    tx.selectFrom('devices').select(['id', 'created_at']).where('deleted_at', 'is', null).execute(),
  );
  const devices = { total: rows.length, up: 0, down: 0, unknown: 0 };
  const interfaces = { up: 0, down: 0 };
  for (const row of rows) {
    const state = stateView.stateOf(row.id, row.created_at.toISOString());
    devices[state.status] += 1;
    interfaces.up += state.interfacesUp;
    interfaces.down += state.interfacesDown;
  }
  return { devices, interfaces };
}

type Figures = Pick<Status, 'flowsPerS' | 'samplesPerS' | 'lagS'>;

async function readFigures({ tenantQuery }: StatusDeps, tenant: TenantId, nowMs: number): Promise<Figures> {
  const params = { since: nowMs - windowMs, oldest: nowMs - lagMsMax };
  try {
    const [flows, samples] = await Promise.all([
      tenantQuery<FigureRow>(tenant, { name: 'status_flows', sql: flowsSql, params }),
      tenantQuery<FigureRow>(tenant, { name: 'status_samples', sql: samplesSql, params }),
    ]);
    const newestMs = Math.max(Number(flows[0]?.newest_ms ?? 0), Number(samples[0]?.newest_ms ?? 0));
    return {
      flowsPerS: perS(flows[0]),
      samplesPerS: perS(samples[0]),
      lagS: newestMs === 0 ? null : Math.max(0, Math.round((nowMs - newestMs) / 100) / 10),
    };
  } catch (error) {
    if (isAppError(error, 'TELEMETRY_UNAVAILABLE')) return { flowsPerS: null, samplesPerS: null, lagS: null };
    throw error;
  }
}

interface FigureRow {
  readonly recent: string;
  readonly newest_ms: string;
}

const perS = (row: FigureRow | undefined): number => Math.round((Number(row?.recent ?? 0) / windowMs) * 10_000) / 10;

/** Counted by the receiver in periods of ten seconds; the flows themselves would be many more rows to read. */
const flowsSql = `
  SELECT sumIf(flows, at > fromUnixTimestamp64Milli({since:Int64})) AS recent,
    toUnixTimestamp64Milli(max(at)) AS newest_ms
  FROM exporter_samples
  WHERE tenant_id = {tenant:UInt32} AND at > fromUnixTimestamp64Milli({oldest:Int64})`;

/** Values that devices answered with. */
const samplesSql = `
  SELECT sumIf(varbinds, polled_at > fromUnixTimestamp64Milli({since:Int64})) AS recent,
    toUnixTimestamp64Milli(max(polled_at)) AS newest_ms
  FROM device_samples
  WHERE tenant_id = {tenant:UInt32} AND polled_at > fromUnixTimestamp64Milli({oldest:Int64})`;

interface Timed {
  readonly ok: boolean;
  readonly latencyMs: number | null;
}

async function timed(ask: () => Promise<unknown>): Promise<Timed> {
  const startedAtMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), pingTimeLimitMs);
  });
  const answered = ask().then(
    () => true,
    () => false,
  );
  const ok = await Promise.race([answered, late]);
  clearTimeout(timer);
  return { ok, latencyMs: ok ? Math.round((performance.now() - startedAtMs) * 10) / 10 : null };
}
