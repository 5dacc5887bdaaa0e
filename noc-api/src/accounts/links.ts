/**
 * Links that a person gets by mail, or from an administrator where no mail is set up: a new password, and the proof
 * that an address is theirs. What is answered, and after how long, does not tell whether an account exists.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@fastisp/core/clock';
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { Database } from '@fastisp/core/pg/schema.generated';
import type { Kysely } from 'kysely';
import type { AuditActor } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { passwordProblem } from '#identity/password-rules.ts';
import type { SignInRequest } from '#identity/ports.ts';
import type { Principal } from '#identity/principal.ts';
import { toLocale } from '#identity/working-as.ts';
import type { MailQueue } from '#mail/ports.ts';
import { type GuessLimits, guessLimits, ofAddress } from './guess-limits.ts';
import { type OneTimeTokens, tokenLifeMs } from './one-time-tokens.ts';
import { requireOwnSession } from './own-session.ts';
import { endSessions, passwordChange, setPassword } from './passwords.ts';
import type { HandedLink } from './ports.ts';
import { findSubordinate } from './subordinate.ts';
import { tellPasswordChanged } from './tell.ts';

/** Finding somebody and writing to them takes a part of this; finding nobody is answered no sooner. */
const answerAfterMs = 250;
/** The chain of the audit log for people of no tenant. */
const platformChain = tenantId(0);

export interface Links {
  /** @throws AppError `MAIL_NOT_CONFIGURED`, `SIGN_IN_LIMITED` */
  requestReset(request: SignInRequest, email: string): Promise<void>;
  /** For a person of the caller's tenant. @throws AppError `USER_NOT_FOUND`, `BEYOND_OWN_AUTHORITY` */
  handOverReset(principal: Principal, origin: string, userId: string): Promise<HandedLink>;
  /** Ends every session. @throws AppError `LINK_INVALID`, `PASSWORD_WEAK` */
  reset(request: SignInRequest, given: { token: string; newPassword: string }): Promise<void>;
  /** @throws AppError `MAIL_NOT_CONFIGURED`, `EMAIL_ALREADY_VERIFIED`, `SIGN_IN_LIMITED` */
  requestVerification(principal: Principal): Promise<void>;
  /** @throws AppError `LINK_INVALID` */
  verify(request: SignInRequest, token: string): Promise<void>;
}

export interface LinksDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly tokens: OneTimeTokens;
  readonly mail: MailQueue;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

const resetUrl = (origin: string, token: string): string => `${origin}/reset-password#${token}`;

