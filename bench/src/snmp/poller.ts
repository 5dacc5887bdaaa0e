/**
 * One poller in a process of its own, so that its CPU time is its own. Started with `fork`: told a `PollTask`,
 * says a `PollDone`.
 */
import { systemClock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import { newPolledDevice } from '@fastisp/collector/poll/device';
import { zeroPollCounts } from '@fastisp/collector/poll/metrics';
import { createResolver } from '@fastisp/collector/poll/resolve';
import { TelemetryRows } from '@fastisp/collector/poll/rows';
import { createPoller, type Poller } from '@fastisp/collector/poll/run';
import { createScheduler } from '@fastisp/collector/schedule/run';
import { createTransport } from '@fastisp/collector/snmp/transport';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { agentAddress } from './address.ts';

export interface PollTask {
  readonly who: 'ours' | 'net-snmp' | 'schedule';
  readonly devices: number;
  readonly port: number;
  /** Whole rounds over all devices, after `warmUpRounds`; for `schedule`, milliseconds of the window. */
  readonly rounds: number;
  readonly columns: readonly string[];
  readonly repetitions: number;
}

export interface PollDone {
  readonly cpuS: number;
  readonly polls: number;
  /** Interface rows that the poller made; for peers, rows of the table they read. */
  readonly rows: number;
}

const concurrency = 64;
const warmUpRounds = 4;
const community = 'public';
const monotonicMs = (): number => performance.now();

const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function eachDevice(devices: number, work: (device: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < devices) {
      const device = next;
      next += 1;
      await work(device);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function createOurs(): Promise<{
  poller: Poller;
  rowsMade: () => number;
  flush: () => void;
  stop: () => Promise<void>;
}> {
  let rowsMade = 0;
  const rows = new TelemetryRows((block) => {
    if (block.topic === 'telemetry.interface') rowsMade += block.rows;
  });
  const transport = createTransport({ monotonicMs });
  await transport.start();
  const poller = createPoller(
    { plan: { timeoutMs: 1_000, retries: 2 }, factsEveryPolls: 10_000 },
    {
      transport,
      resolver: createResolver({ monotonicMs }),
      rows,
      counts: zeroPollCounts(),
      clock: systemClock,
      monotonicMs,
      onFacts: () => undefined,
    },
  );
  return { poller, rowsMade: () => rowsMade, flush: () => rows.flush(), stop: () => transport.stop() };
}

const spec = (device: number, port: number) => ({
  tenantId: 1,
  deviceId: newId(),
  address: agentAddress(device),
  port,
  version: '2c' as const,
  community,
  pollIntervalMs: 60_000,
});

async function runOurs({ devices, port, rounds }: PollTask): Promise<PollDone> {
  const { poller, rowsMade, flush, stop } = await createOurs();
  const polled = Array.from({ length: devices }, (_, device) => newPolledDevice(spec(device, port)));
  const round = (): Promise<void> =>
    eachDevice(devices, async (number) => {
      const device = polled[number];
      if (device === undefined) return;
      const result = await poller.poll(device);
      if (result !== 'ok') throw new Error(`poll ended as ${result}`);
      // A minute between polls, without the wait: only the difference counts for rates.
      if (device.clock !== null)
        device.clock = {
          ...device.clock,
          atMs: device.clock.atMs - 60_000,
          uptimeTicks: device.clock.uptimeTicks - 6_000,
        };
      device.pollsUntilFacts = 1_000;
    });
  for (let i = 0; i < warmUpRounds; i += 1) await round(); // also lets each device learn how much it answers at once
  flush();
  const rowsBefore = rowsMade();
  const before = cpuS();
  for (let i = 0; i < rounds; i += 1) await round();
  flush();
  const used = cpuS() - before;
  await stop();
  return { cpuS: used, polls: devices * rounds, rows: rowsMade() - rowsBefore };
}

/** The whole road of a worker: schedule, polls, blocks, for devices that are polled once a minute. */
async function runSchedule({ devices, port, rounds: windowMs }: PollTask): Promise<PollDone> {
  const { poller, rowsMade, flush, stop } = await createOurs();
  let polls = 0;
  const counted: Poller = {
    poll: async (device) => {
      const result = await poller.poll(device);
      if (result !== 'ok') throw new Error(`poll ended as ${result}`);
      polls += 1;
      return result;
    },
    shed: () => {
      throw new Error('a poll was shed');
    },
  };
  const scheduler = createScheduler(
    { answeringMax: 512, silentMax: 256 },
    {
      poller: counted,
      monotonicMs,
      log: { error: (fields: unknown) => process.stderr.write(`${JSON.stringify(fields)}\n`) } as never,
    }, // only errors are logged here
  );
  for (let device = 0; device < devices; device += 1) scheduler.upsert(spec(device, port));
  while (polls < devices) await pause(100);
  // The second polls read all columns no more: from there on it is a steady state.
  await pause(Math.min(windowMs, 60_000));
  const pollsBefore = polls;
  const rowsBefore = rowsMade();
  const before = cpuS();
  await pause(windowMs);
  const used = cpuS() - before;
  flush();
  scheduler.stop();
  await stop();
  return { cpuS: used, polls: polls - pollsBefore, rows: rowsMade() - rowsBefore };
}

interface NetSnmpVarbind {
  readonly oid: string;
  readonly type: number;
  readonly value: unknown;
}
interface NetSnmpSession {
  get(oids: string[], done: (error: Error | null, varbinds: NetSnmpVarbind[]) => void): void;
  getBulk(
    oids: string[],
    nonRepeaters: number,
    maxRepetitions: number,
    done: (error: Error | null, varbinds: NetSnmpVarbind[][]) => void,
  ): void;
  on(event: 'error', listener: () => void): void;
  close(): void;
}

/** The npm library as its users would: a session a device, several columns per GETBULK, rows put together by index. */
async function runNetSnmp({ devices, port, rounds, columns, repetitions }: PollTask): Promise<PollDone> {
  // It has no types of its own.
  const snmp = createRequire(import.meta.url)('net-snmp') as {
    createSession(address: string, community: string, options: object): NetSnmpSession;
    isVarbindError(varbind: NetSnmpVarbind): boolean;
    Version2c: number;
  };
  const sessions = Array.from({ length: devices }, (_, device) => {
    const session = snmp.createSession(agentAddress(device), community, {
      port,
      version: snmp.Version2c,
      timeout: 1_000,
    });
    session.on('error', () => undefined);
    return session;
  });
  let rows = 0;
  const pollOne = async (session: NetSnmpSession): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      session.get(['1.3.6.1.2.1.1.3.0'], (error) => (error === null ? resolve() : reject(error)));
    });
    const table = new Map<number, unknown[]>();
    let open = columns.map((column, number) => ({ number, prefix: `${column}.`, last: column }));
    while (open.length > 0) {
      const answered = open;
      const lists = await new Promise<NetSnmpVarbind[][]>((resolve, reject) => {
        session.getBulk(
          answered.map(({ last }) => last),
          0,
          repetitions,
          (error, varbinds) => (error === null ? resolve(varbinds) : reject(error)),
        );
      });
      const ended = new Set<number>();
      for (const [i, column] of answered.entries()) {
        for (const varbind of lists[i] ?? []) {
          if (snmp.isVarbindError(varbind) || !varbind.oid.startsWith(column.prefix)) {
            ended.add(column.number);
            break;
          }
          column.last = varbind.oid;
          const index = Number(varbind.oid.slice(column.prefix.length));
          let row = table.get(index);
          if (row === undefined) table.set(index, (row = new Array<unknown>(columns.length)));
          row[column.number] = varbind.value;
        }
      }
      open = answered.filter(({ number }) => !ended.has(number));
    }
    rows += table.size;
  };
  const round = (): Promise<void> =>
    eachDevice(devices, async (device) => {
      const session = sessions[device];
      if (session !== undefined) await pollOne(session);
    });
  for (let i = 0; i < warmUpRounds; i += 1) await round();
  rows = 0;
  const before = cpuS();
  for (let i = 0; i < rounds; i += 1) await round();
  const used = cpuS() - before;
  for (const session of sessions) session.close();
  return { cpuS: used, polls: devices * rounds, rows };
}

const runners = { ours: runOurs, 'net-snmp': runNetSnmp, schedule: runSchedule };

process.once('message', (task: PollTask) => {
  runners[task.who](task).then(
    (done) => process.send?.(done, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});
