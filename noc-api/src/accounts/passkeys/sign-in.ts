/** Signing in with a passkey: the browser shows whose it has, and what the device signed says who it is. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore } from '@fastisp/core/pg/port';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import * as errors from '#errors.ts';
import type { SignInRequest } from '#identity/ports.ts';
import { type GuessLimits, guessLimits, ofAddress } from '../guess-limits.ts';
import type { OneTimeTokens } from '../one-time-tokens.ts';
import type { Claim, SignedIn } from '../ports.ts';
import type { SignIn } from '../sign-in.ts';
import { askTimeMs, challengeBytes, refusePasskey, requireRpId } from './relying-party.ts';

export interface PasskeySignIn {
  /** For anybody: the browser shows whose passkeys it has. @throws AppError `PASSKEYS_NOT_HERE` */
  ask(request: SignInRequest, origin: string): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** @throws AppError `PASSKEY_REFUSED`, `SIGN_IN_LIMITED` */
  signIn(request: SignInRequest, origin: string, response: unknown, claim: Claim): Promise<SignedIn>;
}

export interface PasskeySignInDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly tokens: OneTimeTokens;
  readonly signIn: SignIn;
}

export function createPasskeySignIn(deps: PasskeySignInDeps): PasskeySignIn {
  const { relational, clock, tokens } = deps;

  return {
    async ask(request, origin) {
      const rpID = requireRpId(origin);
      await deps.limits.take([ofAddress(guessLimits.challenges, request.address)]);
      const { token } = await tokens.issue('passkey-sign-in', { userId: null });
      const challenge = challengeBytes(token);
      return generateAuthenticationOptions({ rpID, challenge, timeout: askTimeMs, userVerification: 'required' });
    },

    signIn: (request, origin, response, claim) =>
      deps.limits.count([ofAddress(guessLimits.address, request.address)], async () => {
        const given = response as AuthenticationResponseJSON; // its fields are checked by the function below
        const row = await relational.db
          .selectFrom('passkeys')
          .innerJoin('auth_user', 'auth_user.id', 'passkeys.user_id')
          .selectAll('passkeys')
          .select('auth_user.email')
          .where('credential_id', '=', given.id)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyRefused();
        claim(row.email);
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: given,
          expectedChallenge: async (challenge) => (await tokens.take('passkey-sign-in', challenge)) !== null,
          expectedOrigin: origin,
          expectedRPID: requireRpId(origin),
          credential: {
            id: row.credential_id,
            publicKey: new Uint8Array(row.public_key),
            counter: row.counter,
            transports: row.transports,
          },
          requireUserVerification: true,
        }).catch(refusePasskey);
        if (!verified) throw errors.passkeyRefused();
        await relational.db
          .updateTable('passkeys')
          .set({
            counter: authenticationInfo.newCounter,
            backed_up: authenticationInfo.credentialBackedUp,
            last_used_at: new Date(clock.nowMs()),
          })
          .where('id', '=', row.id)
          .execute();
        return deps.signIn.admit(request, row.user_id, { rememberMe: true, strong: true });
      }),
  };
}
