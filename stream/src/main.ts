/** Stream alone in a process: sinks, states and the hub of `/stream`. */
import { homeEnv } from '@fastisp/core/config/base-env';
import { envString } from '@fastisp/core/config/env-schema';
import { createSessionClient } from '@fastisp/core/http/session-client';
import { runService } from '@fastisp/core/platform/run-service';
import { columnStoreFor, relationalStoreFor } from '@fastisp/core/platform/stores';
import { streamEnv } from './config.ts';
import { createStream, streamMigrations } from './service.ts';

await runService({
  name: 'stream',
  env: {
    ...homeEnv,
    ...streamEnv,
    NOC_API_URL: envString('Where noc-api answers, for the sessions of browsers.', {
      default: 'http://127.0.0.1:8080',
    }),
  },
  compose: (config, runtime) => {
    const relational = relationalStoreFor(config, [streamMigrations], runtime);
    const columnStore = columnStoreFor(config, runtime);
    const stream = createStream(config, {
      ...runtime,
      relational: relational.store,
      columnStore: columnStore.store,
      authenticate: createSessionClient(() => config.NOC_API_URL),
      httpServer: runtime.http.app.server,
    });
    return {
      components: [...relational.components, ...columnStore.components, stream],
      readiness: [...relational.readiness, ...columnStore.readiness, ...stream.readiness],
    };
  },
});
