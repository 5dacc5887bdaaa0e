/**
 * What row-level security costs: the statements of lists and searches, as the owner of the tables, whom forced
 * policies hold and who therefore names no tenant, as the product does, and as a superuser, whom none holds and who
 * names it by a bound value. In turns, so that whatever else the machine does hits both.
 */
import type { Client, QueryResult } from 'pg';
import { largeTenant } from './seed.ts';

const shown = 't.id, t.name, t.document, t.email, t.phone, t.street, t.city, t.site_id, t.revision, t.updated_at';
/** `$tenant` becomes the condition that names the tenant, or nothing. */
const statements: Readonly<Record<string, string>> = {
  list: `select ${shown} from (select t.id from subscribers as t where t.deleted_at is null $tenant
      order by t.sort_name, t.id limit 101) as page join subscribers as t on t.id = page.id $tenant
    order by t.sort_name, t.id`,
  count: 'select count(*) from subscribers as t where t.deleted_at is null $tenant',
  search: `select ${shown} from (select t.id from subscribers as t where t.deleted_at is null
      and t.search_text like '%quispe%' and t.search_text like '%rosa%' $tenant
      order by t.sort_name, t.id limit 101) as page join subscribers as t on t.id = page.id $tenant
    order by t.sort_name, t.id`,
  'devices of a site': `select t.id, t.name, t.address from devices as t where t.deleted_at is null $tenant
      and t.site_id = (select id from sites as t where t.deleted_at is null $tenant order by t.sort_name, t.id limit 1)`,
  'read without an index': `select count(*) from subscribers as t where t.street like '%Álamos 1%' $tenant`,
};

export interface RlsCost {
  readonly statement: string;
  readonly withMs: number;
  readonly withoutMs: number;
}

/** Medians of `rounds` runs. */
export async function measureRls(held: Client, free: Client, rounds: number): Promise<RlsCost[]> {
  const costs: RlsCost[] = [];
  for (const [statement, text] of Object.entries(statements)) {
    const times = { held: [] as number[], free: [] as number[] };
    await held.query('begin');
    await held.query(`select set_config('app.tenant', '${largeTenant}', true)`);
    const bare = text.replaceAll('$tenant', '');
    const named = text.replaceAll('$tenant', 'and t.tenant_id = $1');
    for (let round = 0; round < rounds; round += 1) {
      const rows = await timed(() => held.query(bare), times.held);
      const same = await timed(() => free.query(named, [largeTenant]), times.free);
      if (rows !== same || rows === 0) throw new Error(`${statement}: ${rows} rows with policies, ${same} without`);
    }
    await held.query('commit');
    costs.push({ statement, withMs: median(times.held), withoutMs: median(times.free) });
  }
  return costs;
}

async function timed(ask: () => Promise<QueryResult>, into: number[]): Promise<number> {
  const startMs = performance.now();
  const { rowCount } = await ask();
  into.push(performance.now() - startMs);
  return rowCount ?? 0;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
