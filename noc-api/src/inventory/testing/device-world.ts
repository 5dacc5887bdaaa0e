/** Devices over HTTP, and what the other services say and hear of them. */
import type { Bus, BusRecord, Subscription } from '@fastisp/core/bus/port';
import { deviceStateTopic, deviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceTopic } from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { newId } from '@fastisp/core/ids';
import { bootstrapToken, type World } from '#testing/world.ts';
import type { Device, DeviceRow, NetworkInterface } from '../schemas.ts';

export const community = 'comunidad-S3creta';
const stateCodec = messageCodec(deviceStateV1);
const discoveryCodec = messageCodec(discoveryDeviceV1);

export interface DeviceList {
  readonly items: DeviceRow[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What collectors hear, in order. */
export function listen(bus: Bus) {
  const records: BusRecord[] = [];
  const subscription: Subscription = bus.subscribe({
    topics: [inventoryDeviceTopic],
    groupId: `test-${newId()}`,
    from: 'earliest',
    handler: async (batch) => void records.push(...batch.records),
  });
  const of = (id: string) => records.filter((record) => record.key === id);
  return { subscription, of };
}

export const deviceBody = (name: string, address: string, extra: Record<string, unknown> = {}) => ({
  name,
  address,
  kind: 'router',
  snmp: { version: '2c', community, port: 161 },
  pollIntervalS: 30,
  ...extra,
});

/** A port as its device tells of it. */
export const port = (ifIndex: number, name: string, extra: Record<string, unknown> = {}) => ({
  ifIndex,
  name,
  description: name,
  alias: '',
  type: 6,
  speedBps: 1_000_000_000,
  macAddress: '02:00:00:00:00:01',
  adminStatus: 1,
  operStatus: 1,
  ...extra,
});

export const createDevice = (world: World, name: string, address: string, extra: Record<string, unknown> = {}) =>
  world.ask<Device>('POST', '/api/v1/devices', { body: deviceBody(name, address, extra) });

export const getDevice = (world: World, id: string) => world.ask<Device>('GET', `/api/v1/devices/${id}`);

export const patchDevice = (world: World, id: string, change: unknown, headers: Record<string, string> = {}) =>
  world.ask<Device>('PATCH', `/api/v1/devices/${id}`, {
    body: change,
    headers: { authorization: `Bearer ${bootstrapToken}`, ...headers },
  });

export const interfacesOf = async (world: World, id: string) =>
  (await world.ask<{ items: NetworkInterface[] }>('GET', `/api/v1/devices/${id}/interfaces`)).body.items;

type DeviceState = Parameters<typeof stateCodec.encode>[0]['data'];

/** What stream decided of a device. */
export async function say(world: World, id: string, state: Partial<DeviceState>): Promise<void> {
  const message = {
    v: 1 as const,
    id: newId(),
    tenantId: 1,
    occurredAt: new Date().toISOString(),
    source: 'test',
    data: {
      deviceId: id,
      status: 'up' as const,
      reason: 'answering' as const,
      since: '2026-01-01T00:00:00.000Z',
      lastSeenAt: '2026-01-01T10:00:00.000Z',
      uptimeMs: 5_000,
      interfaces: [],
      ...state,
    },
  };
  await world.bus.publish(deviceStateTopic, [{ key: id, value: stateCodec.encode(message) }]);
}

export interface Discovery {
  readonly atIso: string;
  readonly interfaces: ReturnType<typeof port>[];
  readonly tenantId?: number;
}

/** What a collector found a device to be. */
export const discover = (world: World, id: string, found: Discovery): Promise<void> =>
  world.bus.publish(discoveryDeviceTopic, [discoveryRecord(id, found)]);

export function discoveryRecord(id: string, { atIso, interfaces, tenantId = 1 }: Discovery) {
  const message = {
    v: 1 as const,
    id: newId(),
    tenantId,
    occurredAt: atIso,
    source: 'test',
    data: {
      deviceId: id,
      sysName: 'rtr\u0000',
      sysDescr: 'RouterOS RB5009',
      sysObjectId: '1.3.6.1.4.1.14988.1',
      sysLocation: 'Cerro',
      sysContact: '',
      model: 'MikroTik RB5009',
      interfaces,
    },
  };
  return { key: id, value: discoveryCodec.encode(message) };
}
