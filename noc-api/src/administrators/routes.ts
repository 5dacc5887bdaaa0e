import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { pageOrigin } from '#http/origin.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import { invitationLink } from '#people/link.ts';
import type { Administrators } from './ports.ts';
import { administratorAdded, administratorBody, administratorList, secondFactorPolicy } from './schemas.ts';

const tags = ['platform'];
const nothing = { 204: Type.Null(), ...problemResponses };

/** `/platform/administrators`: who runs the platform. */
export function administratorRoutes(
  api: Api,
  { administrators, publicUrl }: { administrators: Administrators; publicUrl: string | undefined },
): void {
  api.get(
    '/platform/administrators',
    {
      config: { access: 'administrator:read' },
      schema: {
        operationId: 'listPlatformAdministrators',
        summary: 'Administrators of the platform, and who is invited to become one',
        tags,
        response: { 200: administratorList, ...problemResponses },
      },
    },
    () => administrators.list(),
  );

  api.post(
    '/platform/administrators',
    {
      config: { access: 'administrator:create' },
      schema: {
        operationId: 'addPlatformAdministrator',
        summary:
          'Make somebody an administrator of the platform: at once when they have an account, otherwise by a link',
        tags,
        body: administratorBody,
        response: { 201: administratorAdded, ...problemResponses },
      },
    },
    async (request, reply) => {
      const added = await administrators.add(principalOf(request), request.body);
      return reply.status(201).send(
        added.kind === 'promoted'
          ? { administrator: added.administrator, invitation: null, link: null }
          : {
              administrator: null,
              invitation: added.invitation,
              link: invitationLink(pageOrigin(request, publicUrl), added.token),
            },
      );
    },
  );

  api.delete(
    '/platform/administrators/:id',
    {
      config: { access: 'administrator:remove' },
      schema: {
        operationId: 'removePlatformAdministrator',
        summary: 'They run the platform no longer, with their next request; what they are in tenants stays',
        tags,
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await administrators.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  api.delete(
    '/platform/administrators/invitations/:id',
    {
      config: { access: 'administrator:remove' },
      schema: {
        operationId: 'withdrawPlatformInvitation',
        summary: 'Take an invitation back',
        tags,
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await administrators.withdraw(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  api.put(
    '/platform/administrators/second-factor',
    {
      config: { access: 'administrator:update' },
      schema: {
        operationId: 'setPlatformSecondFactor',
        summary: 'Whether administrators of the platform need a second factor before they reach anything',
        tags,
        body: secondFactorPolicy,
        response: { 200: secondFactorPolicy, ...problemResponses },
      },
    },
    async (request) => ({
      required: await administrators.setSecondFactor(principalOf(request), request.body.required),
    }),
  );
}
