/**
 * Carries the outbox to the bus, at least once and in order of each key.
 *
 * One relay works at a time, whoever gets the lock; the others stand by. A round is one transaction: read
 * the oldest rows, publish them, delete them. A crash anywhere undoes the delete at most, and then the rows
 * are published again: consumers apply a message once (`apply-once.ts`).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Bus, BusMessage } from '../bus/port.ts';
import type { Clock } from '../clock.ts';
import type { Component } from '../lifecycle/component.ts';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics/registry.ts';
import type { RelationalStore, Tx } from '../pg/port.ts';
import { forgetProcessedMessages } from './apply-once.ts';
import { outboxChannel } from './append.ts';

/** Rows of one round; what is left is taken at once in the next. */
const rowsPerRoundMax = 500;
/** A notification is lost with its connection, so the table is looked at this often anyway. */
const pollEveryMs = 1_000;
const retryDelayMsMin = 50;
const retryDelayMsMax = 5_000;
const sweepEveryMs = 3_600_000;
/** Any constant will do, as long as it stays. */
const relayLockKey = 7_204_313;

/** Where a round may be cut short; a test throws there. */
export type RelayStep = 'before read' | 'after read' | 'after publish' | 'after delete';

export interface OutboxRelayDeps {
  readonly relational: RelationalStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly onStep?: (step: RelayStep) => Promise<void> | void;
}

interface OutboxRow {
  readonly position: number;
  readonly topic: string;
  readonly message_key: string;
  readonly message: string | null;
  readonly created_at: Date;
}

export function createOutboxRelay(deps: OutboxRelayDeps): Component {
  const { relational, clock } = deps;
  const log = deps.log.child({ component: 'outbox-relay' });
  const relayed = deps.metrics.counter('core_outbox_relayed_total', 'Events carried to the bus.', ['topic']);
  const failures = deps.metrics.counter('core_outbox_failures_total', 'Rounds that failed and were undone.');
  const lag = deps.metrics.gauge('core_outbox_lag_seconds', 'Age of the oldest event that waits, 0 when none does.');
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();
  let unlisten: () => Promise<void> = async () => {};

  /** @returns whether there may be more to do at once. */
  const round = (): Promise<boolean> =>
    relational.withSystem(async (tx) => {
      await deps.onStep?.('before read');
      if (!(await isMyTurn(tx))) return false;
      const rows = await oldestRows(tx);
      const oldest = rows[0];
      lag.set(oldest === undefined ? 0 : Math.max(0, clock.nowMs() - oldest.created_at.getTime()) / 1_000);
      if (oldest === undefined) return false;
      await deps.onStep?.('after read');
      for (const [topic, messages] of byTopic(rows)) await publishUnlessStopped(topic, messages);
      await deps.onStep?.('after publish');
      // By name and not up to the last: a smaller position may be committed later, by a slower transaction.
      const positions = rows.map((row) => row.position);
      await sql`delete from outbox where position = any(${positions}::bigint[])`.execute(tx);
      await deps.onStep?.('after delete');
      for (const row of rows) relayed.inc({ topic: row.topic });
      return rows.length === rowsPerRoundMax;
    });

  /** The bus may hold us up for as long as a reader is behind; a stop does not wait for that. */
  async function publishUnlessStopped(topic: string, messages: readonly BusMessage[]): Promise<void> {
    const { signal } = stopping;
    signal.throwIfAborted(); // an abort that has happened calls no listener
    let giveUp: () => void = () => {};
    const stopped = new Promise<never>((_, reject) => (giveUp = () => reject(new Error('stopped'))));
    signal.addEventListener('abort', giveUp);
    try {
      await Promise.race([deps.bus.publish(topic, messages), stopped]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  async function run(): Promise<void> {
    let retryDelayMs = retryDelayMsMin;
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve)); // before the read, so that nothing falls between
      try {
        const more = await round();
        retryDelayMs = retryDelayMsMin;
        if (!more) await wakeOrPoll(woken);
      } catch (err) {
        if (stopping.signal.aborted) return;
        failures.inc();
        log.warn({ err, retryInMs: retryDelayMs }, 'outbox round failed');
        await delay(retryDelayMs, undefined, { signal: stopping.signal }).catch(() => {}); // woken early by stop
        retryDelayMs = Math.min(retryDelayMs * 2, retryDelayMsMax);
      }
    }
  }

  async function wakeOrPoll(woken: Promise<void>): Promise<void> {
    const timer = new AbortController();
    const signal = AbortSignal.any([timer.signal, stopping.signal]);
    await Promise.race([woken, delay(pollEveryMs, undefined, { signal }).catch(() => {})]); // either ends the wait
    timer.abort();
  }

  async function sweep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await forgetProcessedMessages(relational).catch((err: unknown) => log.warn({ err }, 'sweep failed'));
      await delay(sweepEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    name: 'outbox-relay',
    async start() {
      unlisten = await relational.listen(outboxChannel, () => wake());
      running = Promise.all([run(), sweep()]).then(() => {});
    },
    async stop() {
      stopping.abort();
      await running;
      await unlisten();
    },
  };
}

/** The transaction may wait for the bus longer than an idle one otherwise may. */
async function isMyTurn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${relayLockKey}) as mine,
      set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx);
  return rows[0]?.mine === true;
}

const oldestRows = (tx: Tx): Promise<OutboxRow[]> =>
  tx
    .selectFrom('outbox')
    .select(['position', 'topic', 'message_key', 'message', 'created_at'])
    .orderBy('position')
    .limit(rowsPerRoundMax)
    .execute();

function byTopic(rows: readonly OutboxRow[]): Map<string, BusMessage[]> {
  const topics = new Map<string, BusMessage[]>();
  for (const row of rows) {
    const messages = topics.get(row.topic) ?? [];
    topics.set(row.topic, messages);
    messages.push({ key: row.message_key, value: row.message === null ? null : Buffer.from(row.message) });
  }
  return topics;
}
