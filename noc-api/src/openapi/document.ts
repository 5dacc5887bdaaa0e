/** The OpenAPI document and its page. Both are served from here alone: nothing is loaded from another site. */
import swagger from '@fastify/swagger';
import apiReference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

export const apiVersion = '1';

/** Call before the routes: it sees those that are registered after it. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'FastISP',
        version: apiVersion,
        description:
          'Inventory, state and traffic of a network. Sign in for a session cookie, or send `Authorization: Bearer <API token>`. Errors are RFC 9457 problem documents with a stable `code`. Times are ISO 8601 in UTC, rates are bits per second.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'identity', description: 'Sign-in, password, API tokens' },
        { name: 'inventory', description: 'Devices and their interfaces' },
        {
          name: 'objects',
          description: 'Sites, plant, addressing, subscribers, services: one shape of routes for all',
        },
        { name: 'import', description: 'Files of objects: upload, mapping, check, run; and the way back' },
        {
          name: 'topology',
          description: 'What is below a node, its paths to the core, services that failures cut off',
        },
        { name: 'telemetry', description: 'Traffic and flows' },
        { name: 'status', description: 'State of the network and of this system' },
      ],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'fastisp_session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    convertConstToEnum: false,
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) => String(json['$id'] ?? `schema-${index}`),
    },
  });
}

/** `/api/openapi.json` and the page at `/api/docs`; open to everybody, like the source they are made from. */
export async function serveOpenApi(app: FastifyInstance): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(apiReference, {
    routePrefix: '/api/docs',
    configuration: {
      url: '/api/openapi.json',
      withDefaultFonts: false,
      hideClientButton: true,
      telemetry: false,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
}
