/** noc-api with a real column store that has stream's own tables, and rows put straight into them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import { migrateColumnStore } from '@fastisp/core/column-store/migrate';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import type { NetworkInterface } from '#inventory/schemas.ts';
import { createWorld, type World } from './world.ts';

const columnMigrations = resolve(import.meta.dirname, '../../../stream/migrations/clickhouse');

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** A whole hour some hours ago, so that ranges and rollups have round borders. */
export const t0Ms = Math.floor(Date.now() / hourMs) * hourMs - 6 * hourMs;
export const iso = (ms: number): string => new Date(ms).toISOString();

export interface TestPort {
  readonly ifIndex: number;
  readonly name: string;
}

export interface TelemetryWorld extends World {
  insert(table: string, rows: Record<string, unknown>[]): Promise<void>;
  /** @returns its id. */
  addDevice(name: string, address: string): Promise<string>;
  /** As if the device had told of these interfaces. @returns them as the API shows them. */
  discover(deviceId: string, atMs: number, ports: readonly TestPort[]): Promise<NetworkInterface[]>;
}

export async function createTelemetryWorld(): Promise<TelemetryWorld> {
  const home = await mkdtemp(join(tmpdir(), 'noc-api-store-'));
  const log = createLog({ service: 'test', level: 'silent' });
  const store = createEmbeddedColumnStore({ home, memoryMb: 1_024 }, { log, metrics: new Metrics() });
  await store.start();
  await migrateColumnStore(store, { modules: [{ name: 'stream', folder: columnMigrations }], log });
  const world = await createWorld({ columnStore: store });
  return {
    ...world,
    insert: (table, rows) => store.insertRows({ table, rows, dedupToken: newId() }),
    addDevice: async (name, address) => {
      const body = { name, address, snmp: { community: 'c' }, pollIntervalS: 60 };
      return (await world.ask<{ id: string }>('POST', '/api/v1/devices', { body })).body.id;
    },
    discover: async (deviceId, atMs, ports) => {
      await world.bus.publish(discoveryDeviceTopic, [{ key: deviceId, value: discovery(deviceId, atMs, ports) }]);
      return waitFor('the interfaces are known', async () => {
        const path = `/api/v1/devices/${deviceId}/interfaces`;
        const { items } = (await world.ask<{ items: NetworkInterface[] }>('GET', path)).body;
        const isThere = (port: TestPort) => items.some((i) => i.name === port.name && i.ifIndex === port.ifIndex);
        return ports.every(isThere) && items;
      });
    },
    stop: async () => {
      await world.stop();
      await store.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function discovery(deviceId: string, atMs: number, ports: readonly TestPort[]): Uint8Array {
  const facts = { sysName: '', sysDescr: '', sysObjectId: '', sysLocation: '', sysContact: '', model: '' };
  const interfaces = ports.map((port) => ({
    ...{ ...port, description: '', alias: '', type: 6, speedBps: 1e9 },
    ...{ macAddress: '', adminStatus: 1, operStatus: 1 },
  }));
  return messageCodec(discoveryDeviceV1).encode({
    ...{ v: 1, id: newId(), tenantId: 1, occurredAt: iso(atMs), source: 'test' },
    data: { deviceId, ...facts, interfaces },
  });
}
