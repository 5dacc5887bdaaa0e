/** Configuration of stream, from the environment. */
import { columnStoreEnv, processEnv, relationalEnv } from '@fastisp/core/config/base-env';
import { envInteger } from '@fastisp/core/config/env-schema';

const days = (about: string, defaultDays: number) =>
  envInteger(`${about}, days. Changing it drops what is older at the next start.`, {
    min: 1,
    max: 36_500,
    default: defaultDays,
  });

export const streamEnv = {
  ...processEnv,
  ...relationalEnv,
  ...columnStoreEnv,
  RETENTION_FLOWS_RAW_DAYS: days('How long single flow records are kept', 7),
  RETENTION_RAW_DAYS: days('How long single polls of devices and interfaces are kept', 14),
  RETENTION_1M_DAYS: days('How long sums of one minute are kept', 30),
  RETENTION_5M_DAYS: days('How long sums of five minutes are kept', 90),
  RETENTION_1H_DAYS: days('How long sums of one hour are kept', 400),
  RETENTION_1D_DAYS: days('How long sums of one day are kept', 1_830),
  SINK_LINGER_MS: envInteger('How long blocks are collected for one INSERT, milliseconds.', {
    min: 0,
    max: 10_000,
    default: 500,
  }),
  STREAM_CLIENTS_MAX: envInteger('Most browsers connected to /stream at once; one more is refused.', {
    min: 1,
    max: 100_000,
    default: 5_000,
  }),
};
