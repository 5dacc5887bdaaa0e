/** The proof that an address is its person's: they follow a link that was sent there. */
import * as errors from '#errors.ts';
import type { SignInRequest } from '#identity/ports.ts';
import type { Principal } from '#identity/principal.ts';
import { guessLimits, ofAddress } from '../guess-limits.ts';
import { requireOwnSession } from '../own-session.ts';
import { findPerson, isVerified, markVerified } from './link-people.ts';
import type { LinksDeps } from './ports.ts';

export interface AddressLinks {
  /** @throws AppError `MAIL_NOT_CONFIGURED`, `EMAIL_ALREADY_VERIFIED`, `SIGN_IN_LIMITED` */
  requestVerification(principal: Principal): Promise<void>;
  /** @throws AppError `LINK_INVALID` */
  verify(request: SignInRequest, token: string): Promise<void>;
}

export function createAddressLinks({ relational, clock, limits, tokens, mail }: LinksDeps): AddressLinks {
  return {
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
          await markVerified(tx, person.id, new Date(clock.nowMs()));
        }),
      );
    },
  };
}
