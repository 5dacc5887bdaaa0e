import type { retentionEnv } from '@fastisp/core/config/base-env';
import type { EnvValues } from '@fastisp/core/config/env-schema';

export type RetentionConfig = EnvValues<typeof retentionEnv>;

const dayMs = 86_400_000;

/** Since when what is kept, milliseconds since the epoch; older rows are gone, or may be at any moment. */
export interface Kept {
  readonly rawFlowsSinceMs: number;
  /** Steps that can still be answered and since when, the finest first; 0 s are single samples. */
  readonly bySpacing: readonly { readonly bucketS: number; readonly sinceMs: number }[];
}

export function keptAt(config: RetentionConfig, nowMs: number): Kept {
  const daysAgo = (days: number) => nowMs - days * dayMs;
  return {
    rawFlowsSinceMs: daysAgo(config.RETENTION_FLOWS_RAW_DAYS),
    bySpacing: [
      { bucketS: 0, sinceMs: daysAgo(config.RETENTION_RAW_DAYS) },
      { bucketS: 60, sinceMs: daysAgo(config.RETENTION_1M_DAYS) },
      { bucketS: 300, sinceMs: daysAgo(config.RETENTION_5M_DAYS) },
      { bucketS: 3_600, sinceMs: daysAgo(config.RETENTION_1H_DAYS) },
      { bucketS: 86_400, sinceMs: daysAgo(config.RETENTION_1D_DAYS) },
    ],
  };
}

/** The finest bucket that reaches back to `fromMs`; the coarsest when none does. */
export const finestKeptS = (kept: Kept, fromMs: number): number =>
  (kept.bySpacing.find(({ sinceMs }) => sinceMs <= fromMs) ?? kept.bySpacing.at(-1))?.bucketS ?? 0;
