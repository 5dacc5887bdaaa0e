/** A new passkey: the browser is asked to make one for us, and what it answers is kept. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { noteSecondFactor } from '#identity/sessions.ts';
import type { OneTimeTokens } from '../one-time-tokens.ts';
import { requireProvenSession } from '../own-session.ts';
import type { Passwords } from '../passwords.ts';
import type { Passkey } from '../ports.ts';
import { algorithms, askTimeMs, challengeBytes, refusePasskey, requireRpId } from './relying-party.ts';
import { passkeyColumns, recordPasskey, toPasskey } from './rows.ts';

/** A phone, a laptop, a key on the ring, and spares; beyond, adding one is refused. */
const passkeysMax = 20;

export interface PasskeyRegistration {
  /** @throws AppError `PASSWORD_WRONG`, `PASSKEY_LIMIT_REACHED`, `PASSKEYS_NOT_HERE` */
  begin(principal: Principal, origin: string, password: string): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** @throws AppError `PASSKEY_REFUSED` */
  add(principal: Principal, origin: string, given: { name: string; response: unknown }): Promise<Passkey>;
}

export interface RegistrationDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly tokens: OneTimeTokens;
  readonly passwords: Passwords;
}

export function createPasskeyRegistration(deps: RegistrationDeps): PasskeyRegistration {
  const { relational, clock, tokens } = deps;

  return {
    async begin(principal, origin, password) {
      const rpID = requireRpId(origin);
      requireProvenSession(principal);
      await deps.passwords.confirm(principal, password);
      const known = await relational.db
        .selectFrom('passkeys')
        .select(['credential_id', 'transports'])
        .where('user_id', '=', principal.userId)
        .execute();
      if (known.length >= passkeysMax) throw errors.passkeyLimitReached(passkeysMax);
      const { token } = await tokens.issue('passkey-registration', { userId: principal.userId });
      return generateRegistrationOptions({
        rpName: 'FastISP',
        rpID,
        userID: new Uint8Array(Buffer.from(principal.userId)),
        userName: principal.email,
        userDisplayName: principal.name,
        challenge: challengeBytes(token),
        timeout: askTimeMs,
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: known.map(({ credential_id: id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
    },

    async add(principal, origin, { name, response }) {
      const sessionId = requireProvenSession(principal);
      const { registrationInfo } = await verifyRegistrationResponse({
        response: response as RegistrationResponseJSON, // its fields are checked by the function
        expectedChallenge: async (challenge) =>
          (await tokens.take('passkey-registration', challenge))?.userId === principal.userId,
        expectedOrigin: origin,
        expectedRPID: requireRpId(origin),
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }).catch(refusePasskey);
      if (registrationInfo === undefined) throw errors.passkeyRefused();
      const { credential, credentialBackedUp } = registrationInfo;
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const row = await tx
          .insertInto('passkeys')
          .values({
            id: newId(),
            user_id: principal.userId,
            name,
            credential_id: credential.id,
            public_key: Buffer.from(credential.publicKey),
            counter: credential.counter,
            transports: credential.transports ?? [],
            backed_up: credentialBackedUp,
          })
          .onConflict((conflict) => conflict.column('credential_id').doNothing())
          .returning(passkeyColumns)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyRefused(); // somebody has it already
        await noteSecondFactor(tx, sessionId, clock.nowMs());
        await recordPasskey(tx, principal, 'create', row);
        return toPasskey(row);
      });
    },
  };
}
