import type { Static } from 'typebox';
import type { device, handedLink, passkey } from './schemas.ts';

export type SignedInDevice = Static<typeof device>;
export type Passkey = Static<typeof passkey>;
export type HandedLink = Static<typeof handedLink>;

export interface SignedIn {
  readonly mustChangePassword: boolean;
  /** Nothing is open yet: a code is missing. */
  readonly secondFactor: boolean;
  /** `Set-Cookie` values. */
  readonly cookies: readonly string[];
}

/** Told the address of whom a sign-in is about, once that is known: for the audit log, whether it succeeds or not. */
export type Claim = (email: string) => void;
