/** Everything a single node reads from its environment: the variables of each service in one process. */
import { collectorEnv } from '@fastisp/collector/config';
import { columnStoreEnv, homeEnv, httpEnv, processEnv, relationalEnv, secretEnv } from '@fastisp/core/config/base-env';
import type { EnvValues } from '@fastisp/core/config/env-schema';
import { nocApiEnv } from '@fastisp/noc-api/config';
import { streamEnv } from '@fastisp/stream/config';

export const singleNodeEnv = {
  ...processEnv,
  ...homeEnv,
  ...httpEnv,
  ...secretEnv,
  ...relationalEnv,
  ...columnStoreEnv,
  ...collectorEnv,
  ...streamEnv,
  ...nocApiEnv,
};

export type SingleNodeConfig = EnvValues<typeof singleNodeEnv>;
