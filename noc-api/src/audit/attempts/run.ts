/** Writes what `decide.ts` tells, beside the requests that are refused: none of them waits for it. */
import type { Clock } from '@fastisp/core/clock';
import { tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { platformChain } from '../chains.ts';
import type { AuditActor } from '../entry.ts';
import { recordHappenings } from '../record.ts';
import { type Attempt, emptyAttempts, endWindows, noteAttempt, type Told } from './decide.ts';

/** How often windows are looked at, and what was told is written. */
const everyMs = 1_000;
/** Told and not written yet, while the database is away; beyond, they are dropped and counted. */
const pendingMax = 5_000;
export interface AttemptLog extends Component {
  /** Inert and quick; what is refused again and again is written as a count. */
  note(attempt: Attempt): void;
}

export function createAttemptLog(deps: {
  relational: RelationalStore;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}): AttemptLog {
  const { relational, clock, metrics } = deps;
  const log = deps.log.child({ component: 'audit-attempts' });
  const noted = metrics.counter('noc_api_audit_attempts_total', 'Refused attempts by outcome.', ['outcome']);
  const dropped = metrics.counter('noc_api_audit_attempts_dropped_total', 'Attempts the log could not keep.');
  const state = emptyAttempts();
  let pending: Told[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const keep = (told: readonly Told[]) => {
    const room = pendingMax - pending.length;
    pending.push(...told.slice(0, room));
    for (const { occurrences } of told.slice(room)) dropped.inc(occurrences);
  };
  const flush = (nowMs: number) => {
    keep(endWindows(state, nowMs));
    if (pending.length === 0) return;
    const batch = pending;
    pending = [];
    writing = writing.then(() =>
      writeAttempts(relational, batch).catch((err: unknown) => {
        log.warn({ err, attempts: batch.length }, 'refused attempts not written, trying again');
        keep(batch);
      }),
    );
  };

  return {
    name: 'audit attempts',
    note(attempt) {
      noted.inc({ outcome: attempt.outcome });
      keep(noteAttempt(state, attempt, clock.nowMs()));
    },
    async start() {
      timer = setInterval(() => flush(clock.nowMs()), everyMs);
    },
    async stop() {
      clearInterval(timer);
      flush(Infinity);
      await writing;
    },
  };
}

async function writeAttempts(relational: RelationalStore, batch: readonly Told[]): Promise<void> {
  await relational.withSystem(async (tx) => {
    const owned = await Promise.all(
      batch.map(async (told) => ({ ...told, attempt: await findOwner(tx, told.attempt) })),
    );
    // Chains in one order, so that two processes that write cannot deadlock.
    for (const { attempt, occurrences } of owned.toSorted((a, b) => chainOf(a.attempt) - chainOf(b.attempt))) {
      const { action, objectType, objectId, objectName, outcome, reason } = attempt;
      await recordHappenings(tx, actorOf(attempt), [
        { action, objectType, objectId, objectName, before: null, after: null, reason, outcome, occurrences },
      ]);
    }
  });
}

const chainOf = (attempt: Attempt): number => attempt.tenantId ?? platformChain;

const actorOf = (attempt: Attempt): AuditActor => ({
  via: attempt.via,
  userId: attempt.userId,
  name: attempt.userName,
  from: { address: attempt.address, userAgent: attempt.userAgent },
  impersonator: attempt.impersonator,
  tokenId: attempt.tokenId,
  tenant: { id: tenantId(chainOf(attempt)) },
});

/** Whose account was tried: its tenant wants to know. Nobody's goes to the platform's chain. */
async function findOwner(tx: Tx, attempt: Attempt): Promise<Attempt> {
  if (attempt.tenantId !== null || attempt.userName === '') return attempt;
  const owner = await tx
    .selectFrom('auth_user')
    .innerJoin('memberships', 'memberships.user_id', 'auth_user.id')
    .select(['auth_user.id', 'memberships.tenant_id'])
    .where('auth_user.email', '=', attempt.userName.toLowerCase())
    .orderBy('memberships.tenant_id')
    .limit(1)
    .executeTakeFirst();
  return owner === undefined
    ? attempt
    : { ...attempt, tenantId: owner.tenant_id, userId: owner.id, objectId: owner.id };
}
