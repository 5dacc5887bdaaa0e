/** `/api/auth/*`: the ways in and out, open to people who have not signed in. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '@fastisp/core/errors/app-error';
import { Type } from 'typebox';
import type { Api } from '#http/access.ts';
import { pageOrigin } from '#http/origin.ts';
import { problemResponses } from '#http/schemas.ts';
import { signInRequest } from '#identity/sign-in-request.ts';
import type { Accounts } from './accounts.ts';
import type { Claim, SignedIn } from './ports.ts';
import * as schemas from './schemas.ts';

export interface AccountRoutesDeps {
  readonly accounts: Accounts;
  /** What people type, when a proxy in front changes the Host header. */
  readonly publicUrl: string | undefined;
}

/** What every route here shares: anybody may ask, and the document says so. */
const open = { tags: ['sign-in'], security: [] };
const config = { access: 'public' } as const;

const claimOf =
  (request: FastifyRequest): Claim =>
  (email) =>
    void (request.claimedEmail = email);

/** Tells the audit log, and the browser its cookies. */
function admitted(request: FastifyRequest, reply: FastifyReply, { cookies, ...answer }: SignedIn) {
  request.signedIn = !answer.secondFactor;
  reply.header('set-cookie', cookies);
  return answer;
}

export function signInRoutes(api: Api, deps: AccountRoutesDeps): void {
  const { accounts } = deps;
  const of = (request: FastifyRequest) => signInRequest(request, deps.publicUrl);
  const response = { 200: schemas.signedIn, ...problemResponses };

  api.get(
    '/methods',
    {
      config,
      schema: {
        ...open,
        operationId: 'getAuthMethods',
        summary: 'Which ways in there are, besides the password',
        response: { 200: schemas.authMethods, ...problemResponses },
      },
    },
    (request) => ({
      google: accounts.google.enabled,
      passkey: accounts.passkeys.possibleAt(pageOrigin(request, deps.publicUrl)),
      passwordReset: accounts.mail.configured,
    }),
  );

  api.post(
    '/sign-in/email',
    {
      config,
      schema: {
        ...open,
        operationId: 'signIn',
        summary: 'Sign in; the answer sets the session cookie, or asks for a code',
        body: schemas.signInBody,
        response,
      },
    },
    async (request, reply) => admitted(request, reply, await accounts.signIn.withPassword(of(request), request.body)),
  );

  api.post(
    '/sign-in/code',
    {
      config,
      schema: {
        ...open,
        operationId: 'signInWithCode',
        summary: 'The code that the sign-in asked for',
        body: schemas.signInCodeBody,
        response,
      },
    },
    async (request, reply) =>
      admitted(request, reply, await accounts.signIn.withCode(of(request), request.body.code, claimOf(request))),
  );

  api.post(
    '/sign-out',
    {
      config,
      schema: {
        ...open,
        operationId: 'signOut',
        summary: 'End the session',
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) =>
      reply
        .header('set-cookie', await accounts.signIn.signOut(of(request)))
        .status(204)
        .send(null),
  );

  passkeyRoutes(api, deps);
  googleRoutes(api, deps);
  linkRoutes(api, deps);
}

function passkeyRoutes(api: Api, { accounts, publicUrl }: AccountRoutesDeps): void {
  api.post(
    '/passkey/options',
    {
      config,
      schema: {
        ...open,
        operationId: 'askForPasskey',
        summary: 'What the browser needs for `navigator.credentials.get`',
        response: { 200: schemas.passkeyOptions, ...problemResponses },
      },
    },
    async (request) => ({
      ...(await accounts.passkeys.ask(signInRequest(request, publicUrl), pageOrigin(request, publicUrl))),
    }),
  );

  api.post(
    '/passkey',
    {
      config,
      schema: {
        ...open,
        operationId: 'signInWithPasskey',
        summary: 'Sign in with what the browser answered',
        body: schemas.passkeyResponse,
        response: { 200: schemas.signedIn, ...problemResponses },
      },
    },
    async (request, reply) => {
      const origin = pageOrigin(request, publicUrl);
      const given = signInRequest(request, publicUrl);
      return admitted(request, reply, await accounts.passkeys.signIn(given, origin, request.body, claimOf(request)));
    },
  );
}

/** For browsers, not for programs: both answers send the browser on, errors too. */
function googleRoutes(api: Api, { accounts, publicUrl }: AccountRoutesDeps): void {
  const response = { 302: Type.Null({ description: 'The browser goes on from here.' }), ...problemResponses };
  api.get(
    '/google',
    {
      config,
      schema: {
        ...open,
        operationId: 'beginGoogle',
        summary: 'Sign in with Google; 404 unless it is set up',
        querystring: schemas.googleQuery,
        response,
      },
    },
    async (request, reply) => {
      const { url, cookies } = await accounts.google.begin(signInRequest(request, publicUrl), request.query.to);
      return reply.header('set-cookie', cookies).redirect(url);
    },
  );

  api.get(
    '/google/callback',
    {
      config,
      schema: { ...open, operationId: 'finishGoogle', summary: 'Where Google sends the browser back to', response },
    },
    async (request, reply) => {
      const search = request.url.split('?')[1] ?? '';
      try {
        const signedIn = await accounts.google.finish(signInRequest(request, publicUrl), search, claimOf(request));
        request.signedIn = !signedIn.secondFactor;
        const to = signedIn.secondFactor ? `/sign-in?step=code&to=${encodeURIComponent(signedIn.to)}` : signedIn.to;
        return await reply.header('set-cookie', signedIn.cookies).redirect(to);
      } catch (error) {
        if (!isAppError(error) || !accounts.google.enabled) throw error;
        request.refused = error;
        return reply.redirect(`/sign-in?problem=${error.code}`);
      }
    },
  );
}

function linkRoutes(api: Api, { accounts, publicUrl }: AccountRoutesDeps): void {
  const of = (request: FastifyRequest) => signInRequest(request, publicUrl);
  api.post(
    '/password-reset',
    {
      config,
      schema: {
        ...open,
        operationId: 'requestPasswordReset',
        summary: 'Have a link to a new password mailed; the answer does not tell whether the account exists',
        body: schemas.resetRequestBody,
        response: { 202: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await accounts.links.requestReset(of(request), request.body.email);
      return reply.status(202).send(null);
    },
  );

  api.post(
    '/password-reset/confirm',
    {
      config,
      schema: {
        ...open,
        operationId: 'resetPassword',
        summary: 'Set a new password by a link; ends every session of the person',
        body: schemas.resetBody,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await accounts.links.reset(of(request), request.body);
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/verify-email',
    {
      config,
      schema: {
        ...open,
        operationId: 'verifyEmail',
        summary: 'Confirm an address by the link that was mailed to it',
        body: schemas.verifyBody,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await accounts.links.verify(of(request), request.body.token);
      return reply.status(204).send(null);
    },
  );
}
