/** What those see who may see some sites only, while devices change, move and carry traffic. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SiteFilter } from '@fastisp/core/access/site-filter';
import { decodeBlocks } from '@fastisp/core/block/native';
import { systemClock } from '@fastisp/core/clock';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import type { StreamDeviceRow, StreamTrafficRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { newId, tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exporterBlock, interfaceBlock, inventoryMessage } from '../testing/blocks.ts';
import { everyPermission, StreamClient } from '../testing/stream-client.ts';
import { createHub, hubDefaults } from './hub.ts';
import { NetworkView } from './view.ts';

const [north, south] = [newId(), newId()];
const nothing = new Set<string>();
const only = (...sites: string[]): SiteFilter => ({ all: false, only: new Set(sites) });

let server: Server;
let hub: Component;
let view: NetworkView;
let metrics: Metrics;
let revision = 1;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  view = new NetworkView();
  metrics = new Metrics();
  hub = createHub(
    { ...hubDefaults, tickMs: 10 },
    {
      ...{ view, httpServer: server, clock: systemClock, metrics },
      log: createLog({ service: 'test', level: 'silent' }),
      authenticate: ({ authorization = '' }) => {
        const sites = authorization.slice('Bearer '.length);
        const person = { userId: authorization, tenantId: tenantId(1), name: authorization };
        if (sites === 'all') return Promise.resolve({ ...person, permissions: everyPermission });
        const scopes = new Map([...everyPermission].map((each) => [each, only(...sites.split(','))] as const));
        return Promise.resolve({ ...person, permissions: nothing, scopes });
      },
    },
  );
  await hub.start();
});
afterEach(async () => {
  await hub.stop();
  server.closeAllConnections();
  server.close();
});

async function open(sites: string, topic: string): Promise<StreamClient> {
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  const client = await StreamClient.connect(`ws://127.0.0.1:${port}/stream`, { authorization: `Bearer ${sites}` });
  client.subscribe(topic);
  await waitFor('an answer', () => client.topics.has(topic) || client.errors.length > 0);
  return client;
}

function place(deviceId: string, siteId: string | null, more: { name?: string; address?: string } = {}): void {
  revision += 1;
  view.list(inventoryMessage({ deviceId, siteId, revision, ...more }));
}

const names = (client: StreamClient): string[] =>
  client
    .rows<StreamDeviceRow>('devices')
    .map(({ name }) => name)
    .sort();
const sees = (client: StreamClient, ...expected: string[]): Promise<true> =>
  waitFor(`${expected.join()} is seen`, () => names(client).join() === expected.join());

test('a device comes and goes with its site, and its interfaces with it', async () => {
  const [moving, staying] = [newId(), newId()];
  place(moving, north, { name: 'moving' });
  place(staying, south, { name: 'staying' });
  place(newId(), null, { name: 'nowhere' });
  const [northern, southern, whole] = [
    await open(north, 'devices'),
    await open(south, 'devices'),
    await open('all', 'devices'),
  ];
  await sees(northern, 'moving');
  await sees(southern, 'staying');
  await sees(whole, 'moving', 'nowhere', 'staying');
  const ports = await open(north, `device:${moving}`);
  expect(ports.errors).toEqual([]);

  place(moving, south, { name: 'moved' });
  await sees(southern, 'moved', 'staying');
  await sees(northern);
  await sees(whole, 'moved', 'nowhere', 'staying');
  expect(await waitFor('the end', () => ports.errors[0])).toMatchObject({ code: 'NOT_FOUND' });
  expect((await open(north, `device:${moving}`)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await open(south, `device:${moving}`)).errors).toEqual([]);
});

test('who sees the same sites shares one delta, and who sees others hears nothing of it', async () => {
  const deviceId = newId();
  place(deviceId, north, { name: 'before' });
  const same = [await open(north, 'devices'), await open(north, 'devices'), await open(`${north},${south}`, 'devices')];
  const others = await open(south, 'devices');
  const deltas = async () =>
    (await metrics.registry.getSingleMetric('stream_hub_deltas_total')?.get())?.values[0]?.value;
  const before = await deltas();
  place(deviceId, north, { name: 'after' });
  for (const client of same) await sees(client, 'after');
  expect(await deltas()).toBe(Number(before ?? 0) + 2); // for the one site, and for both of them
  expect(others.topics.get('devices')).toMatchObject({ snapshots: 1, deltas: 0 });
});

test('traffic is that of their devices and exporters', async () => {
  const [ours, theirs] = [newId(), newId()];
  place(ours, north, { address: '10.0.0.1' });
  place(theirs, south, { address: '10.0.0.2' });
  const atMs = Date.now();
  const rates = [
    { deviceId: ours, ifIndex: 1, polledAtMs: atMs, inOctets: 7_500_000 },
    { deviceId: theirs, ifIndex: 1, polledAtMs: atMs, inOctets: 75_000_000 },
  ];
  for (const block of decodeBlocks(telemetryInterfaceV1, interfaceBlock(rates).value ?? new Uint8Array())) {
    view.addInterfaceRates(block, atMs);
  }
  const flows = exporterBlock({ atMs, flows: 250 }).value ?? new Uint8Array(); // of 10.0.0.1
  for (const block of decodeBlocks(telemetryExporterV1, flows)) view.addExporterRows(block);
  const [northern, southern] = [await open(north, 'traffic'), await open(south, 'traffic')];
  const measured = (row: StreamTrafficRow): boolean => row.inBps > 0;
  expect(await northern.row('traffic', 'the north', measured)).toMatchObject({ inBps: 1_000_000, flowsPerS: 25 });
  expect(await southern.row('traffic', 'the south', measured)).toMatchObject({ inBps: 10_000_000, flowsPerS: 0 });
});
