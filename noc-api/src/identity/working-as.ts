/** What the rows say of a session: who works through it, for which tenant, with what authority. */
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import { authorityIn, membershipsOf } from './membership.ts';
import { locales, type Locale, type Principal } from './principal.ts';
import { decideStanding, type SessionContext } from './standing.ts';

type Person = Pick<Principal, 'userId' | 'name' | 'email' | 'locale'>;
export type WorkingAs = Person & Pick<Principal, 'tenant' | 'authority' | 'impersonator' | 'secondFactor'>;

/** @throws AppError `NO_TENANT`, `TENANT_SUSPENDED`. */
export function findWorkingAs(
  relational: RelationalStore,
  session: { readonly id: string; readonly person: Person; readonly nowMs: number },
): Promise<WorkingAs> {
  const { person } = session;
  return relational.withSystem(async (tx) => {
    const { context, proven } = await sessionRow(tx, session.id);
    const own = await membershipsOf(tx, person.userId);
    const actingAs = context?.actingAs ?? null;
    const other = actingAs === null ? null : await membershipsOf(tx, actingAs);
    const standing = decideStanding(own, context, other, session.nowMs);
    if (standing.kind === 'nowhere') throw errors.noTenant();
    if (standing.kind === 'suspended') throw errors.tenantSuspended(standing.tenantName);
    const { membership } = standing;
    const acting = standing.kind === 'acting' ? await personOf(tx, standing.as) : null;
    return {
      ...(acting ?? person),
      tenant: membership.tenant,
      // Who acts as another has that person's rights in the tenant, and leaves their own behind.
      authority: await authorityIn(tx, membership, { platform: acting === null && own.isPlatformAdmin }),
      impersonator: acting === null ? null : { userId: person.userId, name: person.name },
      // Whoever acts as another shows their own: they are who sits there.
      secondFactor: {
        askedBy: own.platformNeedsSecondFactor ? 'platform' : membership.needsSecondFactor ? 'role' : null,
        has: own.hasSecondFactor,
        proven,
      },
    };
  });
}

/** Whether a person may come in at all. @throws AppError `NO_TENANT`, `TENANT_SUSPENDED`. */
export async function refuseWithoutTenant(relational: RelationalStore, userId: string): Promise<void> {
  const own = await relational.withSystem((tx) => membershipsOf(tx, userId));
  const standing = decideStanding(own, null, null, 0);
  if (standing.kind === 'nowhere') throw errors.noTenant();
  if (standing.kind === 'suspended') throw errors.tenantSuspended(standing.tenantName);
}

/** @returns also whether the session was begun with a second factor. */
async function sessionRow(tx: Tx, sessionId: string): Promise<{ context: SessionContext | null; proven: boolean }> {
  const row = await tx
    .selectFrom('auth_session as s')
    .leftJoin('session_contexts as c', 'c.session_id', 's.id')
    .select(['s.second_factor_at', 'c.tenant_id', 'c.acting_as', 'c.acting_until'])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
  const tenant = row?.tenant_id ?? null;
  return {
    context:
      row === undefined || tenant === null
        ? null
        : { tenantId: tenant, actingAs: row.acting_as, actingUntilMs: row.acting_until?.getTime() ?? null },
    proven: (row?.second_factor_at ?? null) !== null,
  };
}

async function personOf(tx: Tx, userId: string): Promise<Person> {
  const row = await tx
    .selectFrom('auth_user')
    .select(['id', 'name', 'email', 'locale'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return { userId: row.id, name: row.name, email: row.email, locale: toLocale(row.locale) };
}

export const toLocale = (text: string | null | undefined): Locale => locales.find((locale) => locale === text) ?? 'es';
