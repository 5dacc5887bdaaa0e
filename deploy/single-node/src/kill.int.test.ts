/**
 * kill -9 of the whole node's parts at random moments under load: first its two engines, one as often as the other,
 * under a main process that lives on; then the main process, which the test starts again as a service manager would.
 * Each time it comes back by itself in time. In the end every write that the API acknowledged is there, once; every
 * flow that a surviving process received is in the table, once; after the kills of the main process so is every row
 * that it had counted as stored; and the rollups add up to the raw rows.
 *
 * NODE_KILL_ROUNDS sets how often each part is killed (default 2; 20 for the long run), NODE_KILL_SEED makes the same
 * choices again.
 */
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { startAgentLoad, type AgentLoad } from '@fastisp/lab/load/agent-load';
import { type FlowLoad, startFlowLoad } from '@fastisp/lab/load/flow-load';
import { createRandom } from '@fastisp/lab/network/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceWrites } from './testing/device-writes.ts';
import { columnStorePid, postmasterPid } from './testing/node-parts.ts';
import { RunningNode } from './testing/running-node.ts';
import { readStored } from './testing/stored-telemetry.ts';

const rounds = Number(process.env['NODE_KILL_ROUNDS'] ?? 2);
const seed = process.env['NODE_KILL_SEED'] ?? String(Date.now() % 1_000_000);
const backMsMax = 10_000;
/** Longer than allowed, so that a run tells how much it was too late. */
const waitMsMax = 40_000;
/** Longest time of load between two kills. */
const loadMsMax = 1_500;
const flowsPerS = 5_000;
const agents = 20;
const agentName = /^lab /;
/** Three kinds of kills, and what is around them. */
const testTimeLimitMs = 90_000 + rounds * 3 * (backMsMax + loadMsMax);

type Engine = 'column store' | 'PostgreSQL';

