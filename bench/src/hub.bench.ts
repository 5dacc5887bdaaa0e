/**
 * Fan-out: changes of device rows delivered to many browsers per CPU second of the server, against plain `ws`, which
 * sends each change to each client by itself. Clients live in another process, so that their CPU does not count.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '@fastisp/core/clock';
import { streamTopicKinds } from '@fastisp/core/contracts/stream-protocol.v1';
import type { Principal } from '@fastisp/core/http/session-client';
import { newId, tenantId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createHub, hubDefaults } from '@fastisp/stream/hub/hub';
import { NetworkView } from '@fastisp/stream/hub/view';
import { inventoryMessage } from '@fastisp/stream/testing/blocks';
import { startSwarm } from '@fastisp/stream/testing/start-swarm';
import { WebSocketServer } from 'ws';
import type { Bench, BenchResult } from './result.ts';

const tickMs = hubDefaults.tickMs;
/** A network of 2,400 devices polled once a minute changes this many rows a tick. */
const changesPerTick = 10;
const factorWanted = 5;
/** Sites of the network, over which its devices are spread. */
const sites = Array.from({ length: 20 }, () => newId());
/** What people of some sites may cost more than as many who see everything. */
const scopedFactorMax = 1.1;

interface Contender {
  /** Changes these devices; the clients must learn of each. */
  change(deviceIds: readonly string[], round: number): void;
  stop(): Promise<void>;
}

const permissions = new Set<string>(streamTopicKinds.map(({ permission }) => permission));
const somebody = { userId: 'swarm', tenantId: tenantId(1), name: 'Swarm' };
const seesAll: Principal = { ...somebody, permissions };
const seesSite = (site: string): Principal => ({
  ...{ ...somebody, permissions: new Set() },
  scopes: new Map([...permissions].map((permission) => [permission, { all: false, only: new Set([site]) }])),
});

const siteAt = (index: number): string => sites[index % sites.length] ?? '';

const hubContender = (server: Server, deviceIds: readonly string[]): Promise<Contender> =>
  startHub(server, deviceIds, () => seesAll);

/** Every second person sees one site, everybody else all of them. */
const scopedContender = (server: Server, deviceIds: readonly string[]): Promise<Contender> =>
  startHub(server, deviceIds, (person) => (person % 2 === 0 ? seesAll : seesSite(siteAt((person - 1) / 2))));

/** @param principalOf the n-th who comes in. */
async function startHub(
  server: Server,
  deviceIds: readonly string[],
  principalOf: (person: number) => Principal,
): Promise<Contender> {
  const view = new NetworkView();
  const siteOf = new Map(deviceIds.map((deviceId, index) => [deviceId, siteAt(index)]));
  const name = (deviceId: string, revision: number): void =>
    view.list(
      inventoryMessage({ deviceId, siteId: siteOf.get(deviceId) ?? null, name: `router ${revision}`, revision }),
    );
  for (const deviceId of deviceIds) name(deviceId, 1);
  let people = 0;
  const hub = createHub(hubDefaults, {
    view,
    httpServer: server,
    authenticate: () => Promise.resolve(principalOf(people++)),
    clock: systemClock,
    log: createLog({ service: 'bench', level: 'silent' }),
    metrics: new Metrics(),
  });
  await hub.start();
  return {
    change: (ids, round) => {
      for (const deviceId of ids) name(deviceId, round + 1);
    },
    stop: () => hub.stop(),
  };
}

function wsContender(server: Server, deviceIds: readonly string[]): Contender {
  const view = new NetworkView();
  for (const deviceId of deviceIds) view.list(inventoryMessage({ deviceId, name: 'router 1' }));
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (ws) => ws.on('message', () => ws.send('{"seq":0}')));
  return {
    change: (ids, round) => {
      for (const deviceId of ids) {
        view.list(inventoryMessage({ deviceId, name: `router ${round + 1}`, revision: round + 1 }));
        const text = JSON.stringify({
          type: 'delta',
          topic: 'devices',
          seq: round,
          upserts: [view.deviceRow(deviceId)],
        });
        for (const ws of sockets.clients) ws.send(text);
      }
    },
    stop: () =>
      new Promise((resolve) => {
        for (const ws of sockets.clients) ws.terminate();
        sockets.close(() => resolve());
      }),
  };
}

/** @returns CPU seconds of the server. */
async function measure(
  contend: (server: Server, deviceIds: readonly string[]) => Contender | Promise<Contender>,
  options: { clients: number; rounds: number },
): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const deviceIds = Array.from({ length: 500 }, () => newId());
  const contender = await contend(server, deviceIds);
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  const swarm = await startSwarm({ url: `ws://127.0.0.1:${port}/stream`, clients: options.clients, topic: 'devices' });
  await swarm.report();
  const before = process.cpuUsage();
  for (let round = 1; round <= options.rounds; round += 1) {
    const from = (round * changesPerTick) % deviceIds.length;
    contender.change(deviceIds.slice(from, from + changesPerTick), round);
    await pause(tickMs); // the pace is part of the question: a tick collects what came in its time
  }
  // Until everybody has the last of it, and nothing is on its way any more.
  for (let report = await swarm.report(); report.messages > 0; report = await swarm.report()) await pause(4 * tickMs);
  const used = process.cpuUsage(before);
  await swarm.stop();
  await contender.stop();
  server.close();
  return (used.user + used.system) / 1e6;
}

async function* run(options: { quick: boolean }): AsyncGenerator<BenchResult> {
  const work = options.quick ? { clients: 300, rounds: 12 } : { clients: 2_000, rounds: 80 };
  const changes = work.clients * work.rounds * changesPerTick;
  const cpuS = await measure(hubContender, work);
  const scopedCpuS = await measure(scopedContender, work);
  const ours = changes / cpuS;
  const peer = changes / (await measure(wsContender, work));
  yield {
    bench: 'hub',
    metric: 'row changes delivered per CPU second',
    unit: 'changes/CPU-s',
    ours,
    peers: { 'ws 8.23.0 send': peer },
    target: `>= ${factorWanted} × ws send`,
    met: ours >= factorWanted * peer,
  };
  yield {
    bench: 'hub',
    metric: `CPU of the server, every second person at one of ${sites.length} sites`,
    unit: 'CPU-s',
    ours: scopedCpuS,
    peers: { 'everybody sees everything': cpuS },
    target: `<= ${scopedFactorMax} × everybody sees everything`,
    met: scopedCpuS <= scopedFactorMax * cpuS,
  };
}

export const bench: Bench = {
  name: 'hub',
  about: 'WebSocket fan-out of the hub, against plain ws send',
  run,
};
