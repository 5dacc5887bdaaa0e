import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { pageOrigin } from '#http/origin.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import { signInRequest } from '#identity/sign-in-request.ts';
import type { Invitations, Members, Roles } from './ports.ts';
import {
  acceptBody,
  accepted,
  effective,
  effectiveQuery,
  invitationBody,
  invitationCreated,
  invitationList,
  invitationShown,
  invitationTokenBody,
  member,
  memberList,
  memberPatch,
  memberQuery,
  role,
  roleBody,
  roleList,
  roleParams,
  rolePatch,
  roleSecondFactorBody,
} from './schemas.ts';
import { tenantPatterns } from '#identity/permissions.ts';
import { invitationLink } from './link.ts';

const tags = ['people'];

export interface PeopleDeps {
  readonly roles: Roles;
  readonly members: Members;
  readonly invitations: Invitations;
  /** What people type, when a proxy in front changes the Host header. */
  readonly publicUrl: string | undefined;
}

export function peopleRoutes(api: Api, deps: PeopleDeps): void {
  roleRoutes(api, deps.roles);
  memberRoutes(api, deps.members);
  invitationRoutes(api, deps);
  invitedRoutes(api, deps);
}

function roleRoutes(api: Api, roles: Roles): void {
  api.get(
    '/roles',
    {
      config: { access: 'role:read' },
      schema: {
        operationId: 'listRoles',
        summary: 'Roles, those that come with FastISP first, and what a role can grant',
        tags,
        response: { 200: roleList, ...problemResponses },
      },
    },
    async (request) => ({ items: await roles.list(principalOf(request)), permissions: [...tenantPatterns] }),
  );

  api.post(
    '/roles',
    {
      config: { access: 'role:create' },
      schema: {
        operationId: 'createRole',
        summary: 'Make a role of the tenant',
        tags,
        body: roleBody,
        response: { 201: role, ...problemResponses },
      },
    },
    async (request, reply) => reply.status(201).send(await roles.create(principalOf(request), request.body)),
  );

  api.get(
    '/roles/:id',
    {
      config: { access: 'role:read' },
      schema: {
        operationId: 'getRole',
        summary: 'One role',
        tags,
        params: roleParams,
        response: { 200: role, ...problemResponses },
      },
    },
    (request) => roles.get(principalOf(request), request.params.id),
  );

  api.patch(
    '/roles/:id',
    {
      config: { access: 'role:update' },
      schema: {
        operationId: 'updateRole',
        summary: 'Change a role of the tenant; it holds with the next request of whoever has it',
        tags,
        params: roleParams,
        body: rolePatch,
        response: { 200: role, ...problemResponses },
      },
    },
    (request) => roles.update(principalOf(request), request.params.id, request.body),
  );

  api.put(
    '/roles/:id/second-factor',
    {
      config: { access: 'role:update' },
      schema: {
        operationId: 'setRoleSecondFactor',
        summary: 'Whether people with this role need a second factor before they reach anything',
        tags,
        params: roleParams,
        body: roleSecondFactorBody,
        response: { 200: role, ...problemResponses },
      },
    },
    (request) => roles.setSecondFactor(principalOf(request), request.params.id, request.body.required),
  );

  api.delete(
    '/roles/:id',
    {
      config: { access: 'role:delete' },
      schema: {
        operationId: 'deleteRole',
        summary: 'Remove a role that nobody has',
        tags,
        params: roleParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await roles.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function memberRoutes(api: Api, members: Members): void {
  api.get(
    '/users',
    {
      config: { access: 'user:read' },
      schema: {
        operationId: 'listUsers',
        summary: 'People of the tenant',
        tags,
        querystring: memberQuery,
        response: { 200: memberList, ...problemResponses },
      },
    },
    async (request) => ({ items: await members.list(principalOf(request), request.query.removed === true) }),
  );

  api.get(
    '/users/:id',
    {
      config: { access: 'user:read' },
      schema: {
        operationId: 'getUser',
        summary: 'One of them',
        tags,
        params: idParams,
        response: { 200: member, ...problemResponses },
      },
    },
    (request) => members.get(principalOf(request), request.params.id),
  );

  api.patch(
    '/users/:id',
    {
      config: { access: 'user:update' },
      schema: {
        operationId: 'updateUser',
        summary: 'Give them other roles',
        tags,
        params: idParams,
        body: memberPatch,
        response: { 200: member, ...problemResponses },
      },
    },
    (request) => members.setRoles(principalOf(request), request.params.id, request.body.roles),
  );

  api.delete(
    '/users/:id',
    {
      config: { access: 'user:remove' },
      schema: {
        operationId: 'removeUser',
        summary: 'Take them out of the tenant; their account stays',
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await members.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/users/:id/restore',
    {
      config: { access: 'user:remove' },
      schema: {
        operationId: 'restoreUser',
        summary: 'Bring back somebody who was removed, with the roles they had; their API tokens stay revoked',
        tags,
        params: idParams,
        response: { 200: member, ...problemResponses },
      },
    },
    (request) => members.restore(principalOf(request), request.params.id),
  );

  api.get(
    '/permissions/effective',
    {
      config: { access: 'user:read' },
      schema: {
        operationId: 'getEffectivePermissions',
        summary: 'What somebody may do, and which grants led to it',
        tags,
        querystring: effectiveQuery,
        response: { 200: effective, ...problemResponses },
      },
    },
    (request) => members.effective(principalOf(request), request.query),
  );
}

function invitationRoutes(api: Api, { invitations, publicUrl }: PeopleDeps): void {
  api.get(
    '/invitations',
    {
      config: { access: 'user:invite' },
      schema: {
        operationId: 'listInvitations',
        summary: 'Invitations that nobody has accepted yet',
        tags,
        response: { 200: invitationList, ...problemResponses },
      },
    },
    async (request) => ({ items: await invitations.list(principalOf(request)) }),
  );

  api.post(
    '/invitations',
    {
      config: { access: 'user:invite' },
      schema: {
        operationId: 'createInvitation',
        summary: 'Invite somebody; an earlier invitation of theirs stops working',
        tags,
        body: invitationBody,
        response: { 201: invitationCreated, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { invitation, token } = await invitations.create(principalOf(request), request.body);
      return reply.status(201).send({ invitation, link: invitationLink(pageOrigin(request, publicUrl), token) });
    },
  );

  api.delete(
    '/invitations/:id',
    {
      config: { access: 'user:invite' },
      schema: {
        operationId: 'revokeInvitation',
        summary: 'Take an invitation back',
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await invitations.revoke(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

/** For whoever has the link; their proof is its token. */
function invitedRoutes(api: Api, { invitations, publicUrl }: PeopleDeps): void {
  api.post(
    '/invitations/show',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'showInvitation',
        summary: 'What an invitation is for',
        tags,
        security: [],
        body: invitationTokenBody,
        response: { 200: invitationShown, ...problemResponses },
      },
    },
    (request) => invitations.show(request.body.token),
  );

  api.post(
    '/invitations/accept',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'acceptInvitation',
        summary: 'Join the tenant: with a new account, or with the password of the one there is; then sign in',
        tags,
        security: [],
        body: acceptBody,
        response: { 200: accepted, ...problemResponses },
      },
    },
    (request) => invitations.accept(signInRequest(request, publicUrl), request.body),
  );
}
