import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { schemaCompilers } from '@fastisp/core/http/schema-compilers';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { setSecurityHeaders } from '#http/security-headers.ts';
import { type ApiDeps, registerApi } from '#http/api.ts';
import { generateOpenApi } from './generate.ts';

test('the committed document is what the routes say', async () => {
  const committed = await readFile(resolve(import.meta.dirname, '../../openapi.json'), 'utf8');
  expect(await generateOpenApi(), 'run npm run generate').toBe(committed);
});

test('its shapes are in the order of their names, whichever module was loaded first', async () => {
  const { components } = JSON.parse(await generateOpenApi()) as { components: { schemas: object } };
  const names = Object.keys(components.schemas);
  expect(names.length).toBeGreaterThan(50);
  expect(names).toEqual(names.toSorted());
});

test('every operation has a name, a summary and problem answers', async () => {
  const { paths } = JSON.parse(await generateOpenApi()) as {
    paths: Record<string, Record<string, { operationId?: string; summary?: string; responses: object }>>;
  };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
  for (const operation of operations) {
    expect(operation.operationId).toBeTruthy();
    expect(operation.summary).toBeTruthy();
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
  }
});

test('the reference page loads nothing from another site, and may not', async () => {
  const app = fastify(schemaCompilers());
  await setSecurityHeaders(app);
  await registerApi(app, { requestsPerMinuteMax: 1 } as ApiDeps); // no request reaches a handler of these
  const page = await app.inject({ url: '/api/docs/' });
  expect(page.statusCode).toBe(200);
  const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  expect(loaded).toContain('js/scalar.js');
  expect(loaded.filter((url) => /^(https?:)?\/\//.test(url ?? ''))).toEqual([]);
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'self';.*connect-src 'self'/);
  expect((await app.inject({ url: '/api/docs/js/scalar.js' })).statusCode).toBe(200);
  const document = await app.inject({ url: '/api/openapi.json' });
  expect(document.json()).toMatchObject({ openapi: '3.1.0' });
  expect(document.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
});
