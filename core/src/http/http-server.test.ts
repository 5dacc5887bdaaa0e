import { Type } from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import type { ReadinessCheck } from './health.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

const log = createLog({ service: 'test', level: 'silent' });
const servers: HttpServer[] = [];

function makeServer(readiness: ReadinessCheck[] = [], port = 0): HttpServer {
  const server = createHttpServer({ host: '127.0.0.1', port }, { log, metrics: new Metrics(), readiness });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

describe('health', () => {
  it('is alive without being ready, and says what is missing', async () => {
    const { app } = makeServer([
      { name: 'postgres', check: () => Promise.resolve() },
      { name: 'column store', check: () => Promise.reject(new Error('starting')) },
    ]);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({
      ready: false,
      checks: [
        { name: 'postgres', ok: true },
        { name: 'column store', ok: false, reason: 'starting' },
      ],
    });
  });

  it('serves metrics in the text format of Prometheus', async () => {
    const metrics = new Metrics();
    metrics.counter('test_http_things_total', 'Things.').inc(3);
    const server = createHttpServer({ host: '127.0.0.1', port: 0 }, { log, metrics, readiness: [] });
    servers.push(server);
    expect((await server.app.inject('/metrics')).body).toContain('test_http_things_total 3');
  });
});

describe('problem documents', () => {
  it('answers an AppError with its status, code and fields', async () => {
    const { app } = makeServer();
    app.get('/fails', () => {
      throw new AppError('DEVICE_NAME_TAKEN', 'there is a device with this name', {
        status: 409,
        params: { name: 'rtr-1' },
        fields: [{ path: '/name', code: 'TAKEN', message: 'is taken' }],
      });
    });
    const answer = await app.inject('/fails');
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'DEVICE_NAME_TAKEN',
      status: 409,
      params: { name: 'rtr-1' },
      errors: [{ path: '/name', code: 'TAKEN' }],
    });
  });

  it('does not tell a client about a bug', async () => {
    const { app } = makeServer();
    app.get('/bug', () => {
      throw new Error('password of the database is hunter2');
    });
    const answer = await app.inject('/bug');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    expect(answer.json()).toMatchObject({ code: 'INTERNAL' });
  });

  it('points at each field that is not valid, by its path', async () => {
    const { app } = makeServer();
    const body = Type.Object(
      { name: Type.String(), snmp: Type.Object({ port: Type.Integer({ maximum: 65_535 }) }) },
      { additionalProperties: false },
    );
    app.post('/things', { schema: { body } }, () => ({}));
    const answer = await app.inject({ method: 'POST', url: '/things', payload: { snmp: { port: 70_000 }, extra: 1 } });
    expect(answer.statusCode).toBe(400);
    const { code, errors } = answer.json<{ code: string; errors: { path: string }[] }>();
    expect(code).toBe('REQUEST_INVALID');
    expect(errors.map((error) => error.path).toSorted()).toEqual(['/extra', '/name', '/snmp/port']);
  });

  it('answers broken JSON and a body that is too large with 4xx', async () => {
    const { app } = makeServer();
    app.post('/things', () => ({}));
    const headers = { 'content-type': 'application/json' };
    expect((await app.inject({ method: 'POST', url: '/things', headers, payload: '{"a":' })).statusCode).toBe(400);
    const large = JSON.stringify({ a: 'x'.repeat(2 * 1024 * 1024) });
    expect((await app.inject({ method: 'POST', url: '/things', headers, payload: large })).statusCode).toBe(413);
  });
});

describe('listening', () => {
  it('says which port is taken and what to do', async () => {
    const first = makeServer();
    await first.start();
    const port = Number(new URL(first.url()).port);
    const second = makeServer([], port);
    await expect(second.start()).rejects.toThrow(`port ${port} on 127.0.0.1 is taken by another program`);
  });
});

describe('what requests say', () => {
  const value = Type.Union([Type.Number(), Type.Boolean(), Type.String(), Type.Null()]);

  it('is taken as it is in JSON', async () => {
    const { app } = makeServer();
    app.post(
      '/same',
      { schema: { body: Type.Object({ value }, { additionalProperties: false }) } },
      (request) => request.body,
    );
    for (const said of [null, 0, 1, '', '7', false]) {
      const answer = await app.inject({ method: 'POST', url: '/same', payload: { value: said } });
      expect(answer.json()).toEqual({ value: said });
    }
    expect((await app.inject({ method: 'POST', url: '/same', payload: { value: 1, more: 1 } })).statusCode).toBe(400);
  });

  it('is read from the text of an address as its schema wants it', async () => {
    const { app } = makeServer();
    const querystring = Type.Object({ limit: Type.Integer({ default: 5 }), deep: Type.Optional(Type.Boolean()) });
    app.get('/read', { schema: { querystring } }, (request) => request.query as object);
    expect((await app.inject('/read?limit=50&deep=true')).json()).toEqual({ limit: 50, deep: true });
    expect((await app.inject('/read')).json()).toEqual({ limit: 5 });
    expect((await app.inject('/read?limit=many')).statusCode).toBe(400);
  });
});
