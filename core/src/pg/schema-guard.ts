/**
 * Tenants are separated by the database, so a table that forgot its policy is a leak. This asks the catalog
 * after every migration; a start with an unguarded table is refused.
 */
import type { ClientBase } from 'pg';
import { systemRole } from './system-role.ts';

/** A sentence for each table or view that does not separate tenants; empty when all do. */
export async function findUnguardedTables(client: Pick<ClientBase, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{
    name: string;
    kind: string;
    enabled: boolean;
    forced: boolean;
    policies: string[];
    /** Policies beside `tenant_isolation` that hold for others than the system. */
    wide: string[];
    options: string[] | null;
  }>(`
    select c.oid::regclass::text as name, c.relkind as kind,
      c.relrowsecurity as enabled, c.relforcerowsecurity as forced, c.reloptions as options,
      coalesce((select array_agg(p.polname::text) from pg_policy p where p.polrelid = c.oid), '{}') as policies,
      coalesce((select array_agg(p.polname::text order by p.polname) from pg_policy p where p.polrelid = c.oid
        and p.polpermissive and p.polname <> 'tenant_isolation'
        and p.polroles <> array[to_regrole('${systemRole}')::oid]), '{}') as wide
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    where c.relkind in ('r', 'p', 'v', 'm')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    order by 1`);
  return rows.flatMap((row) => {
    if (row.kind === 'm')
      return [`${row.name}: a materialized view has no row security; make it a table with policies`];
    if (row.kind === 'v') {
      const invoker = row.options?.some((option) => /^security_invoker=(true|on|1)$/.test(option)) ?? false;
      return invoker ? [] : [`${row.name}: create the view with (security_invoker = true)`];
    }
    if (!row.enabled) return [`${row.name}: alter table … enable row level security`];
    if (!row.forced) return [`${row.name}: alter table … force row level security`];
    if (!row.policies.includes('tenant_isolation')) return [`${row.name}: the policy tenant_isolation is missing`];
    return row.wide.map((policy) => `${row.name}: create policy ${policy} … to ${systemRole}, not to everybody`);
  });
}
