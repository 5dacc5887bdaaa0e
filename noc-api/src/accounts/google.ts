/**
 * Sign-in with Google: OpenID Connect's code flow with PKCE, state and nonce, bound to the browser by a cookie. It
 * knows people who exist already and makes none: who is let in is an administrator's decision, not Google's.
 */
import type { Clock } from '@fastisp/core/clock';
import { AppError, isAppError } from '@fastisp/core/errors/app-error';
import { newId } from '@fastisp/core/ids';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import * as oidc from 'openid-client';
import * as errors from '#errors.ts';
import type { SignInRequest } from '#identity/ports.ts';
import { clearCookie, googleCookie, readCookie, setCookie } from './cookies.ts';
import { type GuessLimits, guessLimits, ofAddress } from './guess-limits.ts';
import { type OneTimeTokens, tokenLifeMs } from './one-time-tokens.ts';
import type { Claim, SignedIn } from './ports.ts';
import type { SignIn } from './sign-in.ts';

export const googleProvider = 'google';
const callbackPath = '/api/auth/google/callback';
/** Google that says nothing for this long is away. */
const timeoutS = 10;

export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly issuer: string;
  readonly publicUrl: string;
}

/** Off unless both are set. @throws AppError `CONFIG_INVALID` */
export function readGoogleSettings(config: {
  readonly GOOGLE_CLIENT_ID: string | undefined;
  readonly GOOGLE_CLIENT_SECRET: string | undefined;
  readonly GOOGLE_ISSUER: string;
  readonly PUBLIC_URL: string | undefined;
}): GoogleSettings | null {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = config;
  if (clientId === undefined && clientSecret === undefined) return null;
  if (clientId === undefined || clientSecret === undefined || publicUrl === undefined) {
    throw new AppError('CONFIG_INVALID', 'Google sign-in needs GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET and PUBLIC_URL');
  }
  return { clientId, clientSecret, issuer: config.GOOGLE_ISSUER, publicUrl: new URL(publicUrl).origin };
}

export interface Google {
  readonly enabled: boolean;
  /** Where to send the browser. @throws AppError `NOT_FOUND` when it is off, `GOOGLE_UNAVAILABLE` */
  begin(request: SignInRequest, to: string | undefined): Promise<{ url: string; cookies: readonly string[] }>;
  /**
   * Where the browser comes back. @param search the query as it came.
   * @throws AppError `NOT_FOUND`, `GOOGLE_REFUSED`, `GOOGLE_NOBODY`, `GOOGLE_UNAVAILABLE`, `NO_TENANT`…
   */
  finish(request: SignInRequest, search: string, claim: Claim): Promise<SignedIn & { to: string }>;
}

export interface GoogleDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: OneTimeTokens;
  readonly limits: GuessLimits;
  readonly signIn: SignIn;
}

