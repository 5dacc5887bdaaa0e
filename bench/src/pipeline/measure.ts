/** One run of flows through an engine: sent by a process of their own, counted and timed in the store. */
import { setTimeout as delay } from 'node:timers/promises';
import { type FlowLoadOptions, type FlowLoadResult, startFlowLoad } from '@fastisp/lab/load/flow-load';
import type { PipelineEngine } from './engine.ts';

export interface PipelineRun {
  readonly sent: FlowLoadResult;
  readonly storedRows: number;
  /** Flows that the collector said it did not store: gaps by sequence (as packets), kernel drops, sheds. */
  readonly counted: { readonly gapPackets: number; readonly kernelDrops: number };
  /** Sum of the finest rollup of one breakdown, which must equal `storedRows`. */
  readonly rolledUpFlows: number;
  /** How long after it was sent a flow could be queried, over the run. */
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly cpuS: { readonly process: number; readonly columnStore: number };
}

const probeEveryMs = 100;
const settleTimeLimitMs = 30_000;

export async function runPipeline(
  engine: PipelineEngine,
  load: Omit<FlowLoadOptions, 'address' | 'port'>,
): Promise<PipelineRun> {
  const before = await count(engine, 'SELECT count() AS n FROM flows');
  const cpuBefore = await engine.cpu();
  const sender = await startFlowLoad({ ...load, address: '127.0.0.1', port: engine.flowPort });
  const probes: { atMs: number; rows: number }[] = [];
  let running = true;
  const probing = (async () => {
    while (running) {
      const rows = (await count(engine, 'SELECT count() AS n FROM flows')) - before;
      probes.push({ atMs: Date.now(), rows });
      await delay(probeEveryMs);
    }
  })();
  const sent = await sender.done;
  const settledBy = Date.now() + settleTimeLimitMs;
  while ((probes.at(-1)?.rows ?? 0) < sent.flows && Date.now() < settledBy) await delay(probeEveryMs);
  running = false;
  await probing;
  const cpuAfter = await engine.cpu();
  await delay(11_000); // the exporters' own counters are written every 10 s
  return {
    sent,
    storedRows: (await count(engine, 'SELECT count() AS n FROM flows')) - before,
    counted: {
      gapPackets: await count(engine, 'SELECT sum(sequence_gap) AS n FROM exporter_samples'),
      kernelDrops: await count(engine, 'SELECT sum(kernel_drops) AS n FROM exporter_samples'),
    },
    rolledUpFlows: await count(engine, "SELECT sum(flows) AS n FROM flows_1m WHERE breakdown = 'port'"),
    lagMs: lagOf(probes, sent),
    cpuS: {
      process: cpuAfter.process - cpuBefore.process,
      columnStore: cpuAfter.columnStore - cpuBefore.columnStore,
    },
  };
}

/**
 * The sender is steady, so the n-th flow left at a known time; a probe that sees n rows is as late as the time since the
 * flow n + 1 left. Rows of several partitions arrive a little out of order, which this reads as lateness.
 */
function lagOf(probes: readonly { atMs: number; rows: number }[], sent: FlowLoadResult): PipelineRun['lagMs'] {
  const flowsPerMs = sent.flows / (sent.endedAtMs - sent.startedAtMs);
  const lags = probes
    .filter(({ rows, atMs }) => rows < sent.flows && atMs > sent.startedAtMs + 1_000)
    .map(({ atMs, rows }) => Math.max(0, Math.min(atMs, sent.endedAtMs) - (sent.startedAtMs + rows / flowsPerMs)))
    .toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(lags[Math.floor(share * (lags.length - 1))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

async function count(engine: PipelineEngine, sql: string): Promise<number> {
  const [row] = await engine.columnStore.query<{ n: string }>(sql);
  return Number(row?.n ?? 0);
}
