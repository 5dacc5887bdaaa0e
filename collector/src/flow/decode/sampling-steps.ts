/** The sampling rate of each record: its own, its sampler's, or the domain's. */
import { samplingElements } from './elements.ts';
import type { FieldIndex } from './compile-fields.ts';
import type { FlowColumns } from './frame.ts';
import { readUnsigned } from './kernels.ts';
import type { PlanStep } from './plan.ts';
import { samplingRateOf } from './sampling.ts';

/** The column already holds the domain's rate when these run. */
export function samplingSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  const column = columns.sampling_rate;
  const steps: PlanStep[] = [];
  const sampler = index.first(samplingElements.samplerId, 8);
  if (sampler !== null) {
    steps.push({
      field: sampler.index,
      run: ({ view, samplers }, at, stride, count, row) => {
        for (let from = at, end = row + count; row < end; row += 1, from += stride) {
          const rate = samplers.get(readUnsigned(view, from, sampler.width));
          if (rate !== undefined) column[row] = rate;
        }
      },
    });
  }
  const interval = index.first(samplingElements.interval, 4);
  if (interval !== null) {
    steps.push({
      field: interval.index,
      run: ({ view }, at, stride, count, row) => {
        let lastRead = 0;
        let rate: number | null = null;
        for (let from = at, end = row + count; row < end; row += 1, from += stride) {
          const read = readUnsigned(view, from, interval.width);
          // RouterOS puts the same interval into every record.
          if (read !== lastRead) rate = samplingRateOf({ interval: read, width: interval.width });
          lastRead = read;
          if (rate !== null) column[row] = rate;
        }
      },
    });
  }
  return [...steps, ...packetIntervalSteps(index, columns)];
}

/** samplingPacketInterval and samplingPacketSpace within the flow record itself. */
function packetIntervalSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  const taken = index.first([samplingElements.packetInterval], 4);
  const passed = index.first([samplingElements.packetSpace], 4);
  if (taken === null || passed === null) return [];
  const { sampling_rate: column } = columns;
  // Two fields of one record: the first leaves what it read in the column, the second makes the rate of both.
  return [
    {
      field: taken.index,
      run: ({ view }, at, stride, count, row) => {
        for (let from = at, end = row + count; row < end; row += 1, from += stride)
          column[row] = readUnsigned(view, from, taken.width);
      },
    },
    {
      field: passed.index,
      run: ({ view, samplingRate }, at, stride, count, row) => {
        for (let from = at, end = row + count; row < end; row += 1, from += stride) {
          const packetInterval = column[row] ?? 0;
          const packetSpace = readUnsigned(view, from, passed.width);
          column[row] = samplingRateOf({ packetInterval, packetSpace }) ?? samplingRate;
        }
      },
    },
  ];
}
