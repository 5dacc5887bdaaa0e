/**
 * Passkeys (WebAuthn): the private key stays with the person's device, and the browser signs our challenge for our
 * address only, so that there is nothing to guess, to fish for or to steal here. User verification is required: a
 * passkey is two factors.
 */
import { createOwnPasskeys, type OwnPasskeys } from './own-passkeys.ts';
import { createPasskeyRegistration, type PasskeyRegistration, type RegistrationDeps } from './registration.ts';
import { rpIdOf } from './relying-party.ts';
import { createPasskeySignIn, type PasskeySignIn, type PasskeySignInDeps } from './sign-in.ts';

export interface Passkeys extends OwnPasskeys, PasskeyRegistration, PasskeySignIn {
  /** Whether browsers offer them at this address: a name with https, or localhost. */
  possibleAt(origin: string): boolean;
}

export function createPasskeys(deps: RegistrationDeps & PasskeySignInDeps): Passkeys {
  return {
    possibleAt: (origin) => rpIdOf(origin) !== null,
    ...createOwnPasskeys(deps),
    ...createPasskeyRegistration(deps),
    ...createPasskeySignIn(deps),
  };
}
