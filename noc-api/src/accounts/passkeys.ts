/**
 * Passkeys (WebAuthn): the private key stays with the person's device, and the browser signs our challenge for our
 * address only, so that there is nothing to guess, to fish for or to steal here. User verification is required: a
 * passkey is two factors.
 */
import { isIP } from 'node:net';
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { SignInRequest } from '#identity/ports.ts';
import type { Principal } from '#identity/principal.ts';
import { noteSecondFactor } from '#identity/sessions.ts';
import { type GuessLimits, guessLimits, ofAddress } from './guess-limits.ts';
import type { OneTimeTokens } from './one-time-tokens.ts';
import { requireOwnSession, requireProvenSession } from './own-session.ts';
import type { Passwords } from './passwords.ts';
import type { Claim, Passkey, SignedIn } from './ports.ts';
import type { SignIn } from './sign-in.ts';

/** A phone, a laptop, a key on the ring, and spares; beyond, adding one is refused. */
const passkeysMax = 20;
/** How long a person may look for their key, as the browser is told. */
const askTimeMs = 120_000;
/** COSE's numbers of EdDSA, ES256 and RS256: what authenticators have. The library adds one that Node calls experimental. */
const algorithms = [-8, -7, -257];

export interface Passkeys {
  /** Whether browsers offer them at this address: a name with https, or localhost. */
  possibleAt(origin: string): boolean;
  list(principal: Principal): Promise<Passkey[]>;
  /** @throws AppError `PASSWORD_WRONG`, `PASSKEY_LIMIT_REACHED`, `PASSKEYS_NOT_HERE` */
  begin(principal: Principal, origin: string, password: string): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** @throws AppError `PASSKEY_REFUSED` */
  add(principal: Principal, origin: string, given: { name: string; response: unknown }): Promise<Passkey>;
  rename(principal: Principal, id: string, name: string): Promise<Passkey>;
  remove(principal: Principal, id: string): Promise<void>;
  /** For anybody: the browser shows whose passkeys it has. @throws AppError `PASSKEYS_NOT_HERE` */
  ask(request: SignInRequest, origin: string): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** @throws AppError `PASSKEY_REFUSED`, `SIGN_IN_LIMITED` */
  signIn(request: SignInRequest, origin: string, response: unknown, claim: Claim): Promise<SignedIn>;
}

export interface PasskeysDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly tokens: OneTimeTokens;
  readonly passwords: Passwords;
  readonly signIn: SignIn;
}

const columns = ['id', 'name', 'backed_up', 'created_at', 'last_used_at'] as const;

export function createPasskeys(deps: PasskeysDeps): Passkeys {
  const { relational, clock, tokens } = deps;
  /** A challenge is a one-time token: it comes back inside what the device signed. */
  const challengeBytes = (token: string) => new Uint8Array(Buffer.from(token, 'base64url'));

  return {
    possibleAt: (origin) => rpIdOf(origin) !== null,

    async list(principal) {
      const rows = await relational.db
        .selectFrom('passkeys')
        .select(columns)
        .where('user_id', '=', principal.userId)
        .orderBy('created_at')
        .execute();
      return rows.map(toPasskey);
    },

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
          .returning(columns)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyRefused(); // somebody has it already
        await noteSecondFactor(tx, sessionId, clock.nowMs());
        await recordPasskey(tx, principal, 'create', row);
        return toPasskey(row);
      });
    },

    rename: (principal, id, name) => {
      requireOwnSession(principal);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const row = await tx
          .updateTable('passkeys')
          .set({ name })
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .returning(columns)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyNotFound(id);
        return toPasskey(row);
      });
    },

    remove: (principal, id) => {
      requireProvenSession(principal);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const row = await tx
          .deleteFrom('passkeys')
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .returning(columns)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyNotFound(id);
        await recordPasskey(tx, principal, 'delete', row);
      });
    },

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

/** The library says what is wrong in an error; nobody outside needs to know. */
function refusePasskey(cause: unknown): never {
  throw errors.passkeyRefused(cause);
}

/** WebAuthn's "relying party" is a host name; browsers offer nothing at bare addresses or without https. */
function rpIdOf(origin: string): string | null {
  const { protocol, hostname } = new URL(origin);
  if (hostname === 'localhost') return hostname;
  if (protocol !== 'https:' || isIP(hostname) !== 0 || hostname.startsWith('[')) return null;
  return hostname;
}

function requireRpId(origin: string): string {
  const rpId = rpIdOf(origin);
  if (rpId === null) throw errors.passkeysNotHere(origin);
  return rpId;
}

interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly backed_up: boolean;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

const toPasskey = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  backedUp: row.backed_up,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

async function recordPasskey(
  tx: Tx,
  principal: Principal,
  action: 'create' | 'delete',
  row: PasskeyRow,
): Promise<void> {
  const fields = { name: row.name, person: principal.name };
  const [before, after] = action === 'create' ? [null, fields] : [fields, null];
  await recordChanges(tx, principal, [
    { action, objectType: 'passkey', objectId: row.id, objectName: row.name, before, after },
  ]);
}
