/** How much of a path somebody is told who may see devices at some sites only: up to where it leaves them. */
import { isEverywhere, type SiteFilter } from '@fastisp/core/access/site-filter';
import type { Tx } from '@fastisp/core/pg/port';
import type { Topology } from '@fastisp/core/topology/topology';
import { sql } from 'kysely';
import { withinSites } from '#objects/scope.ts';

/** Devices at these sites, and links that begin at them (as in the list of links); null: all. */
export async function meshSeen(tx: Tx, sites: SiteFilter): Promise<ReadonlySet<string> | null> {
  if (isEverywhere(sites)) return null;
  const { rows } = await sql<{ id: string }>`
    with seen as (select d.id from devices as d
      where d.deleted_at is null and ${withinSites(sites, sql`d.site_id`)})
    select id from seen
    union all
    select l.id from links as l join seen on seen.id = l.a_device_id where l.deleted_at is null`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** @returns paths up to the last step that is seen, each once; `cut` when something was left out. */
export function seenPart(
  paths: readonly (readonly string[])[],
  topology: Topology,
  seen: ReadonlySet<string>,
): { readonly paths: readonly (readonly string[])[]; readonly cut: boolean } {
  const told = new Map<string, readonly string[]>();
  let cut = false;
  for (const path of paths) {
    const part = path.slice(0, stepsSeen(path, topology, seen));
    cut ||= part.length < path.length;
    if (part.length > 0) told.set(part.join(), part);
  }
  return { paths: [...told.values()], cut };
}

/** Plant stands where its OLT does; plant without one, at no site. */
function stepsSeen(path: readonly string[], topology: Topology, seen: ReadonlySet<string>): number {
  const base = path.findIndex((step) => ['device', 'link'].includes(topology.kindOf(step) ?? ''));
  if (base === -1 || !seen.has(path[base] ?? '')) return 0;
  const end = path.findIndex((step, at) => at > base && !seen.has(step));
  return end === -1 ? path.length : end;
}
