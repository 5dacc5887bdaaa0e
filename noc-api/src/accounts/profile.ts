/** What a person sees and says of themselves. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { Static } from 'typebox';
import { recordChanges } from '#audit/record.ts';
import type { Principal } from '#identity/principal.ts';
import { toLocale } from '#identity/working-as.ts';
import type { MailQueue } from '#mail/ports.ts';
import { googleProvider } from './google.ts';
import { requireOwnSession } from './own-session.ts';
import type { account, accountPatch } from './schemas.ts';
import type { SecondFactor } from './second-factor.ts';

type Account = Static<typeof account>;

export interface Profile {
  read(principal: Principal): Promise<Account>;
  change(principal: Principal, patch: Static<typeof accountPatch>): Promise<Account>;
}

export function createProfile(deps: {
  relational: RelationalStore;
  clock: Clock;
  secondFactor: SecondFactor;
  mail: MailQueue;
}): Profile {
  const { relational } = deps;

  async function read(principal: Principal): Promise<Account> {
    const row = await relational.db
      .selectFrom('auth_user')
      .leftJoin('auth_account', (join) =>
        join.onRef('auth_account.user_id', '=', 'auth_user.id').on('auth_account.provider_id', '=', googleProvider),
      )
      .select(['auth_user.id', 'auth_user.name', 'auth_user.email', 'auth_user.locale', 'auth_user.email_verified'])
      .select('auth_account.id as googleAccount')
      .where('auth_user.id', '=', principal.userId)
      .executeTakeFirstOrThrow();
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      emailVerified: row.email_verified,
      locale: toLocale(row.locale),
      secondFactor: await deps.secondFactor.status(principal.userId),
      googleLinked: row.googleAccount !== null,
      mailConfigured: deps.mail.configured,
    };
  }

  return {
    read,
    async change(principal, patch) {
      requireOwnSession(principal);
      const before = { name: principal.name, locale: principal.locale };
      const after = { ...before, ...patch };
      await relational.withTenant(principal.tenant.id, async (tx) => {
        await tx
          .updateTable('auth_user')
          .set({ ...after, updated_at: new Date(deps.clock.nowMs()) })
          .where('id', '=', principal.userId)
          .execute();
        const about = { objectType: 'user', objectId: principal.userId, objectName: principal.name };
        await recordChanges(tx, principal, [{ action: 'update', ...about, before, after }]);
      });
      return read(principal);
    },
  };
}
