/** What a browser's session works on: one of several tenants, or another person's place, for a while and audited. */
import type { Clock } from '@fastisp/core/clock';
import { tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { membershipsOf } from './membership.ts';
import type { ImpersonationBody, Workplaces } from './ports.ts';
import type { Principal } from './principal.ts';
import { refuseWithoutSecondFactor } from './refuse-without-second-factor.ts';

/** Acting as another ends by itself after this long. */
const actingMs = 60 * 60_000;

export function createWorkplaces(deps: { relational: RelationalStore; clock: Clock }): Workplaces {
  const { relational, clock } = deps;
  return {
    list: (principal) =>
      relational.withSystem(async (tx) => {
        const { all } = await membershipsOf(tx, principal.impersonator?.userId ?? principal.userId);
        return all.map(({ tenant, suspended }) => ({ ...tenant, suspended }));
      }),

    choose: (principal, id) =>
      relational.withSystem(async (tx) => {
        const sessionId = sessionOf(principal);
        const { all } = await membershipsOf(tx, principal.userId);
        const chosen = all.find(({ tenant }) => tenant.id === id);
        if (chosen === undefined) throw errors.tenantNotFound(id);
        if (chosen.suspended) throw errors.tenantSuspended(chosen.tenant.name);
        await setContext(tx, { session_id: sessionId, tenant_id: id });
      }),

    startActing: (principal, body) =>
      relational.withSystem(async (tx) => {
        const sessionId = sessionOf(principal);
        const person = await findOther(tx, principal, body);
        const context = {
          acting_as: body.userId,
          acting_until: new Date(clock.nowMs() + actingMs),
          acting_reason: body.reason,
        };
        await setContext(tx, { session_id: sessionId, tenant_id: body.tenantId, ...context });
        await recordActing(tx, principal, {
          action: 'impersonate',
          tenant: body.tenantId,
          person,
          reason: body.reason,
        });
        return { until: context.acting_until.toISOString() };
      }),

    stopActing: (principal) =>
      relational.withSystem(async (tx) => {
        const { impersonator } = principal;
        if (impersonator === null) return;
        const ended = await tx
          .deleteFrom('session_contexts')
          .where('session_id', '=', sessionOf(principal))
          .executeTakeFirst();
        if (ended.numDeletedRows === 0n) return;
        const person = { id: principal.userId, name: principal.name };
        await recordActing(tx, principal, { action: 'stop_impersonation', tenant: principal.tenant.id, person });
      }),
  };
}

function sessionOf({ sessionId }: Principal): string {
  if (sessionId === null) throw errors.sessionRequired();
  return sessionId;
}

async function setContext(
  tx: Tx,
  row: { session_id: string; tenant_id: number; acting_as?: string; acting_until?: Date; acting_reason?: string },
): Promise<void> {
  const whole = { acting_as: null, acting_until: null, acting_reason: null, ...row };
  await tx
    .insertInto('session_contexts')
    .values(whole)
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(whole))
    .execute();
}

/** The person to act as, in a tenant that is open. */
async function findOther(tx: Tx, principal: Principal, body: ImpersonationBody): Promise<{ id: string; name: string }> {
  const { all } = await membershipsOf(tx, body.userId);
  const membership = all.find(({ tenant }) => tenant.id === body.tenantId);
  if (membership === undefined || body.userId === principal.userId) throw errors.userNotFound(body.userId);
  if (membership.suspended) throw errors.tenantSuspended(membership.tenant.name);
  // What a tenant asks of its own people it asks of whoever acts as one of them.
  refuseWithoutSecondFactor({ ...principal.secondFactor, askedBy: membership.needsSecondFactor ? 'role' : null });
  return tx.selectFrom('auth_user').select(['id', 'name']).where('id', '=', body.userId).executeTakeFirstOrThrow();
}

/** In the log of the tenant that it happens in: its people may know who was there. */
async function recordActing(
  tx: Tx,
  principal: Principal,
  acting: { action: string; tenant: number; person: { id: string; name: string }; reason?: string },
): Promise<void> {
  const { action, person, reason } = acting;
  const actor = { ...principal, tenant: { id: tenantId(acting.tenant) } };
  const change = {
    action,
    objectType: 'user',
    objectId: person.id,
    objectName: person.name,
    before: null,
    after: null,
  };
  await recordChanges(tx, actor, [{ ...change, ...(reason !== undefined && { reason }) }]);
}
