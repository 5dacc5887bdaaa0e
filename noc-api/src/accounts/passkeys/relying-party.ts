/** What WebAuthn asks of the site that a passkey is for: its name, the keys it takes, and a challenge for each time. */
import { isIP } from 'node:net';
import * as errors from '#errors.ts';

/** How long a person may look for their key, as the browser is told. */
export const askTimeMs = 120_000;
/** COSE's numbers of EdDSA, ES256 and RS256: what authenticators have. The library adds one that Node calls experimental. */
export const algorithms = [-8, -7, -257];

/** A challenge is a one-time token: it comes back inside what the device signed. */
export const challengeBytes = (token: string) => new Uint8Array(Buffer.from(token, 'base64url'));

/** WebAuthn's "relying party" is a host name; browsers offer nothing at bare addresses or without https. */
export function rpIdOf(origin: string): string | null {
  const { protocol, hostname } = new URL(origin);
  if (hostname === 'localhost') return hostname;
  if (protocol !== 'https:' || isIP(hostname) !== 0 || hostname.startsWith('[')) return null;
  return hostname;
}

/** @throws AppError `PASSKEYS_NOT_HERE` */
export function requireRpId(origin: string): string {
  const rpId = rpIdOf(origin);
  if (rpId === null) throw errors.passkeysNotHere(origin);
  return rpId;
}

/** The library says what is wrong in an error; nobody outside needs to know. */
export function refusePasskey(cause: unknown): never {
  throw errors.passkeyRefused(cause);
}
