/**
 * Tells the bus of every object again after a start: a bus that lives in this process knows none. It goes on beside
 * the service, a batch in a transaction, so that 300,000 objects hold up neither the start nor anybody's change.
 */
import { tenantId } from '@fastisp/core/ids';
import type { Clock } from '@fastisp/core/clock';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import { appendToOutbox } from '@fastisp/core/outbox/append';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import type { ObjectType } from './object-type.ts';
import { isPublished, objectEvents } from './publish.ts';
import type { StoredRow } from './records.ts';
import { objectTypes } from './registry.ts';
import { isAfter, type Place, walk } from './walk.ts';

/** Rows of one transaction; they stay locked until their messages have a place, so that no change overtakes them. */
const batchSize = 1_000;
/** Messages that may wait in the outbox before the next batch does: the relay takes turns with what people change. */
const waitingMax = 5_000;
const lookAgainMs = 100;

export interface RepublishDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly log: Log;
}

type TenantRow = StoredRow & { readonly tenant_id: number };

export function createRepublisher(deps: RepublishDeps): Component {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    name: 'object-republisher',
    async start() {
      running = republishObjects(deps, stopping.signal).then(
        (objects) => deps.log.info({ objects }, 'inventory objects published'),
        (err: unknown) => deps.log.warn({ err }, 'publishing inventory objects failed'),
      );
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** @returns how many. */
export async function republishObjects(deps: RepublishDeps, signal: AbortSignal): Promise<number> {
  let published = 0;
  for (const type of objectTypes.filter(isPublished)) {
    published += await walk(batchSize, async (after) => {
      await outboxHasRoom(deps.relational, signal);
      return signal.aborted ? [] : republishBatch(deps, type, after);
    });
  }
  return published;
}

function republishBatch({ relational, clock }: RepublishDeps, type: ObjectType, after: Place): Promise<TenantRow[]> {
  return relational.withSystem(async (tx) => {
    const { rows } = await sql<TenantRow>`
      select * from ${sql.table(type.table)}
      where deleted_at is null and ${isAfter(after)}
      order by tenant_id, id limit ${batchSize} for share`.execute(tx);
    const nowMs = clock.nowMs();
    await appendToOutbox(
      tx,
      rows.flatMap((row) => objectEvents(type, [row], { tenant: tenantId(row.tenant_id), nowMs })),
    );
    return rows;
  });
}

async function outboxHasRoom(relational: RelationalStore, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waiting = await relational.withSystem((tx) =>
      sql`select position from outbox offset ${waitingMax} limit 1`.execute(tx),
    );
    if (waiting.rows.length === 0) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, lookAgainMs);
      signal.addEventListener('abort', done);
    });
  }
}
