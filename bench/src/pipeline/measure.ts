/** One run of flows through an engine: sent by a process of their own, counted and timed in the store. */
import { setTimeout as delay } from 'node:timers/promises';
import { type FlowLoadOptions, type FlowLoadResult, startFlowLoad } from '@fastisp/lab/load/flow-load';
import type { EngineCpuS, PipelineEngine } from './engine.ts';

export interface PipelineRun {
  readonly sent: FlowLoadResult;
  readonly storedRows: number;
  /** Sum of the octets in what was stored: with the rows it tells a doubled one from a lost one. */
  readonly storedBytes: number;
  /** Flows that the collector said it did not store: gaps by sequence (as packets), kernel drops, sheds. */
  readonly counted: { readonly gapPackets: number; readonly kernelDrops: number };
  /** Sum of the finest rollup of one breakdown, which must equal `storedRows`. */
  readonly rolledUpFlows: number;
  /** How long after it was sent a flow could be queried, over the run. */
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The same from probe to probe, in the order of time. */
  readonly lags: readonly Lag[];
  readonly cpuS: EngineCpuS;
}

export interface Lag {
  readonly atMs: number;
  readonly lagMs: number;
}

export interface PipelineLoad extends Omit<FlowLoadOptions, 'address' | 'port'> {
  /** What happens to the engine meanwhile; begins with the load. */
  readonly meanwhile?: () => Promise<void>;
}

const probeEveryMs = 100;
const settleTimeLimitMs = 30_000;
/** Templates, caches and the first parts: what a run begins with says nothing of what follows. */
const warmUpMs = 1_000;

export async function runPipeline(engine: PipelineEngine, { meanwhile, ...load }: PipelineLoad): Promise<PipelineRun> {
  const before = await countAll(engine);
  const cpuBefore = await engine.cpu();
  const sender = await startFlowLoad({ ...load, address: '127.0.0.1', port: engine.flowPort });
  const happening = meanwhile?.();
  const probes: { atMs: number; rows: number }[] = [];
  let running = true;
  const probing = (async () => {
    while (running) {
      const rows = (await countRows(engine)) - before.rows;
      probes.push({ atMs: Date.now(), rows });
      await delay(probeEveryMs);
    }
  })();
  const [sent] = await Promise.all([sender.done, happening]);
  const settledBy = Date.now() + settleTimeLimitMs;
  while ((probes.at(-1)?.rows ?? 0) < sent.flows && Date.now() < settledBy) await delay(probeEveryMs);
  running = false;
  await probing;
  const cpuAfter = await engine.cpu();
  await delay(11_000); // the exporters' own counters are written every 10 s
  const after = await countAll(engine);
  const lags = lagsOf(probes, sent);
  return {
    sent,
    storedRows: after.rows - before.rows,
    storedBytes: after.bytes - before.bytes,
    counted: {
      gapPackets: after.gapPackets - before.gapPackets,
      kernelDrops: after.kernelDrops - before.kernelDrops,
    },
    rolledUpFlows: after.rolledUp - before.rolledUp,
    lagMs: quantilesOf(lags),
    lags,
    cpuS: {
      process: cpuAfter.process - cpuBefore.process,
      receivers: cpuAfter.receivers - cpuBefore.receivers,
      columnStore: cpuAfter.columnStore - cpuBefore.columnStore,
    },
  };
}

/**
 * The sender is steady, so the n-th flow left at a known time; a probe that sees n rows is as late as the time since the
 * flow n + 1 left. Rows of several partitions arrive a little out of order, which this reads as lateness.
 */
function lagsOf(probes: readonly { atMs: number; rows: number }[], sent: FlowLoadResult): Lag[] {
  const flowsPerMs = sent.flows / (sent.endedAtMs - sent.startedAtMs);
  return probes
    .filter(({ rows, atMs }) => rows < sent.flows && atMs > sent.startedAtMs + warmUpMs)
    .map(({ atMs, rows }) => ({
      atMs,
      lagMs: Math.max(0, Math.min(atMs, sent.endedAtMs) - (sent.startedAtMs + rows / flowsPerMs)),
    }));
}

function quantilesOf(lags: readonly Lag[]): PipelineRun['lagMs'] {
  const sorted = lags.map(({ lagMs }) => lagMs).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Seconds from a disturbance until no flow is later than `levelMs` any more; 0 when none ever was. */
export function backToLevelS(lags: readonly Lag[], disturbedAtMs: number, levelMs: number): number {
  const late = lags.findLast((lag) => lag.atMs > disturbedAtMs && lag.lagMs > levelMs);
  return late === undefined ? 0 : (late.atMs - disturbedAtMs) / 1_000;
}

async function countAll(engine: PipelineEngine) {
  return {
    rows: await countRows(engine),
    bytes: await ask(engine, 'SELECT sum(bytes) AS n FROM flows'),
    gapPackets: await ask(engine, 'SELECT sum(sequence_gap) AS n FROM exporter_samples'),
    kernelDrops: await ask(engine, 'SELECT sum(kernel_drops) AS n FROM exporter_samples'),
    rolledUp: await ask(engine, "SELECT sum(flows) AS n FROM flows_1m WHERE breakdown = 'port'"),
  };
}

const countRows = (engine: PipelineEngine): Promise<number> => ask(engine, 'SELECT count() AS n FROM flows');

async function ask(engine: PipelineEngine, sql: string): Promise<number> {
  const [row] = await engine.columnStore.query<{ n: string }>(sql);
  return Number(row?.n ?? 0);
}
