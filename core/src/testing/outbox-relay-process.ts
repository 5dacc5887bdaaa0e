/**
 * A process that does nothing but relay an outbox, for tests that kill it. Its bus is its standard output:
 * one JSON line for each message, written before `publish` resolves, so that the parent has what was
 * published however this process ends. The database's login comes as JSON in `DATABASE_LOGIN`.
 */
import { writeSync } from 'node:fs';
import type { Bus } from '../bus/port.ts';
import { systemClock } from '../clock.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { createOutboxRelay } from '../outbox/relay.ts';
import type { DatabaseLogin } from '../pg/database-access.ts';
import { createRelationalStore } from '../pg/relational-store.ts';

const refuse = (): never => {
  throw new Error('a relay only publishes');
};
const stdoutBus: Bus = {
  name: 'stdout-bus',
  start: async () => {},
  stop: async () => {},
  ensureTopics: refuse,
  subscribe: refuse,
  backlogFull: () => false,
  publish: async (topic, messages) => {
    for (const { key, value } of messages) {
      const text = value === null ? null : Buffer.from(value).toString();
      await writeWhole(Buffer.from(`${JSON.stringify({ topic, key, value: text })}\n`));
    }
  },
};

/** The pipe does not block: when the parent reads slowly it takes a part, or nothing for now. */
async function writeWhole(line: Buffer): Promise<void> {
  for (let start = 0; start < line.byteLength;) {
    try {
      start += writeSync(1, line, start);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const client = JSON.parse(process.env['DATABASE_LOGIN'] ?? '{}') as DatabaseLogin['client']; // from our own parent
const log = createLog({ service: 'outbox-relay-process', level: 'error' });
const metrics = new Metrics();
const login = { client, about: 'the test database' };
const relational = createRelationalStore({ access: { owner: login, runtime: login }, modules: [] }, { log, metrics });
const relay = createOutboxRelay({ relational, bus: stdoutBus, clock: systemClock, log, metrics });
await relay.start();
