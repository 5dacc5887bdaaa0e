/** The hub with real WebSocket clients over loopback. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '@fastisp/core/clock';
import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import type { Principal } from '@fastisp/core/http/session-client';
import { newId, tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { inventoryMessage } from '../testing/blocks.ts';
import { startSwarm } from '../testing/start-swarm.ts';
import { everyPermission, StreamClient } from '../testing/stream-client.ts';
import { createHub, type HubConfig, type HubDeps, hubDefaults } from './hub.ts';
import { NetworkView } from './view.ts';

const log = createLog({ service: 'test', level: 'silent' });
const anna: Principal = { userId: 'anna', tenantId: tenantId(1), name: 'Anna', permissions: everyPermission };
const bruno: Principal = { userId: 'bruno', tenantId: tenantId(2), name: 'Bruno', permissions: everyPermission };

let server: Server;
let hub: Component;
let view: NetworkView;
let metrics: Metrics;
let sessions: Map<string, Principal>;
let host: string;

async function startHub(config: Partial<HubConfig> = {}, more: Pick<HubDeps, 'onAccessChange'> = {}): Promise<void> {
  view = new NetworkView();
  metrics = new Metrics();
  hub = createHub(
    { ...hubDefaults, tickMs: 10, ...config },
    {
      ...more,
      view,
      httpServer: server,
      clock: systemClock,
      log,
      metrics,
      authenticate: ({ authorization, cookie }) =>
        authorization === 'Bearer nobody to ask'
          ? Promise.reject(new Error('noc-api is away'))
          : Promise.resolve(sessions.get(authorization ?? cookie ?? '') ?? null),
    },
  );
  await hub.start();
}

beforeEach(async () => {
  sessions = new Map([
    ['Bearer anna', anna],
    ['session=anna', anna],
    ['Bearer bruno', bruno],
  ]);
  server = createServer((_request, response) => response.end('not the hub'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has such an address
});
afterEach(async () => {
  await hub.stop();
  server.closeAllConnections();
  server.close();
});

const url = (): string => `ws://${host}/stream`;
const open = (token = 'anna', known?: StreamClient): Promise<StreamClient> =>
  StreamClient.connect(url(), { authorization: `Bearer ${token}` }, known);
const addDevice = (name: string, of = 1): string => {
  const deviceId = newId();
  view.list(inventoryMessage({ deviceId, tenantId: of, name }));
  return deviceId;
};
let revision = 1;
const rename = (deviceId: string, name: string): void =>
  view.list(inventoryMessage({ deviceId, name, revision: ++revision }));
const named = (name: string) => (row: StreamDeviceRow) => row.name === name;

/** @returns the status of the HTTP answer to an upgrade that is refused. */
async function refusedWith(headers: Record<string, string>, path = '/stream'): Promise<number> {
  const ws = new WebSocket(`ws://${host}${path}`, { headers });
  ws.on('error', () => {}); // the answer is what is looked at
  const [, response] = (await once(ws, 'unexpected-response')) as [unknown, { statusCode: number }]; // as ws documents it
  return response.statusCode;
}

async function metric(name: string): Promise<number> {
  const found = await metrics.registry.getSingleMetric(name)?.get();
  return (found?.values ?? []).reduce((sum, { value }) => sum + value, 0);
}

