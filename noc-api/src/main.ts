/** noc-api alone in a process. The first start prints the administrator's one-time password on stdout, once. */
import { requireSecretBox, runService } from '@fastisp/core/platform/run-service';
import { columnStoreFor, relationalStoreFor } from '@fastisp/core/platform/stores';
import { nocApiEnv } from './config.ts';
import { createNocApi, nocApiMigrations } from './service.ts';

await runService({
  name: 'noc-api',
  env: nocApiEnv,
  compose: (config, runtime) => {
    const relational = relationalStoreFor(config, [nocApiMigrations], runtime);
    const columnStore = columnStoreFor(config, runtime);
    const nocApi = createNocApi(config, {
      ...runtime,
      relational: relational.store,
      columnStore: columnStore.store,
      secretBox: requireSecretBox(config),
    });
    return {
      components: [...relational.components, ...columnStore.components, nocApi],
      readiness: [...relational.readiness, ...columnStore.readiness, ...nocApi.readiness],
      register: () => nocApi.register(runtime.http.app),
      onStarted: () => {
        const first = nocApi.firstAdministrator();
        if (first !== null) process.stdout.write(`sign in as ${first.email} with ${first.oneTimePassword}\n`);
      },
    };
  },
});