describe(`kill -9 under load (seed ${seed})`, () => {
  const random = createRandom(seed);
  let node: RunningNode;
  let lab: AgentLoad;

  beforeAll(async () => {
    node = await RunningNode.create({ LOG_LEVEL: 'warn' });
    lab = await startAgentLoad({ devices: agents, interfaces: 12, addressPrefix: '127.47' });
    await node.start();
    for (const { name, address, port, community, kind } of lab.devices) {
      const snmp = { version: '2c', community, port };
      await node.api('POST', '/devices', { name: `lab ${name}`, address, kind, pollIntervalS: 5, snmp });
    }
  }, 180_000);
  afterAll(async () => {
    await lab?.stop();
    await node?.remove();
  });

  it(`loses and doubles nothing in ${rounds} kills of each part`, { timeout: testTimeLimitMs }, async () => {
    const writes = new DeviceWrites(node);
    const back = new Map<string, number[]>();
    await killEngines(writes, back);
    const lives = await killMainProcess(writes, back);
    await writes.stop();
    await waitFor('polls are stored', async () => (await node.metric(stored, { table: 'interface_samples' })) > 0, {
      timeLimitMs: waitMsMax,
    });
    expect(await writes.differences((name) => !agentName.test(name))).toEqual([]);
    expect(writes.acknowledged).toBeGreaterThan(rounds * 3 * 5);
    expect(await node.stop()).toBe(0);

    const report = await readStored(node.home, async (telemetry) => {
      for (const { fromMs, toMs, storedFlows } of lives) {
        expect(await telemetry.flowsReceived(fromMs, toMs)).toBeGreaterThanOrEqual(storedFlows);
      }
      expect(await telemetry.copies()).toEqual({ flows: 0, interface_samples: 0, device_samples: 0 });
      const { raw, differing } = await telemetry.rollups();
      expect(differing).toEqual([]);
      expect(Math.min(raw.interfaceSamples, raw.deviceSamples)).toBeGreaterThan(agents);
      return raw;
    });
    say({ kill: 'all', acknowledgedWrites: writes.acknowledged, ...report, seed });
    for (const [part, times] of back) expect(Math.max(...times), part).toBeLessThan(backMsMax);
  });

  /** One life of the main process: what it received is what is stored, to the row. */
  async function killEngines(writes: DeviceWrites, back: Map<string, number[]>): Promise<void> {
    const fromMs = Date.now();
    const load = await flowLoad();
    const backMs: Record<Engine, number[]> = { 'column store': [], PostgreSQL: [] };
    while (Math.min(backMs['column store'].length, backMs.PostgreSQL.length) < rounds) {
      const open = (['column store', 'PostgreSQL'] as const).filter((engine) => backMs[engine].length < rounds);
      const engine = random.pick(open);
      await work(writes);
      await delay(random.integer(0, loadMsMax)); // tidy: the moment of the kill is what is tested
      const pid = enginePid(engine);
      const killedAtMs = performance.now();
      process.kill(pid, 'SIGKILL');
      await waitFor(`${engine} to be another process`, () => isAnother(enginePid(engine), pid), {
        timeLimitMs: waitMsMax,
      });
      await node.ready(waitMsMax);
      await work(writes);
      backMs[engine].push(performance.now() - killedAtMs);
      expect(node.runs).toBe(true);
    }
    for (const [engine, times] of Object.entries(backMs)) tell(engine, times, back);

    load.stop();
    const sent = await load.done;
    await waitFor('all packets are counted', async () => {
      const drops = await node.metric('collector_flow_kernel_drops_total');
      return (await node.metric('collector_flow_packets_total')) + drops === sent.packets;
    });
    const received = await node.metric('collector_flow_records_total');
    await waitFor('all flows are stored', async () => (await node.metric(stored, { table: 'flows' })) === received, {
      timeLimitMs: waitMsMax,
    });
    expect(await node.metric('collector_flow_shed_total')).toBe(0);
    expect(await node.metric('collector_flow_unpublished_total')).toBe(0);
    expect(await node.stop()).toBe(0);
    const inTable = await readStored(node.home, (telemetry) => telemetry.flowsReceived(fromMs, Date.now()));
    expect({ received, inTable }).toEqual({ received, inTable: received });
    await node.start();
  }

  /** @returns the lives that ended by a kill, with the flows that each had counted as stored shortly before. */
  async function killMainProcess(writes: DeviceWrites, back: Map<string, number[]>): Promise<Life[]> {
    const load = await flowLoad();
    const lives: Life[] = [];
    const backMs: number[] = [];
    let fromMs = Date.now();
    for (let round = 0; round < rounds; round += 1) {
      await work(writes);
      await delay(random.integer(0, loadMsMax)); // tidy: the moment of the kill is what is tested
      const storedFlows = await node.metric(stored, { table: 'flows' });
      const killedAtMs = performance.now();
      await node.stop('SIGKILL');
      lives.push({ fromMs, toMs: Date.now(), storedFlows });
      fromMs = Date.now();
      await node.start();
      backMs.push(performance.now() - killedAtMs);
    }
    await work(writes);
    tell('main process', backMs, back);
    load.stop();
    await load.done;
    return lives;
  }

  const flowLoad = (): Promise<FlowLoad> =>
    startFlowLoad({ address: '127.0.0.1', port: node.netflowPort, flowsPerS, durationS: testTimeLimitMs / 1_000 });

  /** Resolves when the whole road works: writes are acknowledged and flows reach the table. */
  async function work(writes: DeviceWrites): Promise<void> {
    const before = writes.acknowledged;
    const rows = await node.metric(stored, { table: 'flows' });
    const works = async (): Promise<boolean> =>
      writes.acknowledged > before + 2 && (await node.metric(stored, { table: 'flows' })) > rows;
    await waitFor('writes are acknowledged and flows stored', works, { timeLimitMs: waitMsMax });
  }

  /** NaN while there is none. */
  function enginePid(engine: Engine): number {
    return engine === 'PostgreSQL' ? postmasterPid(node.home) : columnStorePid(node.pid);
  }
});

const stored = 'stream_sink_rows_total';

interface Life {
  readonly fromMs: number;
  readonly toMs: number;
  readonly storedFlows: number;
}

function tell(kill: string, backMs: readonly number[], back: Map<string, number[]>): void {
  const sorted = backMs.map(Math.round).toSorted((a, b) => a - b);
  const medianBackMs = sorted[Math.trunc(sorted.length / 2)];
  // A machine that does other things too is slower: its load is part of the figure.
  const load = loadavg()[0]?.toFixed(1);
  say({ kill, times: sorted.length, medianBackMs, worstBackMs: sorted.at(-1), limitMs: backMsMax, load });
  back.set(kill, sorted);
}

const say = (line: object): void => void process.stderr.write(`${JSON.stringify(line)}\n`);

const isAnother = (now: number, before: number): boolean => !Number.isNaN(now) && now !== before;
