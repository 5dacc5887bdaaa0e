/** How many changes a second go into the log: writers that share a chain wait for each other, those of others do not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type TenantId, tenantId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { appendToOutbox } from '@fastisp/core/outbox/append';
import { createEmbeddedPostgres } from '@fastisp/core/pg/embedded/embedded-postgres';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { createRelationalStore } from '@fastisp/core/pg/relational-store';
import { systemActor } from '@fastisp/noc-api/audit/entry';
import { recordChanges } from '@fastisp/noc-api/audit/record';
import { nocApiMigrations } from '@fastisp/noc-api/service';

export interface WriteRate {
  readonly writers: number;
  readonly sharedPerSecond: number;
  /** Each writer in a tenant of its own: what the machine could do without the chain. */
  readonly apartPerSecond: number;
}

/** On a server that waits for its disk, as in production. */
export async function* measureWriters(writerCounts: readonly number[], seconds: number): AsyncIterable<WriteRate> {
  const home = await mkdtemp(join(tmpdir(), 'fastisp-bench-audit-'));
  const deps = { log: createLog({ service: 'bench', level: 'error' }), metrics: new Metrics() };
  const server = createEmbeddedPostgres({ home }, deps);
  await server.start();
  const store = createRelationalStore({ access: server.access, modules: [nocApiMigrations] }, deps);
  try {
    await store.start();
    for (const writers of writerCounts) {
      const sharedPerSecond = await rate(store, { writers, seconds, tenantOf: () => tenantId(1) });
      const apartPerSecond = await rate(store, { writers, seconds, tenantOf: (n) => tenantId(100 + n) });
      yield { writers, sharedPerSecond, apartPerSecond };
    }
  } finally {
    await store.stop();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function rate(
  store: RelationalStore,
  load: { writers: number; seconds: number; tenantOf: (writer: number) => TenantId },
): Promise<number> {
  const { writers, seconds, tenantOf } = load;
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, n) => {
      let count = 0;
      for (; performance.now() < endMs; count += 1) await change(store, tenantOf(n));
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - startMs) / 1_000);
}

/** What every change of an object does at the end of its transaction. */
const change = (store: RelationalStore, tenant: TenantId): Promise<number> =>
  store.withTenant(tenant, async (tx) => {
    const id = newId();
    const message = { v: 1, id: newId(), tenantId: tenant, data: { id, name: 'rtr-1', address: '192.0.2.1' } };
    await appendToOutbox(tx, { topic: 'inventory.objects', key: id, tenantId: tenant, message });
    return recordChanges(tx, systemActor('bench', tenant), [
      {
        ...{ action: 'update', objectType: 'device', objectId: id, objectName: 'rtr-1' },
        ...{ before: { address: '192.0.2.1' }, after: { address: '192.0.2.2' } },
      },
    ]);
  });
