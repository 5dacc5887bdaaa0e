/** What a device says of itself, written so that the same or an older message changes nothing. */
import type { DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { newId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { type InterfaceMatch, matchInterfaces } from './decide.ts';

const adminStatusUp = 1;

/** @returns false when the device is not ours (any more), or said something newer already. */
export async function storeDiscovery(tx: Tx, message: DiscoveryDeviceV1): Promise<boolean> {
  const { tenantId, data } = message;
  const device = await tx
    .selectFrom('devices')
    .select('id')
    .where('id', '=', data.deviceId)
    .forUpdate() // two messages of one device never interleave
    .executeTakeFirst();
  if (device === undefined || !(await storeFacts(tx, message))) return false;
  const stored = await tx
    .selectFrom('interfaces')
    .select(['id', 'if_index as ifIndex', 'name'])
    .where('device_id', '=', data.deviceId)
    .orderBy('id')
    .execute();
  const match = matchInterfaces(stored, data.interfaces, newId);
  await storeInterfaces(tx, { tenantId, deviceId: data.deviceId, match });
  await storeIndexes(tx, { tenantId, deviceId: data.deviceId, occurredAt: message.occurredAt });
  return true;
}

async function storeFacts(tx: Tx, { tenantId, occurredAt, data }: DiscoveryDeviceV1): Promise<boolean> {
  const facts = {
    sys_name: data.sysName,
    sys_descr: data.sysDescr,
    sys_object_id: data.sysObjectId,
    sys_location: data.sysLocation,
    sys_contact: data.sysContact,
    model: data.model,
    discovered_at: occurredAt,
  };
  const written = await tx
    .insertInto('device_facts')
    .values({ tenant_id: tenantId, device_id: data.deviceId, ...withoutNul(facts) })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'device_id'])
        .doUpdateSet(withoutNul(facts))
        .where('device_facts.discovered_at', '<', new Date(occurredAt)),
    )
    .returning('device_id')
    .execute();
  return written.length > 0;
}

/** One statement for all, because a switch has hundreds; rows that do not change are not written. */
async function storeInterfaces(
  tx: Tx,
  options: { tenantId: number; deviceId: string; match: InterfaceMatch },
): Promise<void> {
  const { tenantId, deviceId, match } = options;
  if (match.goneIds.length > 0) {
    await tx
      .updateTable('interfaces')
      .set({ if_index: null })
      .where('id', 'in', [...match.goneIds])
      .execute();
  }
  const rows = match.present.map(({ id, discovered }) =>
    withoutNul({
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
  );
  await sql`
    insert into interfaces
      (tenant_id, device_id, id, if_index, name, description, alias, type, speed_bps, mac_address, admin_up)
    select ${tenantId}::bigint, ${deviceId}::uuid, id, if_index, name, description, alias, type, speed_bps, mac_address, admin_up
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as discovered
      (id uuid, if_index bigint, name text, description text, alias text, type integer, speed_bps bigint,
       mac_address text, admin_up boolean)
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
async function storeIndexes(
  tx: Tx,
  options: { tenantId: number; deviceId: string; occurredAt: string },
): Promise<void> {
  const { tenantId, deviceId, occurredAt } = options;
  await sql`
    update interface_indexes as had set until = ${occurredAt}::timestamptz
    from interfaces as now
    where now.id = had.interface_id and now.device_id = ${deviceId}::uuid
      and had.until is null and had.if_index is distinct from now.if_index`.execute(tx);
  // The first index counts from the beginning: samples may be older than the first discovery.
  await sql`
    insert into interface_indexes (tenant_id, interface_id, if_index, since)
    select ${tenantId}::bigint, now.id, now.if_index,
      case when exists (select from interface_indexes as had where had.interface_id = now.id)
        then ${occurredAt}::timestamptz else to_timestamp(0) end
    from interfaces as now
    where now.device_id = ${deviceId}::uuid and now.if_index is not null
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
