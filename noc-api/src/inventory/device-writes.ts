/** What changes of devices are checked for, and the rows that they become. */
import { newId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import * as errors from '#errors.ts';
import { refuseBeyondLimit } from '#tenants/limits.ts';
import type { Principal } from '#identity/principal.ts';
import { checkAddress } from './address.ts';
import { communityContext, type StoredDevice } from './device-rows.ts';
import { type DeviceBody, defaultPollIntervalS, defaultSnmpPort, type DevicePatch } from './schemas.ts';

/** Lists are sorted in memory: at this size a page takes some milliseconds. One more is refused. */
const devicesPerTenantMax = 20_000;

/** A living device that the caller may do this to. */
export async function lockDevice(
  tx: Tx,
  principal: Principal,
  { id, action }: { id: string; action: 'update' | 'delete' },
): Promise<StoredDevice> {
  const row = await tx
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || !principal.authority.can('device:read', row.site_id)) throw errors.deviceNotFound(id);
  if (!principal.authority.can(`device:${action}`, row.site_id)) throw errors.permissionDenied(`device:${action}`);
  return row;
}

export function toRow(
  body: DeviceBody,
  context: { tenantId: number; nowMs: number; secretBox: SecretBox },
): Omit<StoredDevice, 'deleted_at' | 'revision' | 'search_text' | 'sort_name'> {
  const id = newId();
  const now = new Date(context.nowMs);
  return {
    tenant_id: context.tenantId,
    id,
    name: body.name.trim(),
    address: canonicalAddress(body.address),
    kind: body.kind ?? 'router',
    snmp_version: body.snmp.version ?? '2c',
    snmp_port: body.snmp.port ?? defaultSnmpPort,
    snmp_community_sealed: context.secretBox.seal(body.snmp.community, communityContext(context.tenantId, id)),
    poll_interval_s: body.pollIntervalS ?? defaultPollIntervalS,
    external_id: body.externalId?.trim() ?? null,
    site_id: lowerCase(body.siteId ?? null),
    rack_id: lowerCase(body.rackId ?? null),
    power_area_id: lowerCase(body.powerAreaId ?? null),
    is_core: body.isCore ?? false,
    tags: body.tags ?? [],
    notes: body.notes ?? '',
    created_at: now,
    updated_at: now,
  };
}

export function toChange(
  patch: DevicePatch,
  { row, secretBox }: { row: StoredDevice; secretBox: SecretBox },
): Partial<StoredDevice> {
  const { snmp } = patch;
  return {
    ...(patch.name !== undefined && { name: patch.name.trim() }),
    ...(patch.address !== undefined && { address: canonicalAddress(patch.address) }),
    ...(patch.kind !== undefined && { kind: patch.kind }),
    ...(patch.pollIntervalS !== undefined && { poll_interval_s: patch.pollIntervalS }),
    ...(patch.externalId !== undefined && { external_id: patch.externalId?.trim() ?? null }),
    ...(patch.siteId !== undefined && { site_id: lowerCase(patch.siteId) }),
    ...(patch.rackId !== undefined && { rack_id: lowerCase(patch.rackId) }),
    ...(patch.powerAreaId !== undefined && { power_area_id: lowerCase(patch.powerAreaId) }),
    ...(patch.isCore !== undefined && { is_core: patch.isCore }),
    ...(patch.tags !== undefined && { tags: patch.tags }),
    ...(patch.notes !== undefined && { notes: patch.notes }),
    ...(snmp?.version !== undefined && { snmp_version: snmp.version }),
    ...(snmp?.port !== undefined && { snmp_port: snmp.port }),
    ...(snmp?.community !== undefined && {
      snmp_community_sealed: secretBox.seal(snmp.community, communityContext(row.tenant_id, row.id)),
    }),
  };
}

const lowerCase = (id: string | null): string | null => id?.toLowerCase() ?? null;

function canonicalAddress(text: string): string {
  const check = checkAddress(text);
  if ('problem' in check) throw errors.deviceAddressInvalid(text, check.problem);
  return check.address;
}

/** @param more how many are about to be added; 0: they are there already. */
export async function refuseTooMany(tx: Tx, more = 1): Promise<void> {
  const { count } = await tx
    .selectFrom('devices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count + more > devicesPerTenantMax) throw errors.deviceLimitReached(devicesPerTenantMax);
  await refuseBeyondLimit(tx, 'devices', { more });
}

export async function refuseDuplicates(
  tx: Tx,
  row: Pick<StoredDevice, 'id' | 'name' | 'address' | 'snmp_port'>,
): Promise<void> {
  const sameName = sql<boolean>`lower(name) = lower(${row.name})`; // as the unique index does
  const others = await tx
    .selectFrom('devices')
    .select(['name', 'address', 'snmp_port', sameName.as('sameName')])
    .where('deleted_at', 'is', null)
    .where('id', '!=', row.id)
    .where((eb) => eb.or([sameName, eb.and([eb('address', '=', row.address), eb('snmp_port', '=', row.snmp_port)])]))
    .execute();
  if (others.some((other) => other.sameName)) throw errors.deviceNameTaken(row.name);
  const other = others[0];
  if (other !== undefined) {
    throw errors.deviceAddressTaken({ name: other.name, address: other.address, port: other.snmp_port });
  }
}

const uniqueViolation = '23505';

/** Two people may add the same thing at once: the second try finds what the first one lost to. */
export async function onceMoreOnDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === uniqueViolation) return work();
    throw error;
  }
}