export function createGoogle(settings: GoogleSettings | null, deps: GoogleDeps): Google {
  const { tokens } = deps;
  let discovered: Promise<oidc.Configuration> | null = null;

  /** Asked once; a failure is forgotten, so that the next person asks again. */
  function configuration({ issuer, clientId, clientSecret }: GoogleSettings): Promise<oidc.Configuration> {
    const url = new URL(issuer);
    const execute = [oidc.enableNonRepudiationChecks]; // the id token's signature is checked, though TLS would do
    if (url.protocol === 'http:') execute.push(oidc.allowInsecureRequests); // a stand-in on this machine
    discovered ??= oidc
      .discovery(url, clientId, clientSecret, undefined, { execute, timeout: timeoutS })
      .catch((cause: unknown) => {
        discovered = null;
        throw errors.googleUnavailable(cause);
      });
    return discovered;
  }

  return {
    enabled: settings !== null,

    async begin(request, to) {
      if (settings === null) throw errors.notFound('/api/auth/google');
      await deps.limits.take([ofAddress(guessLimits.challenges, request.address)]);
      const config = await configuration(settings);
      const verifier = oidc.randomPKCECodeVerifier();
      const nonce = oidc.randomNonce();
      const data = { verifier, nonce, to: ownPath(to) };
      const { token: state } = await tokens.issue('google', { userId: null, data });
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: settings.publicUrl + callbackPath,
        scope: 'openid email profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url: url.href, cookies: [setCookie(request, googleCookie, state, tokenLifeMs.google)] };
    },

    async finish(request, search, claim) {
      if (settings === null) throw errors.notFound(callbackPath);
      const state = new URLSearchParams(search).get('state') ?? '';
      // Of this browser, not of somebody who would like us to be signed in as them.
      if (state === '' || state !== readCookie(request, googleCookie)) throw errors.googleRefused();
      const started = await tokens.take('google', state);
      if (started === null) throw errors.signInExpired();
      const { verifier, nonce, to } = started.data as { verifier: string; nonce: string; to: string }; // as begun
      const claims = await oidc
        .authorizationCodeGrant(
          await configuration(settings),
          new URL(`${settings.publicUrl}${callbackPath}?${search}`),
          {
            pkceCodeVerifier: verifier,
            expectedNonce: nonce,
            expectedState: state,
            idTokenExpected: true,
          },
        )
        .then((answer) => answer.claims())
        .catch((cause: unknown) => {
          deps.log.info({ err: cause }, 'google sign-in refused');
          throw isAppError(cause) ? cause : errors.googleRefused(cause);
        });
      const email = typeof claims?.['email'] === 'string' ? claims['email'].toLowerCase() : '';
      claim(email);
      if (claims === undefined || claims['email_verified'] !== true) throw errors.googleRefused();
      const person = await findPerson(deps, { sub: claims.sub, email });
      claim(person.email);
      const signedIn = await deps.signIn.admit(request, person.id, { rememberMe: true, strong: false });
      return { ...signedIn, cookies: [...signedIn.cookies, clearCookie(request, googleCookie)], to };
    },
  };
}

/** By Google's own name for them, which outlives a change of address; at first by the address. */
async function findPerson(
  { relational, clock }: GoogleDeps,
  google: { sub: string; email: string },
): Promise<{ id: string; email: string }> {
  const known = await relational.db
    .selectFrom('auth_account')
    .innerJoin('auth_user', 'auth_user.id', 'auth_account.user_id')
    .select(['auth_user.id', 'auth_user.email'])
    .where('provider_id', '=', googleProvider)
    .where('account_id', '=', google.sub)
    .executeTakeFirst();
  if (known !== undefined) return known;
  const found = await relational.db.transaction().execute(async (tx) => {
    const person = await tx
      .selectFrom('auth_user')
      .select(['id', 'email'])
      .where('email', '=', google.email)
      .forUpdate()
      .executeTakeFirst();
    if (person === undefined) return null;
    const linked = await tx
      .selectFrom('auth_account')
      .select('account_id')
      .where('user_id', '=', person.id)
      .where('provider_id', '=', googleProvider)
      .executeTakeFirst();
    // The address now belongs to another Google account than the one that was linked.
    if (linked !== undefined) throw errors.googleRefused();
    await tx
      .insertInto('auth_account')
      .values({ id: newId(), user_id: person.id, provider_id: googleProvider, account_id: google.sub })
      .execute();
    await tx
      .updateTable('auth_user')
      .set({ email_verified: true, updated_at: new Date(clock.nowMs()) })
      .where('id', '=', person.id)
      .execute();
    return person;
  });
  if (found === null) throw await refusal(relational, google.email, clock.nowMs());
  return found;
}

/** Who was invited has a link, and the secret in it; Google's word for an address is not that. */
async function refusal(relational: RelationalStore, email: string, nowMs: number): Promise<AppError> {
  const invited = await relational.withSystem((tx) =>
    tx
      .selectFrom('invitations')
      .select('id')
      .where('email', '=', email)
      .where('expires_at', '>', new Date(nowMs))
      .executeTakeFirst(),
  );
  return invited === undefined ? errors.googleNobody(email) : errors.googleInvited();
}

/** Only a path of ours, as a browser understands it; anything else is the start page. */
function ownPath(to: string | undefined): string {
  const here = 'http://here.invalid';
  const url = to?.startsWith('/') === true ? URL.parse(to, here) : null;
  // Browsers drop tabs and line ends and take a backslash for a slash: `/<tab>/evil.example` is another site,
  // and what `/.//evil.example` resolves to is one once more.
  if (url === null || url.origin !== here || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
