/** Socket to queryable row on a single node: nothing lost, nothing late, and what each stage costs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPipelineEngine } from './pipeline/engine.ts';
import { runPipeline } from './pipeline/measure.ts';
import type { Bench } from './result.ts';

const flowsPerS = 200_000;

export const bench: Bench = {
  name: 'pipeline',
  about: 'NetFlow v9 by UDP to queryable rows and rollups, embedded, at 200,000 flows/s',
  async *run({ quick }) {
    const home = await mkdtemp(join(tmpdir(), 'fastisp-pipeline-'));
    const engine = await startPipelineEngine({ home });
    try {
      const run = await runPipeline(engine, { flowsPerS, durationS: quick ? 10 : 60 });
      const { sent, storedRows, counted, lagMs, cpuS } = run;
      const common = { bench: 'pipeline', peers: {} };
      const lost = sent.flows - storedRows;
      yield {
        ...common,
        metric: 'flows sent',
        unit: 'flows/s',
        ours: sent.flowsPerS,
        target: '= 200,000',
        met: sent.flowsPerS > 0.99 * flowsPerS,
      };
      yield {
        ...common,
        metric: 'flows sent and not stored',
        unit: 'flows',
        ours: lost,
        target: '= 0',
        met: lost === 0,
      };
      yield {
        ...common,
        metric: 'packets counted as lost',
        unit: 'packets',
        ours: counted.gapPackets,
        target: '= 0',
        met: counted.gapPackets === 0,
      };
      yield {
        ...common,
        metric: 'drops counted by the kernel',
        unit: 'packets',
        ours: counted.kernelDrops,
        target: '= 0',
        met: counted.kernelDrops === 0,
      };
      yield {
        ...common,
        metric: 'flows in the one-minute rollup and not in the raw table',
        unit: 'flows',
        ours: run.rolledUpFlows - storedRows,
        target: '= 0',
        met: run.rolledUpFlows === storedRows,
      };
      yield {
        ...common,
        metric: 'socket to queryable row, p50',
        unit: 'ms',
        ours: lagMs.p50,
        target: 'p99 <= 2,000',
        met: lagMs.p50 <= 2_000,
      };
      yield {
        ...common,
        metric: 'socket to queryable row, p99',
        unit: 'ms',
        ours: lagMs.p99,
        target: '<= 2,000',
        met: lagMs.p99 <= 2_000,
      };
      const perMillion = (seconds: number): number => seconds / (storedRows / 1e6);
      yield {
        ...common,
        metric: 'receive, decode, bus and sink',
        unit: 'CPU-s/M flows',
        ours: perMillion(cpuS.process),
        target: 'report',
        met: true,
      };
      yield {
        ...common,
        metric: 'column store with rollups',
        unit: 'CPU-s/M flows',
        ours: perMillion(cpuS.columnStore),
        target: 'report',
        met: true,
      };
    } finally {
      await engine.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};
