/**
 * Whose flows a person sees who may see flows at some sites only: those that the devices there send. An exporter is
 * known by its address; one that devices at several sites share is seen by who may see all of these.
 */
import { isIP } from 'node:net';
import { isEverywhere, type SiteFilter } from '@fastisp/core/access/site-filter';
import type { TenantId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { flowSitesTooMany } from '#errors.ts';
import { withinSites } from '#objects/scope.ts';

/** They are named in the statement, of which the engine reads 256 KiB (`max_query_size`); for more, it is refused. */
const exportersNamedMax = 5_000;

/** `AND …` about `exporter_address`; empty when all are seen. */
export type ExporterCondition = string;
export type ExportersSeen = (tenant: TenantId, sites: SiteFilter) => Promise<ExporterCondition>;

export function createExportersSeen(relational: RelationalStore): ExportersSeen {
  return async (tenant, sites) => {
    if (isEverywhere(sites)) return '';
    const seen = sql<boolean>`coalesce(bool_and(coalesce(${withinSites(sites, sql`site_id`)}, false)), false)`;
    // Who sees all sites but some sees exporters that are no device at all, too.
    const named = sites.all ? sql<boolean>`not ${seen}` : seen;
    const rows = await relational.withTenant(tenant, (tx) =>
      tx
        .selectFrom('devices')
        .select('address')
        .where('deleted_at', 'is', null)
        .groupBy('address')
        .having(named)
        .execute(),
    );
    const addresses = rows.flatMap(({ address }) => literal(address) ?? []);
    if (addresses.length > exportersNamedMax) throw flowSitesTooMany(exportersNamedMax);
    if (addresses.length === 0) return sites.all ? '' : 'AND 0';
    return `AND exporter_address ${sites.all ? 'NOT IN' : 'IN'} (${addresses.join(', ')})`;
  };
}

/** As SQL; null for a host name, by which no flow is known. Nothing but an address gets through. */
function literal(address: string): string | null {
  if (isIP(address) === 0 || !/^[0-9a-f.:]+$/i.test(address)) return null;
  return isIP(address) === 4 ? `'::ffff:${address}'` : `'${address}'`;
}
