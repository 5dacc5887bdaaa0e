/** What the service needs of whoever runs it. */
import type { Bus } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';

export interface NocApiDeps {
  readonly relational: RelationalStore;
  readonly columnStore: ColumnStore;
  readonly bus: Bus;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}
