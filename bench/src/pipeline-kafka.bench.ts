/**
 * The flow path scaled out: UDP, a real Kafka broker, the embedded store. What each stage costs, what the bus adds,
 * and what a broker's death and a member's coming and going do to it under load.
 *
 * Everything but broker and store runs in this process, so the bus client's cost is not read from anywhere: it is what
 * the process needs more than with the in-process bus at the same load.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import { readEnv } from '@fastisp/core/config/env-schema';
import { createKafkaBroker, kafkaLibFolder, type KafkaBroker } from '@fastisp/stack/kafka-broker';
import { accountOf, costOf } from './pipeline/account.ts';
import { cpuSecondsOf } from './pipeline/cpu.ts';
import { type PipelineEngine, startPipelineEngine } from './pipeline/engine.ts';
import { backToLevelS, type PipelineRun, runPipeline } from './pipeline/measure.ts';
import type { Bench, BenchResult } from './result.ts';

const name = 'pipeline-kafka';
const flowsPerS = 100_000;
const lagP99MsMax = 3_000;
const backWithinS = 30;
const busCpuSMax = 1;
const brokerPort = 19_496;

/** Unmeasured, before each figure of CPU: compilers, of V8 and of the JVM, cost more than the flows at first. */
const warmUpS = 10;

interface Durations {
  readonly referenceS: number;
  readonly steadyS: number;
  /** Long enough to be back at level and stay there. */
  readonly disturbedS: number;
}

export const bench: Bench = {
  name,
  about: 'NetFlow v9 by UDP over a real Kafka broker to queryable rows and rollups, at 100,000 flows/s',
  async *run({ quick }) {
    const durations: Durations = quick
      ? { referenceS: 10, steadyS: 10, disturbedS: 30 }
      : { referenceS: 60, steadyS: 300, disturbedS: 90 };
    const folder = await mkdtemp(join(tmpdir(), 'fastisp-pipeline-kafka-'));
    const broker = createKafkaBroker({ folder: join(folder, 'kafka'), libFolder: kafkaLibFolder, port: brokerPort });
    try {
      const reference = await withEngine({ home: join(folder, 'in-process') }, (engine) =>
        warmRun(engine, durations.referenceS),
      );
      await broker.start();
      const engine = await startPipelineEngine({ home: join(folder, 'on-kafka'), makeBus: kafkaBusOn(broker) });
      try {
        yield* steady(engine, broker, { reference, durationS: durations.steadyS });
        yield* brokerRestart(engine, broker, durations.disturbedS);
        yield* rebalance(engine, durations.disturbedS);
      } finally {
        await engine.stop();
      }
    } finally {
      await broker.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const kafkaBusOn =
  (broker: KafkaBroker): NonNullable<Parameters<typeof startPipelineEngine>[0]['makeBus']> =>
  (deps) =>
    createKafkaBus({ config: { ...readEnv(kafkaEnv, {}), KAFKA_BROKERS: broker.address }, clientId: 'bench' }, deps);

async function withEngine<T>(
  options: Parameters<typeof startPipelineEngine>[0],
  work: (engine: PipelineEngine) => Promise<T>,
): Promise<T> {
  const engine = await startPipelineEngine(options);
  try {
    return await work(engine);
  } finally {
    await engine.stop();
  }
}

async function warmRun(engine: PipelineEngine, durationS: number): Promise<PipelineRun> {
  await runPipeline(engine, { flowsPerS, durationS: warmUpS });
  return runPipeline(engine, { flowsPerS, durationS });
}

async function* steady(
  engine: PipelineEngine,
  broker: KafkaBroker,
  { reference, durationS }: { reference: PipelineRun; durationS: number },
): AsyncIterable<BenchResult> {
  await runPipeline(engine, { flowsPerS, durationS: warmUpS });
  const brokerBeforeS = await cpuSecondsOf(broker.pid() ?? 0);
  const run = await runPipeline(engine, { flowsPerS, durationS });
  const brokerCpuS = (await cpuSecondsOf(broker.pid() ?? 0)) - brokerBeforeS;
  yield* accountOf(name, run, { flowsPerS, lagP99MsMax });
  // Of the reference run, at this run's number of flows.
  const scale = run.storedRows / reference.storedRows;
  const clientCpuS = run.cpuS.process - reference.cpuS.process * scale;
  const sinkCpuS = (reference.cpuS.process - reference.cpuS.receivers) * scale;
  yield costOf(name, 'collector: receive and decode', { cpuS: run.cpuS.receivers, run });
  yield costOf(name, 'bus client: produce and consume', { cpuS: clientCpuS, run });
  yield costOf(name, 'bus broker: the JVM', { cpuS: brokerCpuS, run });
  yield costOf(name, 'sink and what else runs beside the workers', { cpuS: sinkCpuS, run });
  yield costOf(name, 'column store with rollups', { cpuS: run.cpuS.columnStore, run });
  yield costOf(name, 'the bus itself, client and broker', { cpuS: clientCpuS + brokerCpuS, run, max: busCpuSMax });
}

async function* brokerRestart(
  engine: PipelineEngine,
  broker: KafkaBroker,
  durationS: number,
): AsyncIterable<BenchResult> {
  let killedAtMs = 0;
  let startedAtMs = 0;
  const run = await runPipeline(engine, {
    flowsPerS,
    durationS,
    meanwhile: async () => {
      await delay((durationS / 6) * 1_000);
      killedAtMs = Date.now();
      await broker.kill();
      await broker.start();
      startedAtMs = Date.now();
    },
  });
  yield* unharmed('broker killed and started', run);
  const backS = backToLevelS(run.lags, killedAtMs, lagP99MsMax);
  yield {
    ...{ bench: name, metric: 'broker killed and started: its own way back', unit: 's', peers: {} },
    ...{ ours: (startedAtMs - killedAtMs) / 1_000, target: 'report', met: true },
  };
  yield {
    ...{ bench: name, metric: 'broker killed and started: back to level', unit: 's', ours: backS, peers: {} },
    target: `<= ${backWithinS}`,
    met: backS <= backWithinS,
  };
}

async function* rebalance(engine: PipelineEngine, durationS: number): AsyncIterable<BenchResult> {
  const run = await runPipeline(engine, {
    flowsPerS,
    durationS,
    meanwhile: async () => {
      await delay((durationS / 4) * 1_000);
      const leave = await engine.addSink();
      await delay((durationS / 4) * 1_000);
      await leave();
    },
  });
  yield* unharmed('a sink came and went', run);
  yield {
    ...{ bench: name, metric: 'a sink came and went: socket to queryable row, max', unit: 'ms', peers: {} },
    ...{ ours: run.lagMs.max, target: 'report', met: true },
  };
}

/** Rows and octets together: one flow lost and another one doubled would not go unseen. */
function* unharmed(what: string, run: PipelineRun): Iterable<BenchResult> {
  const differences = {
    'flows sent and not stored': run.sent.flows - run.storedRows,
    'octets of the flows stored and not sent': run.storedBytes - run.sent.flowBytes,
    'flows in the one-minute rollup and not in the raw table': run.rolledUpFlows - run.storedRows,
  };
  for (const [metric, ours] of Object.entries(differences)) {
    const unit = metric.startsWith('octets') ? 'octets' : 'flows';
    yield { bench: name, metric: `${what}: ${metric}`, unit, ours, peers: {}, target: '= 0', met: ours === 0 };
  }
}