describe('the door', () => {
  it.each([
    ['nobody', {}, 401],
    ['a wrong token', { authorization: 'Bearer eve' }, 401],
    ['a wrong cookie', { cookie: 'session=eve' }, 401],
    ['a cookie sent by a foreign page', { cookie: 'session=anna', origin: 'https://evil.example' }, 403],
  ])('refuses %s', async (_who, headers: Record<string, string>, status) => {
    await startHub();
    expect(await refusedWith(headers)).toBe(status);
  });

  it('lets in a cookie of its own page', async () => {
    await startHub();
    addDevice('a');
    const client = await StreamClient.connect(url(), { cookie: 'session=anna', origin: `http://${host}` });
    client.subscribe('devices');
    await client.row('devices', 'the device', named('a'));
  });

  it('refuses with 503 when it is full, and when nobody can say who it is', async () => {
    await startHub({ clientsMax: 1 });
    expect(await refusedWith({ authorization: 'Bearer nobody to ask' })).toBe(503);
    const first = await open();
    expect(await refusedWith({ authorization: 'Bearer anna' })).toBe(503);
    first.ws.close();
    await waitFor('a place', async () => (await metric('stream_hub_clients')) === 0);
    await open();
  });

  it('leaves other upgrades and requests alone', async () => {
    await startHub();
    let others = 0;
    server.on('upgrade', (request, socket) => {
      if (request.url !== '/other') return;
      others += 1;
      socket.end('HTTP/1.1 418 Theirs\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await refusedWith({}, '/other')).toBe(418);
    expect(others).toBe(1);
    expect(await (await fetch(`http://${host}/stream`)).text()).toBe('not the hub');
  });

  it('survives a peer that goes away in the middle of signing in', async () => {
    await startHub();
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`GET /stream HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`);
    socket.resetAndDestroy();
    addDevice('still here');
    const client = await open();
    client.subscribe('devices');
    await client.row('devices', 'the device', named('still here'));
  });
});

describe('a topic', () => {
  it('starts with a snapshot and goes on with deltas, of its own tenant only', async () => {
    await startHub();
    const deviceId = addDevice('a');
    addDevice('of bruno', 2);
    const [ours, theirs] = [await open(), await open('bruno')];
    for (const client of [ours, theirs]) client.subscribe('devices');
    await ours.row('devices', 'the snapshot', named('a'));
    await theirs.row('devices', 'their snapshot', named('of bruno'));
    rename(deviceId, 'b');
    await ours.row('devices', 'the change', named('b'));
    view.remove(deviceId);
    await waitFor('the removal', () => ours.rows('devices').length === 0);
    expect(ours.topics.get('devices')).toMatchObject({ snapshots: 1, deltas: 2 });
    expect(theirs.rows<StreamDeviceRow>('devices').map(({ name }) => name)).toEqual(['of bruno']);
    expect(theirs.topics.get('devices')).toMatchObject({ snapshots: 1, deltas: 0 });
  });

  it('of a device that another tenant has is not found, nor one of a device that is removed', async () => {
    await startHub();
    const deviceId = addDevice('a');
    const [ours, theirs] = [await open(), await open('bruno')];
    for (const client of [ours, theirs]) client.subscribe(`device:${deviceId}`);
    const error = await waitFor('the error', () => theirs.errors[0]);
    expect(error).toMatchObject({ code: 'NOT_FOUND', topic: `device:${deviceId}` });
    await waitFor('the snapshot', () => ours.topics.has(`device:${deviceId}`));
    view.remove(deviceId);
    expect(await waitFor('the end', () => ours.errors[0])).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is resumed without loss by who comes back soon', async () => {
    await startHub();
    const deviceId = addDevice('a');
    for (let n = 0; n < 20; n += 1) addDevice(`quiet ${n}`);
    const first = await open();
    const watcher = await open();
    for (const client of [first, watcher]) client.subscribe('devices');
    await first.row('devices', 'the snapshot', named('a'));
    first.ws.terminate();
    for (const name of ['b', 'c', 'd']) {
      rename(deviceId, name);
      await watcher.row('devices', name, named(name));
    }
    const second = await open('anna', first);
    second.subscribe('devices');
    await second.row('devices', 'what was missed', named('d'));
    expect(second.topics.get('devices')).toMatchObject({ snapshots: 0, deltas: 3 });
    rename(deviceId, 'e');
    await second.row('devices', 'what comes next', named('e'));
    expect(second.rows('devices')).toEqual(watcher.rows('devices'));
  });

  it('is sent whole to who comes back too late, or to another life of the hub', async () => {
    await startHub({ deltasMax: 2 });
    const deviceId = addDevice('a');
    const first = await open();
    const watcher = await open();
    for (const client of [first, watcher]) client.subscribe('devices');
    await first.row('devices', 'the snapshot', named('a'));
    first.ws.terminate();
    for (const name of ['b', 'c', 'd']) {
      rename(deviceId, name);
      await watcher.row('devices', name, named(name));
    }
    const late = await open('anna', first);
    late.subscribe('devices');
    await late.row('devices', 'everything', named('d'));
    expect(late.topics.get('devices')).toMatchObject({ snapshots: 1, deltas: 0 });

    await hub.stop();
    await startHub();
    addDevice('after the restart');
    const again = await open('anna', late);
    again.subscribe('devices');
    await again.row('devices', 'the new picture', named('after the restart'));
    expect(again.topics.get('devices')).toMatchObject({ snapshots: 1 });
    expect(again.rows('devices')).toHaveLength(1);
  });
});

describe('a thousand clients', () => {
  it('all see every delta, each of which was made once', async () => {
    await startHub({ tickMs: 100 });
    sessions.set('Bearer swarm', anna);
    const ids = Array.from({ length: 50 }, (_, n) => addDevice(`0 ${n}`));
    const swarm = await startSwarm({ url: url(), clients: 1_000, topic: 'devices' });
    const watcher = await open();
    watcher.subscribe('devices');
    await watcher.row('devices', 'the snapshot', named('0 0'));
    await swarm.report();
    const before = await metric('stream_hub_deltas_total');
    for (let round = 1; round <= 10; round += 1) {
      for (const [n, id] of ids.entries()) rename(id, `${round} ${n}`);
      await watcher.row('devices', `round ${round}`, named(`${round} 49`));
    }
    const made = (await metric('stream_hub_deltas_total')) - before;
    let delivered = 0;
    const last = await waitFor('that all have seen it', async () => {
      const report = await swarm.report();
      delivered += report.messages;
      return report.seqMin === watcher.topics.get('devices')?.seq && report;
    });
    expect(last).toMatchObject({ closed: 0, seqMax: last.seqMin });
    expect(made).toBe(10);
    expect(delivered).toBeGreaterThanOrEqual(10_000); // and a heartbeat or two
    await swarm.stop();
    await waitFor('that they are gone', async () => (await metric('stream_hub_clients')) === 1);
  });
});

describe('a slow client', () => {
  it('is skipped, holds nobody up, and has the latest picture when it reads again', async () => {
    await startHub({ bufferBytesMax: 64 * 1024 });
    const ids = Array.from({ length: 300 }, (_, n) => addDevice(`0 ${n}`));
    const [slow, quick] = [await open(), await open()];
    for (const client of [slow, quick]) client.subscribe('devices');
    await slow.row('devices', 'the snapshot', named('0 0'));
    slow.ws.pause();
    // Until the system's own buffers are full too, and the hub has skipped it.
    let round = 0;
    await waitFor(
      'that it is skipped',
      async () => {
        round += 1;
        for (const [n, id] of ids.entries()) rename(id, `${round} ${n} ${'x'.repeat(2_000)}`);
        await quick.row('devices', `round ${round}`, (row: StreamDeviceRow) => row.name.startsWith(`${round} 299 `));
        return (await metric('stream_hub_skipped_total')) > 3;
      },
      { timeLimitMs: 30_000 },
    );
    slow.ws.resume();
    await slow.row('devices', 'the latest', (row: StreamDeviceRow) => row.name.startsWith(`${round} 299 `));
    expect(slow.rows('devices')).toEqual(quick.rows('devices'));
    expect(slow.topics.get('devices')?.snapshots).toBeGreaterThan(1);
    expect(quick.topics.get('devices')?.snapshots).toBe(1);
  });
});

describe('a client', () => {
  it('that talks nonsense is told so, then cut off', async () => {
    await startHub();
    const client = await open();
    client.send('{"type":"subscribe","topic":"devices"');
    client.send('{"type":"subscribe","topic":"everything"}');
    client.send('{"type":"dance"}');
    await waitFor('three errors', () => client.errors.length === 3);
    expect(client.errors.every(({ code }) => code === 'BAD_MESSAGE')).toBe(true);
    expect(client.closed).toBeNull();
    client.send('4');
    client.send('5');
    expect(await waitFor('the end', () => client.closed)).toMatchObject({ code: 4400 });
  });

  it('that sends too much at once is cut off', async () => {
    await startHub();
    const [big, busy] = [await open(), await open()];
    big.send('x'.repeat(10_000));
    expect(await waitFor('the end', () => big.closed)).toMatchObject({ code: 1009 });
    for (let n = 0; n < 201; n += 1) busy.send({ type: 'unsubscribe', topic: 'devices' });
    expect(await waitFor('the end', () => busy.closed)).toMatchObject({ code: 4429 });
  });

  it('has a limit of subscriptions', async () => {
    await startHub();
    const ids = Array.from({ length: 33 }, (_, n) => addDevice(String(n)));
    const client = await open();
    for (const id of ids) client.subscribe(`device:${id}`);
    expect(await waitFor('the error', () => client.errors[0])).toMatchObject({ code: 'TOO_MANY_SUBSCRIPTIONS' });
    client.send({ type: 'unsubscribe', topic: `device:${ids[0]}` });
    client.subscribe('devices');
    await waitFor('the snapshot', () => client.topics.has('devices'));
  });

  it('whose session is revoked is closed with 4401, another is not', async () => {
    await startHub({ sessionCheckMs: 30 });
    const [ended, other] = [await open(), await open('bruno')];
    sessions.delete('Bearer anna');
    expect(await waitFor('the end', () => ended.closed)).toMatchObject({ code: 4401 });
    expect(other.closed).toBeNull();
  });

  it('whose rights changed is asked about at once, with everybody of the same tenant or person', async () => {
    let tell: (payload: string) => void = () => {};
    await startHub({}, { onAccessChange: async (listener) => ((tell = listener), async () => {}) });
    const acting = { ...anna, userId: 'carla', actorId: 'dora' };
    sessions.set('Bearer dora', acting).set('Bearer eva', { ...anna, userId: 'eva' });
    const [first, other, dora, eva] = [await open(), await open('bruno'), await open('dora'), await open('eva')];
    sessions.clear();
    tell('user:anna');
    expect(await waitFor('the end', () => first.closed)).toMatchObject({ code: 4401 });
    tell('user:dora');
    expect(await waitFor('the end of who acts as another', () => dora.closed)).toMatchObject({ code: 4401 });
    expect(eva.closed).toBeNull();
    tell('tenant:1');
    expect(await waitFor('the end of a colleague', () => eva.closed)).toMatchObject({ code: 4401 });
    expect(other.closed).toBeNull();
  });

  it('that answers no ping is cut off, one that does is kept', async () => {
    await startHub({ pingMs: 60 });
    const alive = await open();
    const dead = new WebSocket(url(), { headers: { authorization: 'Bearer anna' }, autoPong: false });
    await once(dead, 'open');
    await once(dead, 'close');
    expect(await metric('stream_hub_closed_total')).toBe(1);
    expect(alive.closed).toBeNull();
  });

  it('hears a heartbeat at least every five seconds', async () => {
    await startHub();
    const client = await open();
    await waitFor('a heartbeat', () => client.heartbeats > 0, { timeLimitMs: 6_000 });
  });

  it('is told when the hub goes away', async () => {
    await startHub();
    const client = await open();
    await hub.stop();
    expect(await waitFor('the end', () => client.closed)).toMatchObject({ code: 1001 });
    await startHub();
  });
});
