import { processEnv } from '@fastisp/core/config/base-env';
import { envInteger, envPort, envString, type EnvValues } from '@fastisp/core/config/env-schema';

/** Ports are the servers' usual ones, except PostgreSQL's, which many machines use already. */
export const stackEnv = {
  LOG_LEVEL: processEnv.LOG_LEVEL,
  STACK_HOME: envString('Folder for everything the servers keep.', { default: './var/stack' }),
  STACK_KAFKA_PORT: envPort('Port of the Kafka broker; its controller takes the next one.', 9_092),
  STACK_POSTGRES_PORT: envPort('Port of PostgreSQL.', 5_433),
  STACK_CLICKHOUSE_PORT: envPort('Port of the ClickHouse interface.', 8_123),
  STACK_INFLUX_PORT: envPort('Port of VictoriaMetrics, which takes what InfluxDB would.', 8_428),
  STACK_COLUMN_STORE_MEMORY_MB: envInteger('Most memory the column store may use, MiB.', {
    min: 512,
    max: 1_048_576,
    default: 3_072,
  }),
  STACK_SERVICES_PORT: envPort(
    'With --services: port of the portal; noc-api, stream and collector take the next ones.',
    8_080,
  ),
};

export type StackConfig = EnvValues<typeof stackEnv>;
