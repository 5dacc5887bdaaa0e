import { type Api, principalOf } from '#http/access.ts';
import { pageOrigin } from '#http/origin.ts';
import { problemResponses } from '#http/schemas.ts';
import { invitationLink } from '#people/link.ts';
import { memberList } from '#people/schemas.ts';
import type { Tenants } from './ports.ts';
import { suspendBody, tenant, tenantBody, tenantCreated, tenantList, tenantParams, tenantPatch } from './schemas.ts';

const tags = ['platform'];

/** `/platform/tenants`: for administrators of the platform, whose permissions no role of a tenant grants. */
export function tenantRoutes(api: Api, deps: { tenants: Tenants; publicUrl: string | undefined }): void {
  const { tenants, publicUrl } = deps;
  api.get(
    '/platform/tenants',
    {
      config: { access: 'tenant:read' },
      schema: {
        operationId: 'listTenants',
        summary: 'Tenants with their limits and how much they use of them',
        tags,
        response: { 200: tenantList, ...problemResponses },
      },
    },
    async () => ({ items: await tenants.list() }),
  );

  api.post(
    '/platform/tenants',
    {
      config: { access: 'tenant:create' },
      schema: {
        operationId: 'createTenant',
        summary: 'Make a tenant and invite who runs it',
        tags,
        body: tenantBody,
        response: { 201: tenantCreated, ...problemResponses },
      },
    },
    async (request, reply) => {
      const made = await tenants.create(principalOf(request), request.body);
      const link = invitationLink(pageOrigin(request, publicUrl), made.token);
      return reply.status(201).send({ tenant: made.tenant, link });
    },
  );

  api.get(
    '/platform/tenants/:id',
    {
      config: { access: 'tenant:read' },
      schema: {
        operationId: 'getTenant',
        summary: 'One tenant',
        tags,
        params: tenantParams,
        response: { 200: tenant, ...problemResponses },
      },
    },
    (request) => tenants.get(request.params.id),
  );

  api.get(
    '/platform/tenants/:id/users',
    {
      config: { access: 'user:impersonate' },
      schema: {
        operationId: 'listTenantUsers',
        summary: 'People of a tenant, to act as one of them',
        tags,
        params: tenantParams,
        response: { 200: memberList, ...problemResponses },
      },
    },
    async (request) => ({ items: await tenants.users(request.params.id) }),
  );

  api.patch(
    '/platform/tenants/:id',
    {
      config: { access: 'tenant:update' },
      schema: {
        operationId: 'updateTenant',
        summary: 'Change its names or limits',
        tags,
        params: tenantParams,
        body: tenantPatch,
        response: { 200: tenant, ...problemResponses },
      },
    },
    (request) => tenants.update(principalOf(request), request.params.id, request.body),
  );

  api.post(
    '/platform/tenants/:id/suspend',
    {
      config: { access: 'tenant:suspend' },
      schema: {
        operationId: 'suspendTenant',
        summary: 'Keep its people out and stop polling its devices',
        tags,
        params: tenantParams,
        body: suspendBody,
        response: { 200: tenant, ...problemResponses },
      },
    },
    (request) => tenants.suspend(principalOf(request), request.params.id, request.body.reason),
  );

  api.post(
    '/platform/tenants/:id/resume',
    {
      config: { access: 'tenant:suspend' },
      schema: {
        operationId: 'resumeTenant',
        summary: 'Let its people in again and poll its devices',
        tags,
        params: tenantParams,
        response: { 200: tenant, ...problemResponses },
      },
    },
    (request) => tenants.resume(principalOf(request), request.params.id),
  );
}
