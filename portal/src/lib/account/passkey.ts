/** The browser's part of passkeys: asks the person, and gives what the API takes. */
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { api, call, type Result } from '#lib/api/client.ts';
import type { components } from '#lib/api/schema.generated.ts';
import { offlineProblem } from '#lib/api/problem.ts';

type Schemas = components['schemas'];

/** The person said no, or took too long. */
const cancelled = { ok: false, problem: { ...offlineProblem, code: 'PASSKEY_CANCELLED', status: 400 } } as const;

export async function signInWithPasskey(): Promise<Result<Schemas['SignedIn']>> {
  const options = await call(api.POST('/api/auth/passkey/options'));
  if (!options.ok) return options;
  // The API passes on what its library made for the browser's.
  const optionsJSON = options.data as unknown as PublicKeyCredentialRequestOptionsJSON;
  const response = await startAuthentication({ optionsJSON }).catch(() => null);
  if (response === null) return cancelled;
  return call(api.POST('/api/auth/passkey', { body: response as unknown as Schemas['PasskeyResponse'] })); // likewise
}

export async function addPasskey(name: string, password: string): Promise<Result<Schemas['Passkey']>> {
  const options = await call(api.POST('/api/v1/account/passkeys/options', { body: { password } }));
  if (!options.ok) return options;
  // The API passes on what its library made for the browser's.
  const optionsJSON = options.data as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = await startRegistration({ optionsJSON }).catch(() => null);
  if (response === null) return cancelled;
  const body = { name, response: response as unknown as Schemas['PasskeyResponse'] }; // likewise
  return call(api.POST('/api/v1/account/passkeys', { body }));
}
