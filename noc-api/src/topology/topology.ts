/** Answers about the network: ids from the graph in memory, names and what may be seen from PostgreSQL. */
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { nodeNotFound } from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { ObjectType, ObjectTypeName } from '#objects/object-type.ts';
import { objectType } from '#objects/registry.ts';
import { allOf, siteCondition } from '#objects/scope.ts';
import { createNetworks, type Network } from './load.ts';
import { meshSeen, seenPart } from './path-scope.ts';
import type { NetworkTopology } from './ports.ts';
import { describePowerFailure } from './power-failure.ts';
import type { AffectedServices, TopologyNode } from './schemas.ts';

export function createNetworkTopology(deps: { readonly relational: RelationalStore }): NetworkTopology {
  const networks = createNetworks();

  const ask = <T>(principal: Principal, answer: (tx: Tx, network: Network) => Promise<T>): Promise<T> =>
    deps.relational.withTenant(principal.tenant.id, async (tx) =>
      answer(tx, await networks.of(tx, principal.tenant.id)),
    );

  return {
    below: (principal, nodeId, limit) =>
      ask(principal, async (tx, network) => {
        const id = nodeId.toLowerCase();
        const { topology } = network;
        const node = await nodeNamed(tx, principal, network, id);
        const byKind = Map.groupBy(topology.below(id), (each) => topology.kindOf(each) ?? 'device');
        const services = principal.authority.can('service:read') ? topology.affectedServices([id]) : [];
        const counts: Record<string, number> = {};
        const items: TopologyNode[] = [];
        for (const [kind, ids] of [...byKind, ['service', services] as const]) {
          const seen = await visibleIds(tx, principal, kind, ids);
          if (seen.length > 0) counts[kind] = seen.length;
          items.push(...(await named(tx, kind, seen.slice(0, Math.max(0, limit - items.length)))));
        }
        return { node, counts, items };
      }),

    paths: (principal, nodeId, pathsMax) =>
      ask(principal, async (tx, network) => {
        const id = nodeId.toLowerCase();
        const node = await nodeNamed(tx, principal, network, id);
        const { topology, nodeOf } = network;
        const seen = await meshSeen(tx, principal.authority.sitesFor('device:read'));
        const endsAt = (step: string): boolean => seen?.has(step) === false;
        const { paths, complete } = topology.pathsToCore(nodeOf.get(id) ?? id, { pathsMax, endsAt });
        const shown = seen === null ? { paths, cut: false } : seenPart(paths, topology, seen);
        const names = await namesOf(tx, network, new Set(shown.paths.flat()));
        const steps = shown.paths.map((path) => path.flatMap((step) => names.get(step) ?? []));
        return { node, paths: nodeOf.has(id) ? steps.map((path) => [node, ...path]) : steps, complete, cut: shown.cut };
      }),

    powerFailure: (principal, areaIds, limit) =>
      ask(principal, (tx, network) =>
        describePowerFailure(tx, network, {
          areaIds: areaIds.map((id) => id.toLowerCase()),
          limit,
          seen: (kind, ids) => visibleIds(tx, principal, kind, ids),
        }),
      ),

    affected: (principal, failedIds, limit) =>
      ask(principal, async (tx, { topology, subscriberOf }) => {
        const found = topology.affectedServices(failedIds.map((id) => id.toLowerCase()));
        const services = await visibleIds(tx, principal, 'service', found);
        const subscribers = new Set(services.map((id) => subscriberOf.get(id)));
        const items = await servicesNamed(tx, services.slice(0, limit));
        return { services: services.length, subscribers: subscribers.size, items };
      }),
  };
}

/** Every kind that may be asked about; the graph knows which it is, or the tables are asked. */
async function nodeNamed(tx: Tx, principal: Principal, network: Network, id: string): Promise<TopologyNode> {
  const kind = network.topology.kindOf(id) ?? (network.nodeOf.has(id) ? 'service' : null);
  const seen = kind === null ? [] : await visibleIds(tx, principal, kind, [id]);
  const [node] = kind === null ? [] : await named(tx, kind, seen);
  if (node === undefined) throw nodeNotFound(id);
  return node;
}

/** Without a site that the caller may not see; all of them when they may see everything. */
async function visibleIds(
  tx: Tx,
  principal: Principal,
  kind: ObjectTypeName,
  ids: readonly string[],
): Promise<readonly string[]> {
  const type = objectType(kind);
  const condition = siteCondition(type, principal, 'read');
  if (condition === null || ids.length === 0) return ids;
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(type.table)} as t
    where ${allOf([sql`t.id = any(${[...ids]}::uuid[])`, condition])} order by t.id`.execute(tx);
  return rows.map((row) => row.id);
}

async function named(tx: Tx, kind: ObjectTypeName, ids: readonly string[]): Promise<TopologyNode[]> {
  if (ids.length === 0) return [];
  const type = objectType(kind);
  const { rows } = await sql<{ id: string; name: string }>`
    select t.id, t.${sql.ref(columnOfName(type))}::text as name from ${sql.table(type.table)} as t
    where t.id = any(${[...ids]}::uuid[]) order by t.sort_name, t.id`.execute(tx);
  return rows.map((row) => ({ id: row.id, type: kind, name: row.name }));
}

const columnOfName = (type: ObjectType): string => type.fields[type.nameField]?.column ?? 'id';

async function namesOf(tx: Tx, { topology }: Network, ids: ReadonlySet<string>): Promise<Map<string, TopologyNode>> {
  const names = new Map<string, TopologyNode>();
  for (const [kind, some] of Map.groupBy(ids, (id) => topology.kindOf(id) ?? 'device')) {
    for (const node of await named(tx, kind, some)) names.set(node.id, node);
  }
  return names;
}

async function servicesNamed(tx: Tx, ids: readonly string[]): Promise<AffectedServices['items']> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('services')
    .innerJoin('subscribers', 'subscribers.id', 'services.subscriber_id')
    .select([
      'services.id as serviceId',
      'services.name as serviceName',
      'subscribers.id as subscriberId',
      'subscribers.name as subscriberName',
    ])
    .where('services.id', 'in', ids)
    .orderBy('services.sort_name')
    .orderBy('services.id')
    .execute();
}
