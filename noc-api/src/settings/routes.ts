import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { ifRevision, revisionTag } from '#http/etag.ts';
import { closed, problemResponses } from '#http/schemas.ts';
import { logoTypeUnsupported, settingsChanged } from './errors.ts';
import { logoBytesMax, logoTypes } from './logo.ts';
import type { TenantSettings } from './ports.ts';
import { settings, settingsPatch } from './schemas.ts';

const tags = ['settings'];
const ifMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the settings; refuses the change when they moved on.' }),
  ),
});
/** A picture is shown, never run, even when someone opens it by its own address. */
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

export function settingsRoutes(api: Api, tenantSettings: TenantSettings): void {
  api.get(
    '/settings',
    {
      config: { access: 'settings:read' },
      schema: {
        operationId: 'getSettings',
        summary: 'What this tenant set for itself',
        tags,
        response: { 200: settings, ...problemResponses },
      },
    },
    async (request, reply) => {
      const found = await tenantSettings.get(principalOf(request));
      return reply.header('etag', revisionTag(found.revision)).send(found.settings);
    },
  );

  api.patch(
    '/settings',
    {
      config: { access: 'settings:update' },
      schema: {
        operationId: 'updateSettings',
        summary: 'Change settings; what is absent stays',
        tags,
        headers: ifMatch,
        body: settingsPatch,
        response: { 200: settings, ...problemResponses },
      },
    },
    async (request, reply) => {
      const expected = ifRevision(request.headers['if-match'], settingsChanged);
      const changed = await tenantSettings.update(principalOf(request), request.body, expected);
      return reply.header('etag', revisionTag(changed.revision)).send(changed.settings);
    },
  );

  void api.register(async (scope) => logoRoutes(scope, tenantSettings));
}

/** In a scope of their own, where a body may be a picture. */
function logoRoutes(api: FastifyInstance, tenantSettings: TenantSettings): void {
  api.addContentTypeParser([...logoTypes], { parseAs: 'buffer', bodyLimit: 4 * logoBytesMax }, (_request, body, done) =>
    done(null, body),
  );

  api.get<{ Querystring: { v?: string } }>(
    '/settings/logo',
    {
      config: { access: 'self' },
      schema: {
        operationId: 'getLogo',
        summary: 'The logo of this tenant',
        tags,
        produces: [...logoTypes],
        querystring: Type.Object({ v: Type.Optional(Type.String({ maxLength: 64 })) }, closed),
        response: { 200: Type.Unsafe({ type: 'string', format: 'binary' }), 304: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { mediaType, content, sha256 } = await tenantSettings.logo(principalOf(request));
      const etag = `"${sha256}"`;
      reply
        .header('etag', etag)
        .header('cache-control', 'private, no-cache')
        .header('content-security-policy', picturePolicy);
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type(mediaType).send(content);
    },
  );

  api.put(
    '/settings/logo',
    {
      config: { access: 'settings:update' },
      schema: {
        operationId: 'setLogo',
        summary: 'Upload a logo: PNG, WebP or SVG, 256 KiB at most',
        description: 'The body is the picture itself. An SVG that is more than a picture is refused.',
        tags,
        consumes: [...logoTypes],
        response: { 200: settings, ...problemResponses },
      },
    },
    async (request, reply) => {
      const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
      if (!Buffer.isBuffer(request.body)) throw logoTypeUnsupported(mediaType);
      const changed = await tenantSettings.setLogo(principalOf(request), { mediaType, content: request.body });
      return reply.header('etag', revisionTag(changed.revision)).send(changed.settings);
    },
  );

  api.delete(
    '/settings/logo',
    {
      config: { access: 'settings:update' },
      schema: {
        operationId: 'deleteLogo',
        summary: 'Take the logo away',
        tags,
        response: { 200: settings, ...problemResponses },
      },
    },
    async (request, reply) => {
      const changed = await tenantSettings.removeLogo(principalOf(request));
      return reply.header('etag', revisionTag(changed.revision)).send(changed.settings);
    },
  );
}
