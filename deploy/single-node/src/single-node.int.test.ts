/** The main job, from the outside: real snmpd and a real flow exporter in, state and traffic out over HTTP and WebSocket. */
import { execFileSync } from 'node:child_process';
import { requirePeer } from '@fastisp/core/testing/peers';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { Snmpd } from '@fastisp/core/testing/snmpd';
import type { StreamDeviceRow, StreamServerMessageV1 } from '@fastisp/core/contracts/stream-protocol.v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { bootstrapToken, RunningNode } from './testing/running-node.ts';

const missing = requirePeer('snmpd', 'snmpd') ?? requirePeer('snmpget', 'snmp');
const pollIntervalS = 5;
/** Time-outs of one poll with the default settings: 1 s, then two repeats that wait longer. */
const snmpTimeoutsMs = 5_000;

interface Device {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly sysDescr: string | null;
}

describe.skipIf(missing !== null)(`a single node${missing ?? ''}`, { timeout: 120_000 }, () => {
  let node: RunningNode;
  let agent: Snmpd;
  let device: Device;

  beforeAll(async () => {
    node = await RunningNode.create({ LOG_LEVEL: 'warn' });
    agent = await Snmpd.create({ community: 'secreta', sysName: 'rtr-prueba' });
    await agent.start();
    await node.start();
  }, 180_000);
  afterAll(async () => {
    await agent?.stop();
    await node?.remove();
  });

  const snmp = (community: string) => ({ version: '2c', community, port: agent.port });
  const state = (): Promise<Device> => node.api<Device>('GET', `/devices/${device.id}`);

  it('prints the first administrator once', async () => {
    const told = /e-mail +admin@fastisp\.local\n +password +\S{12,}/;
    await waitFor('the welcome', () => told.test(node.stdout));
  });

  it('serves the portal, the API description and 404s that are problem documents', async () => {
    const page = await fetch(`${node.url}/noc`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const description = (await (await fetch(`${node.url}/api/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(description.paths)).toContain('/api/v1/devices');
    const nothing = await fetch(`${node.url}/api/v1/nothing`);
    expect(nothing.status).toBe(404);
    expect(nothing.headers.get('content-type')).toContain('application/problem+json');
  });

  it('polls a device that was added, and names what it found', async () => {
    device = await node.api<Device>('POST', '/devices', {
      ...{ name: 'rtr-prueba', address: '127.0.0.1', kind: 'router', pollIntervalS, snmp: snmp('secreta') },
    });
    await waitFor('the device is up', async () => (await state()).status === 'up', { timeLimitMs: 15_000 });
    await waitFor('its facts are known', async () => (await state()).sysDescr !== null, { timeLimitMs: 15_000 });
    const { items } = await node.api<{ items: { name: string }[] }>('GET', `/devices/${device.id}/interfaces`);
    expect(items.map((item) => item.name)).toContain('lo');
  });

  it('measures traffic of its interfaces', async () => {
    const { items } = await node.api<{ items: { id: string; name: string }[] }>(
      'GET',
      `/devices/${device.id}/interfaces`,
    );
    const lo = items.find((item) => item.name === 'lo');
    const points = async (): Promise<{ inBps: number | null }[]> => {
      const query = `from=${new Date(Date.now() - 120_000).toISOString()}&to=${new Date().toISOString()}`;
      return (await node.api<{ points: { inBps: number | null }[] }>('GET', `/interfaces/${lo?.id}/traffic?${query}`))
        .points;
    };
    await waitFor('a rate is stored', async () => (await points()).some(({ inBps }) => (inBps ?? 0) > 0), {
      timeLimitMs: 30_000,
    });
  });

  it('shows a stopped device as down in time, first to browsers', async () => {
    const socket = new WebSocket(`${node.url.replace('http', 'ws')}/stream`, {
      headers: { authorization: `Bearer ${bootstrapToken}` },
    });
    const changes: { atMs: number; row: StreamDeviceRow }[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as StreamServerMessageV1; // our own protocol
      if (message.type !== 'delta') return;
      for (const row of message.upserts as StreamDeviceRow[]) changes.push({ atMs: Date.now(), row });
    });
    await new Promise((done) => socket.once('open', done));
    socket.send(JSON.stringify({ type: 'subscribe', topic: 'devices' }));
    const stoppedAtMs = Date.now();
    await agent.stop();
    const change = await waitFor('a browser sees it down', () => changes.find(({ row }) => row.status === 'down'), {
      timeLimitMs: 30_000,
    });
    socket.close();
    expect(change.row.reason).toBe('no_reply');
    expect(change.atMs - stoppedAtMs).toBeLessThan(pollIntervalS * 1_000 + snmpTimeoutsMs + 2_000);
    // `since` is when the state changed: the browser knew within a second.
    expect(change.atMs - Date.parse(change.row.since)).toBeLessThan(1_000);
    await agent.start();
    await waitFor('the device is up again', async () => (await state()).status === 'up', { timeLimitMs: 20_000 });
  });

  it('keeps everything over kill -9, and is ready again within ten seconds', async () => {
    const before = await state();
    await node.stop('SIGKILL');
    const readyMs = await node.start();
    expect(readyMs).toBeLessThan(10_000);
    expect(node.stdout).not.toContain('password');
    const after = await state();
    expect(after.id).toBe(before.id);
    await waitFor('the device is up', async () => (await state()).status === 'up', { timeLimitMs: 15_000 });
  });

  it('stops within its grace though a browser is connected, and leaves no process behind', async () => {
    const socket = new WebSocket(`${node.url.replace('http', 'ws')}/stream`, {
      headers: { authorization: `Bearer ${bootstrapToken}` },
    });
    await new Promise((done) => socket.once('open', done));
    const closed = new Promise((done) => socket.once('close', done));
    expect(await node.stop()).toBe(0);
    await closed;
    const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(left.split('\n').filter((line) => line.includes(node.home))).toEqual([]);
    await node.start();
  });
});

describe('a node that cannot start says what to do', { timeout: 120_000 }, () => {
  let node: RunningNode;
  beforeAll(async () => {
    node = await RunningNode.create({ LOG_LEVEL: 'warn' });
    await node.start();
  }, 120_000);
  afterAll(() => node.remove());

  it('a second instance on the same home', async () => {
    const second = await RunningNode.create();
    const ended = await second.startAndFail({ FASTISP_HOME: node.home });
    await second.remove();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`another FastISP runs on ${node.home}: stop it first`);
  });

  it('a port that is taken', async () => {
    const second = await RunningNode.create();
    const ended = await second.startAndFail({ PORT: new URL(node.url).port });
    await second.remove();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('is taken by another program: stop it, or set PORT to a free port');
  });

  it('a flow port that is taken', async () => {
    const second = await RunningNode.create();
    const ended = await second.startAndFail({ FLOW_NETFLOW_PORT: String(node.netflowPort) });
    await second.remove();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('FLOW_NETFLOW_PORT');
  });

  it('a home that is a file, and variables that are wrong, all at once', async () => {
    const second = await RunningNode.create();
    const file = await second.startAndFail({ FASTISP_HOME: '/etc/hostname' });
    expect(file.code).toBe(1);
    expect(file.stderr).toContain('set FASTISP_HOME to one that it owns');
    const wrong = await second.startAndFail({ PORT: '99999', LOG_LEVEL: 'loud' });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('PORT: "99999" is not a whole number');
    expect(wrong.stderr).toContain('LOG_LEVEL: "loud" is not one of');
    await second.remove();
  });
});
