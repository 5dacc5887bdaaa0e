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

interface Contender {
  /** Changes these devices; the clients must learn of each. */
  change(deviceIds: readonly string[], round: number): void;
  stop(): Promise<void>;
}

async function hubContender(server: Server, deviceIds: readonly string[]): Promise<Contender> {
  const view = new NetworkView();
  const name = (deviceId: string, revision: number): void =>
    view.list(inventoryMessage({ deviceId, name: `router ${revision}`, revision }));
  for (const deviceId of deviceIds) name(deviceId, 1);
  const principal = {
    ...{ userId: 'swarm', tenantId: tenantId(1), name: 'Swarm' },
    permissions: new Set(streamTopicKinds.map(({ permission }) => permission)),
  };
  const hub = createHub(hubDefaults, {
    view,
    httpServer: server,
    authenticate: () => Promise.resolve(principal),
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

/** @returns row changes delivered per CPU second. */
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
  for (let report = await swarm.report(); report.seqMin < report.seqMax; report = await swarm.report()) {
    await pause(tickMs);
  }
  const used = process.cpuUsage(before);
  await swarm.stop();
  await contender.stop();
  server.close();
  return (options.clients * options.rounds * changesPerTick) / ((used.user + used.system) / 1e6);
}

async function* run(options: { quick: boolean }): AsyncGenerator<BenchResult> {
  const work = options.quick ? { clients: 300, rounds: 12 } : { clients: 2_000, rounds: 80 };
  const ours = await measure(hubContender, work);
  const peer = await measure(wsContender, work);
  yield {
    bench: 'hub',
    metric: 'row changes delivered per CPU second',
    unit: 'changes/CPU-s',
    ours,
    peers: { 'ws 8.23.0 send': peer },
    target: `>= ${factorWanted} × ws send`,
    met: ours >= factorWanted * peer,
  };
}

export const bench: Bench = {
  name: 'hub',
  about: 'WebSocket fan-out of the hub, against plain ws send',
  run,
};
