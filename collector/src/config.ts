/** Everything the collector reads from its environment. */
import { availableParallelism } from 'node:os';
import { homeEnv, processEnv, secretEnv } from '@fastisp/core/config/base-env';
import { type EnvValues, envInteger } from '@fastisp/core/config/env-schema';
import { flowEnv } from '#flow/config.ts';

export const collectorEnv = {
  ...processEnv,
  ...homeEnv,
  ...secretEnv,
  ...flowEnv,
  COLLECTOR_WORKERS: envInteger('Threads that poll; 0 is one less than the cores of this machine, but at least one.', {
    min: 0,
    max: 128,
    default: 0,
  }),
  SNMP_TIMEOUT_MS: envInteger('Wait for the first reply to an SNMP request; each retry waits half as long again.', {
    min: 100,
    max: 30_000,
    default: 1_000,
  }),
  SNMP_RETRIES: envInteger('How often an SNMP request is repeated before the device counts as silent.', {
    min: 0,
    max: 5,
    default: 2,
  }),
  SNMP_POLLS_MAX: envInteger('Polls at once in one thread of devices that answer; further ones wait.', {
    min: 1,
    max: 4_000,
    default: 512,
  }),
  SNMP_SILENT_POLLS_MAX: envInteger('Polls at once in one thread of devices that are new or do not answer.', {
    min: 1,
    max: 4_000,
    default: 1_024,
  }),
  SNMP_FACTS_EVERY_POLLS: envInteger('Names, models and interfaces of a device are read again after so many polls.', {
    min: 1,
    max: 10_000,
    default: 20,
  }),
};

export type CollectorConfig = EnvValues<typeof collectorEnv>;

export const pollWorkers = (config: Pick<CollectorConfig, 'COLLECTOR_WORKERS'>): number =>
  config.COLLECTOR_WORKERS || Math.max(1, availableParallelism() - 1);
