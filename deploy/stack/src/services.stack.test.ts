/**
 * The scaled-out form from the outside: two collectors, two streams, noc-api and portal as processes of their own, a
 * simulated network that writes down who asked whom, and browsers at both hubs.
 */
import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { readEnv } from '@fastisp/core/config/env-schema';
import { systemClock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { testKafkaBrokers } from '@fastisp/core/testing/kafka';
import type { RunningProgram } from '@fastisp/core/testing/running-program';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { labEnv } from '@fastisp/lab/config';
import { seedDemo } from '@fastisp/lab/seed/seed-demo';
import { createLab, type Lab } from '@fastisp/lab/service';
import { StreamClient } from '@fastisp/stream/testing/stream-client';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PollLog } from './testing/poll-log.ts';
import { bootstrapToken, Cluster } from './testing/cluster.ts';

const brokers = testKafkaBrokers();
const deviceCount = 48;
const pollIntervalS = 5;
/** What operators are promised. */
const takeoverTimeLimitMs = 15_000;

describe.skipIf(brokers.missing !== null)(`services as processes${brokers.missing ?? ''}`, { timeout: 120_000 }, () => {
  const log = createLog({ service: 'test', level: 'error' });
  const polls = new PollLog();
  let cluster: Cluster;
  let lab: Lab;
  let nocApi: RunningProgram;
  let portal: RunningProgram;
  let collectors: RunningProgram[];
  let streams: RunningProgram[];

  beforeAll(async () => {
    cluster = await Cluster.start(brokers.address);
    lab = createLab(
      readEnv(labEnv, {
        ...{ LAB_DEVICES: String(deviceCount), LAB_SNMP_PORT: '0', LAB_INTERFACES: '24', LAB_ADDRESS_PREFIX: '127.77' },
        ...{ LAB_CONTROL: 'false', LAB_FLOW_TARGET: 'off', LAB_IPFIX_TARGET: 'off' },
      }),
      { log, clock: systemClock, onRequest: (request) => polls.note(request) },
    );
    await lab.start();
    nocApi = await cluster.create('noc-api');
    const hubEnv = { NOC_API_URL: nocApi.url };
    streams = [await cluster.create('stream', hubEnv), await cluster.create('stream', hubEnv)];
    collectors = [await cluster.create('collector'), await cluster.create('collector')];
    portal = await cluster.create('portal', { ...hubEnv, STREAM_URL: streams[0]?.url ?? '' });
    // All at once, as a deployment starts them: topics, tables and groups are made by whoever is first.
    await Promise.all([nocApi, ...streams, ...collectors, portal].map((program) => program.start()));
    await seedDemo({ apiUrl: nocApi.url, token: bootstrapToken, devices: lab.devices(), log, pollIntervalS });
  }, 180_000);
  afterAll(async () => {
    await cluster?.remove();
    await lab?.stop();
  });

  const devicesOf = (collector: RunningProgram): Promise<number> =>
    collector.metric('collector_snmp_state', { what: 'devices' });
  const isLeader = async (stream: RunningProgram): Promise<boolean> =>
    (await stream.metric('stream_state_leader')) === 1;
  const browserAt = (server: RunningProgram, known?: StreamClient): Promise<StreamClient> => {
    const headers = { authorization: `Bearer ${bootstrapToken}` };
    return StreamClient.connect(`${server.url.replace('http', 'ws')}/stream`, headers, known);
  };
  const devicesUp = (browser: StreamClient): number =>
    browser.rows<StreamDeviceRow>('devices').filter(({ status }) => status === 'up').length;
  const rowNamed = (name: string, status: string) => (row: StreamDeviceRow) =>
    row.name === name && row.status === status;

  async function eachPolledByOne(): Promise<void> {
    const sinceMs = Date.now();
    await waitFor('every device is polled', () => polls.polledSince(sinceMs) === deviceCount, {
      timeLimitMs: 2 * pollIntervalS * 1_000,
    });
    expect(polls.overlapMsMax()).toBeLessThan(pollIntervalS * 1_000);
  }

  async function sharedEqually(): Promise<void> {
    await waitFor(
      'the devices are shared',
      async () => {
        const shares = await Promise.all(collectors.map(devicesOf));
        return shares[0] !== undefined && shares[0] + (shares[1] ?? 0) === deviceCount && Math.min(...shares) > 0;
      },
      { timeLimitMs: 30_000 },
    );
    for (const collector of collectors) {
      const share = (await devicesOf(collector)) / deviceCount;
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.75);
    }
  }

  it('share the devices about equally, each polled by one', async () => {
    await sharedEqually();
    await eachPolledByOne();
  });

  it('serve browsers at both hubs, and through the portal, with snapshots and deltas', async () => {
    const browsers = await Promise.all([...streams, portal].map((server) => browserAt(server)));
    for (const browser of browsers) browser.subscribe('devices');
    await waitFor('all see all devices up', () => browsers.every((each) => devicesUp(each) === deviceCount), {
      timeLimitMs: 30_000,
    });
    const [victim] = lab.devices();
    const name = victim?.name ?? '';
    lab.stopDevice(name);
    const seesDown = (each: StreamClient) =>
      each.row<StreamDeviceRow>('devices', `${name} down`, rowNamed(name, 'down'));
    await Promise.all(browsers.map(seesDown));
    lab.startDevice(name);
    for (const browser of browsers) {
      await waitFor('it is up again', () => devicesUp(browser) === deviceCount, { timeLimitMs: 20_000 });
      expect(browser.topics.get('devices')).toMatchObject({ snapshots: 1 });
      expect(browser.topics.get('devices')?.deltas).toBeGreaterThan(0);
      browser.ws.close();
    }
  });

  it('decide by the browser’s own address and page, also behind the portal', async () => {
    const [hub] = streams;
    const foreign = new WebSocket(`${portal.url.replace('http', 'ws')}/stream`, {
      headers: { cookie: 'session=stolen', origin: 'https://elsewhere.example' },
    });
    await new Promise((done) => foreign.once('close', done));
    expect(await hub?.metric('stream_hub_refused_total', { reason: 'foreign_origin' })).toBe(1);
    const write = (origin: string): Promise<Response> =>
      fetch(`${portal.url}/api/v1/devices/${newId()}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${bootstrapToken}`, 'if-match': '"1"', origin },
      });
    expect((await write('https://elsewhere.example')).status).toBe(403);
    expect((await write(portal.url)).status).toBe(404);
  });

  it('go on without a collector that was killed: the other one has its devices within 15 s, and gives them back', async () => {
    const [victim, other] = collectors;
    if (victim === undefined || other === undefined) throw new Error('two collectors were started');
    const killedAtMs = Date.now();
    await victim.stop('SIGKILL');
    await waitFor('the other one has all devices', async () => (await devicesOf(other)) === deviceCount, {
      timeLimitMs: takeoverTimeLimitMs,
    });
    process.stdout.write(`devices taken over ${Date.now() - killedAtMs} ms after their collector was killed\n`);
    await eachPolledByOne();
    await victim.start();
    await sharedEqually();
    await eachPolledByOne();
  });

  it('go on without the stream that was killed: states, rows and browsers have the other one within 15 s', async () => {
    const first = (await isLeader(streams[0] ?? nocApi)) ? 0 : 1;
    const [leader, other] = [streams[first], streams[1 - first]];
    if (leader === undefined || other === undefined) throw new Error('two streams were started');
    const browser = await browserAt(leader);
    browser.subscribe('devices');
    await waitFor('a snapshot', () => devicesUp(browser) === deviceCount);
    const [, affected] = lab.devices();
    const name = affected?.name ?? '';

    const killedAtMs = Date.now();
    await leader.stop('SIGKILL');
    lab.stopDevice(name);
    await waitFor('the browser notices', () => browser.closed !== null);
    const again = await browserAt(other, browser);
    again.subscribe('devices');
    await waitFor('the other one leads', () => isLeader(other), { timeLimitMs: takeoverTimeLimitMs });
    process.stdout.write(`states led ${Date.now() - killedAtMs} ms after their leader was killed\n`);
    await again.row<StreamDeviceRow>('devices', `${name} down`, rowNamed(name, 'down'));
    await waitFor(
      'rows of all devices are stored again',
      async () => {
        const { items } = await cluster.api<{ items: { lastSeenAt: string | null }[] }>(
          nocApi,
          'GET',
          '/devices?limit=500',
        );
        const seen = items.filter(({ lastSeenAt }) => lastSeenAt !== null && Date.parse(lastSeenAt) > killedAtMs);
        return seen.length >= deviceCount - 1;
      },
      { timeLimitMs: takeoverTimeLimitMs },
    );
    process.stdout.write(`rows of all devices stored ${Date.now() - killedAtMs} ms after a sink was killed\n`);
    lab.startDevice(name);
    await waitFor('it is up again', () => devicesUp(again) === deviceCount, { timeLimitMs: 20_000 });
    again.ws.close();
    await leader.start();
  });

  it('stop when they are told to, one after the other', async () => {
    for (const program of [...collectors, ...streams, portal, nocApi]) {
      const askedMs = performance.now();
      expect(await program.stop()).toBe(0);
      expect(performance.now() - askedMs).toBeLessThan(5_000);
    }
  });
});
