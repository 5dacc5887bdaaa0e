/** `/api/v1/account`: what belongs to the signed-in person; `/api/v1/users/:id`: help for who cannot get in. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { pageOrigin } from '#http/origin.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import { signInRequest } from '#identity/sign-in-request.ts';
import * as schemas from './schemas.ts';
import type { AccountRoutesDeps } from './sign-in-routes.ts';

const tags = ['account'];
const config = { access: 'self' } as const;
const nothing = { 204: Type.Null(), ...problemResponses };

export function accountRoutes(api: Api, deps: AccountRoutesDeps): void {
  profileRoutes(api, deps);
  deviceRoutes(api, deps);
  secondFactorRoutes(api, deps);
  passkeyRoutes(api, deps);
  helpRoutes(api, deps);
}

function profileRoutes(api: Api, { accounts, publicUrl }: AccountRoutesDeps): void {
  api.get(
    '/account',
    {
      config,
      schema: {
        tags,
        operationId: 'getAccount',
        summary: "One's own account",
        response: { 200: schemas.account, ...problemResponses },
      },
    },
    (request) => accounts.profile.read(principalOf(request)),
  );

  api.patch(
    '/account',
    {
      config,
      schema: {
        tags,
        operationId: 'changeAccount',
        summary: "Change one's name or language",
        body: schemas.accountPatch,
        response: { 200: schemas.account, ...problemResponses },
      },
    },
    (request) => accounts.profile.change(principalOf(request), request.body),
  );

  api.post(
    '/password',
    {
      config,
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change the password; ends the other sessions',
        body: schemas.passwordBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      const given = signInRequest(request, publicUrl);
      const cookies = await accounts.passwords.change(given, principalOf(request), request.body);
      return reply.header('set-cookie', cookies).status(204).send(null);
    },
  );

  api.post(
    '/account/email/verification',
    {
      config,
      schema: {
        tags,
        operationId: 'requestEmailVerification',
        summary: "Have a link mailed that confirms one's address",
        response: { 202: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await accounts.links.requestVerification(principalOf(request));
      return reply.status(202).send(null);
    },
  );
}

function deviceRoutes(api: Api, { accounts }: AccountRoutesDeps): void {
  api.get(
    '/account/sessions',
    {
      config,
      schema: {
        tags,
        operationId: 'listSessions',
        summary: 'Where one is signed in',
        response: { 200: schemas.deviceList, ...problemResponses },
      },
    },
    async (request) => ({ items: await accounts.devices.list(principalOf(request)) }),
  );

  api.delete(
    '/account/sessions/:id',
    {
      config,
      schema: { tags, operationId: 'endSession', summary: 'Sign out there', params: idParams, response: nothing },
    },
    async (request, reply) => {
      await accounts.devices.end(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/account/sessions/end-others',
    {
      config,
      schema: {
        tags,
        operationId: 'endOtherSessions',
        summary: 'Sign out everywhere but here',
        response: { 200: schemas.devicesEnded, ...problemResponses },
      },
    },
    async (request) => ({ ended: await accounts.devices.endOthers(principalOf(request)) }),
  );
}

function secondFactorRoutes(api: Api, { accounts }: AccountRoutesDeps): void {
  const codes = { 200: schemas.backupCodes, ...problemResponses };
  api.post(
    '/account/second-factor',
    {
      config,
      schema: {
        tags,
        operationId: 'enrolSecondFactor',
        summary: 'Begin to set up an authenticator app; it counts once its first code was confirmed',
        body: schemas.confirmBody,
        response: { 200: schemas.enrolment, ...problemResponses },
      },
    },
    (request) => accounts.secondFactor.enrol(principalOf(request), request.body.password),
  );

  api.post(
    '/account/second-factor/confirm',
    {
      config,
      schema: {
        tags,
        operationId: 'confirmSecondFactor',
        summary: 'The first code of the app; answers the backup codes, this once',
        body: schemas.totpBody,
        response: codes,
      },
    },
    async (request) => ({ codes: await accounts.secondFactor.confirm(principalOf(request), request.body.code) }),
  );

  api.post(
    '/account/second-factor/backup-codes',
    {
      config,
      schema: {
        tags,
        operationId: 'renewBackupCodes',
        summary: 'New backup codes; the old ones stop working',
        body: schemas.confirmBody,
        response: codes,
      },
    },
    async (request) => ({
      codes: await accounts.secondFactor.renewBackupCodes(principalOf(request), request.body.password),
    }),
  );

  api.post(
    '/account/second-factor/disable',
    {
      config,
      schema: {
        tags,
        operationId: 'disableSecondFactor',
        summary: 'Sign in with the password alone again',
        body: schemas.confirmBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      await accounts.secondFactor.disable(principalOf(request), request.body.password);
      return reply.status(204).send(null);
    },
  );
}

function passkeyRoutes(api: Api, { accounts, publicUrl }: AccountRoutesDeps): void {
  const originOf = (request: FastifyRequest) => pageOrigin(request, publicUrl);
  api.get(
    '/account/passkeys',
    {
      config,
      schema: {
        tags,
        operationId: 'listPasskeys',
        summary: "One's passkeys",
        response: { 200: schemas.passkeyList, ...problemResponses },
      },
    },
    async (request) => ({ items: await accounts.passkeys.list(principalOf(request)) }),
  );

  api.post(
    '/account/passkeys/options',
    {
      config,
      schema: {
        tags,
        operationId: 'beginPasskey',
        summary: 'What the browser needs for `navigator.credentials.create`',
        body: schemas.confirmBody,
        response: { 200: schemas.passkeyOptions, ...problemResponses },
      },
    },
    async (request) => ({
      ...(await accounts.passkeys.begin(principalOf(request), originOf(request), request.body.password)),
    }),
  );

  api.post(
    '/account/passkeys',
    {
      config,
      schema: {
        tags,
        operationId: 'addPasskey',
        summary: 'Add what the browser made',
        body: schemas.passkeyAddBody,
        response: { 201: schemas.passkey, ...problemResponses },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await accounts.passkeys.add(principalOf(request), originOf(request), request.body)),
  );

  api.patch(
    '/account/passkeys/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'renamePasskey',
        summary: 'Call it something else',
        params: idParams,
        body: schemas.passkeyPatch,
        response: { 200: schemas.passkey, ...problemResponses },
      },
    },
    (request) => accounts.passkeys.rename(principalOf(request), request.params.id, request.body.name),
  );

  api.delete(
    '/account/passkeys/:id',
    {
      config,
      schema: { tags, operationId: 'removePasskey', summary: 'Forget it', params: idParams, response: nothing },
    },
    async (request, reply) => {
      await accounts.passkeys.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function helpRoutes(api: Api, { accounts, publicUrl }: AccountRoutesDeps): void {
  api.post(
    '/users/:id/password-link',
    {
      config: { access: 'user:update' },
      schema: {
        tags,
        operationId: 'handOverPasswordLink',
        summary: 'A link to a new password, to hand over to a person who cannot get in',
        params: idParams,
        response: { 201: schemas.handedLink, ...problemResponses },
      },
    },
    async (request, reply) => {
      const origin = pageOrigin(request, publicUrl);
      return reply
        .status(201)
        .send(await accounts.links.handOverReset(principalOf(request), origin, request.params.id));
    },
  );

  api.delete(
    '/users/:id/second-factor',
    {
      config: { access: 'user:update' },
      schema: {
        tags,
        operationId: 'removeSecondFactorOf',
        summary: 'Take away the app, backup codes and passkeys of a person who lost them',
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await accounts.recovery.removeSecondFactor(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