export function createLinks(deps: LinksDeps): Links {
  const { relational, clock, limits, tokens, mail } = deps;
  const now = () => new Date(clock.nowMs());

  async function mailReset(email: string): Promise<void> {
    const person = await findPerson(relational.db, 'email', email.toLowerCase());
    if (person === null || (await tenantOf(relational, person.id)) === null) return;
    await relational.withSystem(async (tx) => {
      await tokens.forget('reset-password', person.id, tx);
      const { token, expiresAt } = await tokens.issue('reset-password', { userId: person.id }, tx);
      const url = resetUrl(mail.publicUrl, token);
      const minutes = tokenLifeMs['reset-password'] / 60_000;
      const order = { to: person.email, language: toLocale(person.locale), expiresAt };
      await mail.queue(tx, { template: 'reset-password', name: person.name, url, minutes }, order);
    });
  }

  /** By mail, which also proves that the address is theirs, or from an administrator's hand. */
  async function lookReset(token: string) {
    for (const purpose of ['reset-password', 'handed-reset'] as const) {
      const found = await tokens.look(purpose, token);
      if (found !== null && found.userId !== null) return { purpose, userId: found.userId };
    }
    throw errors.linkInvalid();
  }

  return {
    async requestReset(request, email) {
      if (!mail.configured) throw errors.mailNotConfigured();
      await limits.take([
        ofAddress(guessLimits.mailAddress, request.address),
        { limit: guessLimits.mailAccount, key: email },
      ]);
      await Promise.all([mailReset(email), delay(answerAfterMs)]);
    },

    async handOverReset(principal, origin, userId) {
      return relational.withSystem(async (tx) => {
        const person = await findSubordinate(tx, principal, userId);
        await tokens.forget('handed-reset', userId, tx);
        const { token, expiresAt } = await tokens.issue('handed-reset', { userId, data: { by: principal.userId } }, tx);
        const about = { objectType: 'user', objectId: userId, objectName: person.name, before: null, after: null };
        await recordChanges(tx, principal, [{ action: 'hand_over_password_link', ...about }]);
        return { url: resetUrl(origin, token), expiresAt: expiresAt.toISOString() };
      });
    },

    async reset(request, { token, newPassword }) {
      const { purpose, userId } = await limits.count([ofAddress(guessLimits.address, request.address)], () =>
        lookReset(token),
      );
      const person = await findPerson(relational.db, 'id', userId);
      if (person === null) throw errors.linkInvalid();
      const problem = passwordProblem(newPassword, { ...person, currentPassword: '' });
      if (problem !== null) throw errors.passwordWeak(problem);
      const hash = await hashPassword(newPassword);
      const tenant = (await tenantOf(relational, userId)) ?? platformChain;
      await relational.withSystem(async (tx) => {
        if ((await tokens.take(purpose, token, tx)) === null) throw errors.linkInvalid();
        for (const other of ['reset-password', 'handed-reset', 'second-factor'] as const) {
          await tokens.forget(other, userId, tx);
        }
        await setPassword(tx, userId, { hash, now: now() });
        if (purpose === 'reset-password') await markVerified(tx, userId, now());
        await endSessions(tx, userId, null);
        await tellPasswordChanged(tx, deps, person, request.address);
        await recordChanges(tx, linkHolder(person, request, tenant), [passwordChange(userId, person.name)]);
      });
    },

    async requestVerification(principal) {
      requireOwnSession(principal);
      if (!mail.configured) throw errors.mailNotConfigured();
      if (await isVerified(relational, principal.userId)) throw errors.emailAlreadyVerified();
      await limits.take([{ limit: guessLimits.mailAccount, key: principal.email }]);
      await relational.withSystem(async (tx) => {
        await tokens.forget('verify-email', principal.userId, tx);
        const about = { userId: principal.userId, data: { email: principal.email } };
        const { token, expiresAt } = await tokens.issue('verify-email', about, tx);
        const url = `${mail.publicUrl}/verify-email#${token}`;
        const order = { to: principal.email, language: principal.locale, expiresAt };
        await mail.queue(tx, { template: 'verify-email', name: principal.name, url }, order);
      });
    },

    async verify(request, token) {
      await limits.count([ofAddress(guessLimits.address, request.address)], () =>
        relational.withSystem(async (tx) => {
          const taken = await tokens.take('verify-email', token, tx);
          const userId = taken?.userId ?? null;
          const person = userId === null ? null : await findPerson(tx, 'id', userId);
          // The proof is of the address the mail went to, not of one it was changed to since.
          if (taken === null || person === null || taken.data['email'] !== person.email) throw errors.linkInvalid();
          await markVerified(tx, person.id, now());
        }),
      );
    },
  };
}

async function findPerson(db: Kysely<Database>, by: 'id' | 'email', value: string): Promise<Person | null> {
  const row = await db
    .selectFrom('auth_user')
    .select(['id', 'name', 'email', 'locale'])
    .where(by, '=', value)
    .executeTakeFirst();
  return row ?? null;
}

/** Where it is written down: the first of their tenants. */
async function tenantOf(relational: RelationalStore, userId: string): Promise<TenantId | null> {
  const row = await relational.withSystem((tx) =>
    tx
      .selectFrom('memberships')
      .select('tenant_id')
      .where('user_id', '=', userId)
      .orderBy('tenant_id')
      .limit(1)
      .executeTakeFirst(),
  );
  return row === undefined ? null : tenantId(row.tenant_id);
}

async function isVerified(relational: RelationalStore, userId: string): Promise<boolean> {
  const row = await relational.db
    .selectFrom('auth_user')
    .select('email_verified')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return row.email_verified;
}

async function markVerified(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.updateTable('auth_user').set({ email_verified: true, updated_at: now }).where('id', '=', userId).execute();
}

/** Nobody is signed in; who holds the link is taken for the person. */
const linkHolder = (person: Person, request: SignInRequest, tenant: TenantId): AuditActor => ({
  via: 'anonymous',
  userId: person.id,
  name: person.name,
  from: { address: request.address, userAgent: request.headers.get('user-agent') },
  impersonator: null,
  tokenId: null,
  tenant: { id: tenant },
});
