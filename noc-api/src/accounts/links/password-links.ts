/** A new password by a link: by mail, which also proves the address, or from an administrator's hand. */
import { setTimeout as delay } from 'node:timers/promises';
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { AuditActor } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { passwordProblem } from '#identity/password-rules.ts';
import type { SignInRequest } from '#identity/ports.ts';
import type { Principal } from '#identity/principal.ts';
import { toLocale } from '#identity/working-as.ts';
import { guessLimits, ofAddress } from '../guess-limits.ts';
import { tokenLifeMs } from '../one-time-tokens.ts';
import { endSessions, passwordChange, setPassword } from '../passwords.ts';
import type { HandedLink } from '../ports.ts';
import { findSubordinate } from '../subordinate.ts';
import { tellPasswordChanged } from '../tell.ts';
import { findPerson, markVerified, type Person, tenantOf } from './link-people.ts';
import type { LinksDeps } from './ports.ts';

/** Finding somebody and writing to them takes a part of this; finding nobody is answered no sooner. */
const answerAfterMs = 250;
/** The chain of the audit log for people of no tenant. */
const platformChain = tenantId(0);

export interface PasswordLinks {
  /** @throws AppError `MAIL_NOT_CONFIGURED`, `SIGN_IN_LIMITED` */
  requestReset(request: SignInRequest, email: string): Promise<void>;
  /** For a person of the caller's tenant. @throws AppError `USER_NOT_FOUND`, `BEYOND_OWN_AUTHORITY` */
  handOverReset(principal: Principal, origin: string, userId: string): Promise<HandedLink>;
  /** Ends every session. @throws AppError `LINK_INVALID`, `PASSWORD_WEAK` */
  reset(request: SignInRequest, given: { token: string; newPassword: string }): Promise<void>;
}

const resetUrl = (origin: string, token: string): string => `${origin}/reset-password#${token}`;

export function createPasswordLinks(deps: LinksDeps): PasswordLinks {
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
  };
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
