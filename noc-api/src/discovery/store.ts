/** What a device says of itself, written so that the same or an older message changes nothing. */
import type { DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { newId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { type InterfaceMatch, matchInterfaces } from './decide.ts';

const adminStatusUp = 1;

/**
 * Messages of one tenant, one of each device, in a few statements for all of them: ten thousand devices that are added
 * at once say all of this within a minute.
 * @returns how many were stored; the others are of devices that are not ours (any more), or that said something newer.
 */
export async function storeDiscoveries(tx: Tx, messages: readonly DiscoveryDeviceV1[]): Promise<number> {
  const devices = await tx
    .selectFrom('devices')
    .select('id')
    .where('id', '=', sql<string>`any(${messages.map(({ data }) => data.deviceId)}::uuid[])`)
    .orderBy('id')
    .forUpdate() // two messages of one device never interleave
    .execute();
  const ours = new Set(devices.map(({ id }) => id));
  const newer = await storeFacts(
    tx,
    messages.filter(({ data }) => ours.has(data.deviceId)),
  );
  const stored = messages.filter(({ data }) => newer.has(data.deviceId));
  if (stored.length === 0) return 0;
  await storeInterfaces(tx, stored, await matchStored(tx, stored));
  await storeIndexes(tx, stored);
  return stored.length;
}

/** @returns the devices of which nothing newer was known. */
async function storeFacts(tx: Tx, messages: readonly DiscoveryDeviceV1[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const rows = messages.map(({ tenantId, occurredAt, data }) => ({
    tenant_id: tenantId,
    device_id: data.deviceId,
    ...withoutNul({
      sys_name: data.sysName,
      sys_descr: data.sysDescr,
      sys_object_id: data.sysObjectId,
      sys_location: data.sysLocation,
      sys_contact: data.sysContact,
      model: data.model,
      discovered_at: occurredAt,
    }),
  }));
  const written = await tx
    .insertInto('device_facts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'device_id'])
        .doUpdateSet((eb) => ({
          sys_name: eb.ref('excluded.sys_name'),
          sys_descr: eb.ref('excluded.sys_descr'),
          sys_object_id: eb.ref('excluded.sys_object_id'),
          sys_location: eb.ref('excluded.sys_location'),
          sys_contact: eb.ref('excluded.sys_contact'),
          model: eb.ref('excluded.model'),
          discovered_at: eb.ref('excluded.discovered_at'),
        }))
        .whereRef('device_facts.discovered_at', '<', 'excluded.discovered_at'),
    )
    .returning('device_id')
    .execute();
  return new Set(written.map(({ device_id }) => device_id));
}

/** By device. */
async function matchStored(tx: Tx, messages: readonly DiscoveryDeviceV1[]): Promise<Map<string, InterfaceMatch>> {
  const stored = await tx
    .selectFrom('interfaces')
    .select(['device_id as deviceId', 'id', 'if_index as ifIndex', 'name'])
    .where('device_id', '=', sql<string>`any(${messages.map(({ data }) => data.deviceId)}::uuid[])`)
    .orderBy('id')
    .execute();
  const ofDevice = Map.groupBy(stored, ({ deviceId }) => deviceId);
  return new Map(
    messages.map(({ data }) => [
      data.deviceId,
      matchInterfaces(ofDevice.get(data.deviceId) ?? [], data.interfaces, newId),
    ]),
  );
}

/** One statement for all, because a switch has hundreds; rows that do not change are not written. */
async function storeInterfaces(
  tx: Tx,
  messages: readonly DiscoveryDeviceV1[],
  matches: ReadonlyMap<string, InterfaceMatch>,
): Promise<void> {
  const goneIds = [...matches.values()].flatMap((match) => match.goneIds);
  if (goneIds.length > 0) {
    await sql`update interfaces set if_index = null where id = any(${goneIds}::uuid[])`.execute(tx);
  }
  const rows = messages.flatMap(({ tenantId, data }) =>
    (matches.get(data.deviceId)?.present ?? []).map(({ id, discovered }) =>
      withoutNul({
        tenant_id: tenantId,
        device_id: data.deviceId,
        id,
        if_index: discovered.ifIndex,
        name: discovered.name,
        description: discovered.description,
        alias: discovered.alias,
        type: discovered.type,
        speed_bps: discovered.speedBps,
        mac_address: discovered.macAddress,
        admin_up: discovered.adminStatus === adminStatusUp,
      }),
    ),
  );
  await sql`
    insert into interfaces
      (tenant_id, device_id, id, if_index, name, description, alias, type, speed_bps, mac_address, admin_up)
    select tenant_id, device_id, id, if_index, name, description, alias, type, speed_bps, mac_address, admin_up
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as discovered
      (tenant_id bigint, device_id uuid, id uuid, if_index bigint, name text, description text, alias text,
       type integer, speed_bps bigint, mac_address text, admin_up boolean)
    on conflict (tenant_id, id) do update set
      if_index = excluded.if_index, name = excluded.name, description = excluded.description,
      alias = excluded.alias, type = excluded.type, speed_bps = excluded.speed_bps,
      mac_address = excluded.mac_address, admin_up = excluded.admin_up
    where (interfaces.if_index, interfaces.name, interfaces.description, interfaces.alias, interfaces.type,
        interfaces.speed_bps, interfaces.mac_address, interfaces.admin_up)
      is distinct from (excluded.if_index, excluded.name, excluded.description, excluded.alias, excluded.type,
        excluded.speed_bps, excluded.mac_address, excluded.admin_up)`.execute(tx);
}

/** Telemetry is stored by ifIndex: remembers from when to when an interface had which. */
async function storeIndexes(tx: Tx, messages: readonly DiscoveryDeviceV1[]): Promise<void> {
  const deviceIds = messages.map(({ data }) => data.deviceId);
  const said = sql`unnest(${deviceIds}::uuid[], ${messages.map(({ occurredAt }) => occurredAt)}::timestamptz[])
    as said (device_id, at)`;
  await sql`
    update interface_indexes as had set until = said.at
    from interfaces as now join ${said} on said.device_id = now.device_id
    where now.id = had.interface_id and had.until is null and had.if_index is distinct from now.if_index`.execute(tx);
  // The first index counts from the beginning: samples may be older than the first discovery.
  await sql`
    insert into interface_indexes (tenant_id, interface_id, if_index, since)
    select now.tenant_id, now.id, now.if_index,
      case when exists (select from interface_indexes as had where had.interface_id = now.id)
        then said.at else to_timestamp(0) end
    from interfaces as now join ${said} on said.device_id = now.device_id
    where now.if_index is not null
      and not exists (select from interface_indexes as had where had.interface_id = now.id and had.until is null)`.execute(
    tx,
  );
}

/** PostgreSQL's text cannot hold U+0000, which some agents pad their strings with. */
function withoutNul<T extends Record<string, unknown>>(row: T): T {
  const clean = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replaceAll('\u0000', '') : value,
  ]);
  return Object.fromEntries(clean) as T; // the same keys, strings still strings
}
