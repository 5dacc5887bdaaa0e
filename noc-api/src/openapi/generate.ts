/** `openapi.json` as it is committed, from the schemas of the routes; needs no store, bus or clock. */
import { schemaCompilers } from '@fastisp/core/http/schema-compilers';
import { fastify } from 'fastify';
import { type ApiDeps, registerApi } from '#http/api.ts';

/** The OpenAPI document as JSON text, the same text for the same routes. */
export async function generateOpenApi(): Promise<string> {
  const app = fastify({ ...schemaCompilers(), routerOptions: { ignoreTrailingSlash: true } });
  const deps = { requestsPerMinuteMax: 1 } as ApiDeps; // routes are registered, none is called
  await registerApi(app, deps);
  await app.ready();
  const document = JSON.stringify(app.swagger(), null, 2);
  await app.close();
  return `${document}\n`;
}
