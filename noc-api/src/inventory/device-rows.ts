/** Rows of `devices` as they are read and told to others. */
import type { InventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { newId } from '@fastisp/core/ids';
import type { Database } from '@fastisp/core/pg/schema.generated';
import type { Selectable } from 'kysely';
import type { DeviceState } from './state.ts';
import type { Device, DeviceRow } from './schemas.ts';

export type StoredDevice = Selectable<Database['devices']>;
export type StoredFacts = Selectable<Database['device_facts']>;

/** Everything but the sealed community. */
export const shownColumns = [
  'id',
  'name',
  'address',
  'kind',
  'snmp_version',
  'snmp_port',
  'poll_interval_s',
  'external_id',
  'site_id',
  'rack_id',
  'power_area_id',
  'is_core',
  'tags',
  'notes',
  'revision',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof StoredDevice)[];
export type ShownDevice = Pick<StoredDevice, (typeof shownColumns)[number]>;

/** What the community is sealed for, beside tenant and device. */
export const communityField = 'snmp.community';
export const communityContext = (tenantId: number, deviceId: string) => ({
  tenantId,
  rowId: deviceId,
  field: communityField,
});

const placeOf = (stored: ShownDevice) => ({
  externalId: stored.external_id,
  siteId: stored.site_id,
  rackId: stored.rack_id,
  powerAreaId: stored.power_area_id,
  isCore: stored.is_core,
  tags: stored.tags,
  notes: stored.notes,
});

/** What the audit log tells of a device; the community, sealed as it is, only says there whether it changed. */
export const auditedDevice = (stored: StoredDevice) => ({
  name: stored.name,
  address: stored.address,
  kind: stored.kind,
  snmp: {
    version: stored.snmp_version,
    port: stored.snmp_port,
    community: stored.snmp_community_sealed,
  },
  pollIntervalS: stored.poll_interval_s,
  ...placeOf(stored),
});

export function toDeviceRow(stored: ShownDevice, state: DeviceState): DeviceRow {
  return {
    id: stored.id,
    name: stored.name,
    address: stored.address,
    kind: stored.kind as DeviceRow['kind'], // only a checked body or message is stored
    snmp: {
      version: stored.snmp_version as DeviceRow['snmp']['version'], // as above
      port: stored.snmp_port,
      communitySet: true,
    },
    pollIntervalS: stored.poll_interval_s,
    ...placeOf(stored),
    status: state.status,
    reason: state.reason,
    since: state.since,
    lastSeenAt: state.lastSeenAt,
    interfacesUp: state.interfacesUp,
    interfacesDown: state.interfacesDown,
    createdAt: stored.created_at.toISOString(),
    updatedAt: stored.updated_at.toISOString(),
  };
}

export function toDevice(
  stored: ShownDevice,
  parts: { state: DeviceState; facts: StoredFacts | undefined; interfaceCount: number },
): Device {
  const { state, facts, interfaceCount } = parts;
  return {
    ...toDeviceRow(stored, state),
    model: facts?.model ?? '',
    sysName: facts?.sys_name ?? '',
    sysDescr: facts?.sys_descr ?? '',
    sysObjectId: facts?.sys_object_id ?? '',
    sysLocation: facts?.sys_location ?? '',
    sysContact: facts?.sys_contact ?? '',
    uptimeMs: state.uptimeMs,
    interfaceCount,
  };
}

/** What collectors are told of a device. */
export function toInventoryMessage(stored: StoredDevice, occurredAtMs: number): InventoryDeviceV1 {
  return {
    v: 1,
    id: newId(),
    tenantId: stored.tenant_id,
    occurredAt: new Date(occurredAtMs).toISOString(),
    source: 'noc-api',
    data: {
      deviceId: stored.id,
      name: stored.name,
      address: stored.address,
      kind: stored.kind as InventoryDeviceV1['data']['kind'], // only a checked body is stored
      snmp: {
        version: stored.snmp_version as InventoryDeviceV1['data']['snmp']['version'], // as above
        port: stored.snmp_port,
        communitySealed: stored.snmp_community_sealed,
      },
      pollIntervalS: stored.poll_interval_s,
      siteId: stored.site_id,
      revision: stored.revision,
    },
  };
}
