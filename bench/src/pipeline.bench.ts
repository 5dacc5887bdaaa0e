/** Socket to queryable row on a single node: nothing lost, nothing late, and what each stage costs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountOf, costOf } from './pipeline/account.ts';
import { startPipelineEngine } from './pipeline/engine.ts';
import { runPipeline } from './pipeline/measure.ts';
import type { Bench } from './result.ts';

const name = 'pipeline';
const flowsPerS = 200_000;

export const bench: Bench = {
  name,
  about: 'NetFlow v9 by UDP to queryable rows and rollups, embedded, at 200,000 flows/s',
  async *run({ quick }) {
    const home = await mkdtemp(join(tmpdir(), 'fastisp-pipeline-'));
    const engine = await startPipelineEngine({ home });
    try {
      const run = await runPipeline(engine, { flowsPerS, durationS: quick ? 10 : 60 });
      yield* accountOf(name, run, { flowsPerS, lagP99MsMax: 2_000 });
      yield costOf(name, 'receive, decode, bus and sink', { cpuS: run.cpuS.process, run });
      yield costOf(name, 'column store with rollups', { cpuS: run.cpuS.columnStore, run });
    } finally {
      await engine.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};
