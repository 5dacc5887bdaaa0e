/**
 * A process that does nothing but decide device states, on Kafka and PostgreSQL, for tests that kill it. The
 * database's login comes as JSON in `DATABASE_LOGIN`. Writes `started` when it leads or stands by.
 */
import { writeSync } from 'node:fs';
import { kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import type { DatabaseLogin } from '@fastisp/core/pg/database-access';
import { createRelationalStore } from '@fastisp/core/pg/relational-store';
import { createPgDeviceStateStore } from '../state/pg-device-state-store.ts';
import { createDeviceStates } from '../state/run.ts';

const log = createLog({ service: 'states-process', level: 'warn' });
const metrics = new Metrics();
const env = readEnv(kafkaEnv, process.env);
const config = { ...env, KAFKA_BROKERS: env.KAFKA_BROKERS ?? '' };
const client = JSON.parse(process.env['DATABASE_LOGIN'] ?? '{}') as DatabaseLogin['client']; // from our own parent
const login = { client, about: 'the test database' };
const relational = createRelationalStore({ access: { owner: login, runtime: login }, modules: [] }, { log, metrics });
const bus = createKafkaBus({ config, clientId: 'states-process' }, { log, metrics });
await bus.start();
await bus.ensureTopics(Object.values(topics));
const store = createPgDeviceStateStore(relational);
await createDeviceStates({ tickMs: 200 }, { bus, store, clock: systemClock, log, metrics }).start();
writeSync(1, 'started\n');
