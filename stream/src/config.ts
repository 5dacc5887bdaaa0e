/** Configuration of stream, from the environment. */
import { columnStoreEnv, processEnv, relationalEnv, retentionEnv } from '@fastisp/core/config/base-env';
import { envInteger, envOptional, envOptionalUrl, envString } from '@fastisp/core/config/env-schema';

export const streamEnv = {
  ...processEnv,
  ...relationalEnv,
  ...columnStoreEnv,
  ...retentionEnv,
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
  INFLUX_URL: envOptionalUrl(
    'InfluxDB 2 or 3, or VictoriaMetrics, that polls are written to for Grafana. Absent: they are not.',
    { protocols: ['http:', 'https:'] },
  ),
  INFLUX_TOKEN: envOptional('Token that may write to the bucket.', { secret: true }),
  INFLUX_ORG: envString('Organization of the bucket at InfluxDB.', { default: 'fastisp' }),
  INFLUX_BUCKET: envString('Bucket at InfluxDB that polls are written to.', { default: 'fastisp' }),
};
