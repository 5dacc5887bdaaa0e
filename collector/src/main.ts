/** The collector alone in a process; devices come to it by the partitions of `inventory.devices` that it owns. */
import { homeEnv, secretEnv } from '@fastisp/core/config/base-env';
import { requireSecretBox, runService } from '@fastisp/core/platform/run-service';
import { collectorEnv } from './config.ts';
import { createCollector } from './service.ts';

await runService({
  name: 'collector',
  env: { ...homeEnv, ...secretEnv, ...collectorEnv },
  compose: (config, runtime) => {
    const secretBox = requireSecretBox(config);
    const collector = createCollector(config, { ...runtime, secretBox });
    return { components: [collector], readiness: collector.readiness };
  },
});
