/** Once an hour: what is past its time goes. Every statement is bounded, so that none holds locks for long. */
import type { Clock } from '@fastisp/core/clock';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createPeriodic } from '@fastisp/core/lifecycle/periodic';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { purgeDeleted } from '#objects/purge.ts';

const everyMs = 3_600_000;
const dayMs = 86_400_000;
/** Rows that one statement deletes; the rest waits for the next hour. */
const rowsMax = 10_000;

/** An operator who looks for the reason finds it for this long. */
const failedMailDays = 14;
/** Of no use from then on, by these columns. */
const expiring = [
  ['one_time_tokens', 'expires_at'],
  ['attempt_counts', 'ends_at'],
] as const;

export interface HousekeepingDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly deletedDeviceDays: number;
  readonly eventDays: number;
}

export const createHousekeeping = (deps: HousekeepingDeps): Component =>
  createPeriodic(
    { name: 'housekeeping', everyMs, work: () => removeExpired(deps), failure: 'housekeeping failed' },
    deps.log,
  );

export async function removeExpired({
  relational,
  clock,
  deletedDeviceDays,
  eventDays,
}: HousekeepingDeps): Promise<void> {
  const nowMs = clock.nowMs();
  const daysAgo = (days: number) => new Date(nowMs - days * dayMs);
  const now = new Date(nowMs);
  // Facts and interfaces go with their device.
  await purgeDeleted(relational, daysAgo(deletedDeviceDays));
  await relational.withSystem((tx) =>
    sql`delete from maintenance_windows where ctid in (
      select ctid from maintenance_windows where deleted_at < ${daysAgo(deletedDeviceDays)} limit ${rowsMax})`.execute(
      tx,
    ),
  );
  await relational.withSystem((tx) =>
    sql`delete from removed_members where ctid in (
      select ctid from removed_members where removed_at < ${daysAgo(deletedDeviceDays)} limit ${rowsMax})`.execute(tx),
  );
  await relational.withSystem((tx) =>
    sql`delete from events where ctid in (
      select ctid from events where occurred_at < ${daysAgo(eventDays)} limit ${rowsMax})`.execute(tx),
  );
  await relational.withSystem((tx) =>
    // Tenants that keep their events for fewer days than the installation does.
    sql`delete from events where ctid in (
      select events.ctid from events join tenant_settings on tenant_settings.tenant_id = events.tenant_id
        where occurred_at < ${now}::timestamptz - make_interval(days => tenant_settings.event_days)
        limit ${rowsMax})`.execute(tx),
  );
  await sql`delete from auth_session where ctid in (
    select ctid from auth_session where expires_at < ${now} limit ${rowsMax})`.execute(relational.db);
  for (const [table, column] of expiring) {
    await sql`delete from ${sql.table(table)} where ctid in (
      select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${now} limit ${rowsMax})`.execute(relational.db);
  }
  await sql`delete from mails where ctid in (
    select ctid from mails where failed_at < ${daysAgo(failedMailDays)} limit ${rowsMax})`.execute(relational.db);
}
