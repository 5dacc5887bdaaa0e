/**
 * A process that is nothing but a single node's database, for tests that kill it or run it as another user:
 * `node postgres-process.ts <FASTISP_HOME>`. Prints one JSON line when it is ready (`PostgresProcessReady`)
 * or when it cannot start (`{"code", "message"}`, status 1). SIGTERM stops it.
 */
import { isAppError } from '../errors/app-error.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import type { DatabaseLogin } from '../pg/database-access.ts';
import { createEmbeddedPostgres } from '../pg/embedded/embedded-postgres.ts';
import { createRelationalStore } from '../pg/relational-store.ts';

export interface PostgresProcessReady {
  readonly postmasterPid: number;
  /** With the password as text. */
  readonly runtime: DatabaseLogin['client'];
  readonly tookMs: number;
}

const home = process.argv[2] ?? '';
const log = createLog({ service: 'postgres-process', level: 'error' });
const metrics = new Metrics();
const server = createEmbeddedPostgres({ home }, { log, metrics });
const store = createRelationalStore({ access: server.access, modules: [] }, { log, metrics });
try {
  const startedAtMs = performance.now();
  await server.start();
  await store.start();
  const { client } = server.access.runtime;
  const password = typeof client.password === 'function' ? await client.password() : client.password;
  const ready: PostgresProcessReady = {
    postmasterPid: server.pid() ?? 0,
    runtime: { ...client, ...(password !== undefined && { password }) },
    tookMs: performance.now() - startedAtMs,
  };
  process.once('SIGTERM', () => void stop());
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
  const { code = '', message } = isAppError(error) ? error : { message: String(error) };
  process.stdout.write(`${JSON.stringify({ code, message })}\n`);
  process.exitCode = 1;
  await stop();
}

async function stop(): Promise<void> {
  await store.stop();
  await server.stop();
}
