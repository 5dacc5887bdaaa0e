/** What the commands read from the environment: the same variables as the services. */
import { homeEnv, httpEnv, relationalEnv, secretEnv } from '@fastisp/core/config/base-env';
import { type EnvValues, readEnv } from '@fastisp/core/config/env-schema';
import { nocApiEnv } from '@fastisp/noc-api/config';

const { PUBLIC_URL } = nocApiEnv;
const cliEnv = { ...homeEnv, ...httpEnv, ...secretEnv, ...relationalEnv, PUBLIC_URL };
export type CliConfig = EnvValues<typeof cliEnv>;

/** @throws AppError `CONFIG_INVALID`. */
export const readCliConfig = (env: Readonly<Record<string, string | undefined>>): CliConfig => readEnv(cliEnv, env);
