/** What every run of the flow path is judged by: all of it there, once, in the rollups too, and soon. */
import type { BenchResult } from '../result.ts';
import type { PipelineRun } from './measure.ts';

export interface PipelineTargets {
  readonly flowsPerS: number;
  readonly lagP99MsMax: number;
}

export function accountOf(bench: string, run: PipelineRun, targets: PipelineTargets): BenchResult[] {
  const { sent, storedRows, counted, lagMs } = run;
  const zero = (metric: string, unit: string, ours: number): BenchResult => ({
    ...{ bench, metric, unit, ours, peers: {} },
    target: '= 0',
    met: ours === 0,
  });
  const limit = targets.lagP99MsMax;
  const lag = (metric: string, ours: number, target: string): BenchResult => ({
    ...{ bench, metric, unit: 'ms', ours, peers: {} },
    target,
    met: ours <= limit,
  });
  return [
    {
      ...{ bench, metric: 'flows sent', unit: 'flows/s', ours: sent.flowsPerS, peers: {} },
      target: `= ${targets.flowsPerS.toLocaleString('en')}`,
      met: sent.flowsPerS > 0.99 * targets.flowsPerS,
    },
    zero('flows sent and not stored', 'flows', sent.flows - storedRows),
    zero('octets of the flows stored and not sent', 'octets', run.storedBytes - sent.flowBytes),
    zero('packets counted as lost', 'packets', counted.gapPackets),
    zero('drops counted by the kernel', 'packets', counted.kernelDrops),
    zero('flows in the one-minute rollup and not in the raw table', 'flows', run.rolledUpFlows - storedRows),
    lag('socket to queryable row, p50', lagMs.p50, `p99 <= ${limit.toLocaleString('en')}`),
    lag('socket to queryable row, p99', lagMs.p99, `<= ${limit.toLocaleString('en')}`),
  ];
}

/** A figure of CPU over a run. */
export function costOf(
  bench: string,
  metric: string,
  cost: { cpuS: number; run: PipelineRun; max?: number },
): BenchResult {
  const ours = cost.cpuS / (cost.run.storedRows / 1e6);
  return {
    ...{ bench, metric, unit: 'CPU-s/M flows', ours, peers: {} },
    target: cost.max === undefined ? 'report' : `<= ${cost.max}`,
    met: cost.max === undefined || ours <= cost.max,
  };
}
