import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog } from '@fastisp/core/log/log';
import { afterEach, expect, test } from 'vitest';
import type { LabDevice } from '#service.ts';
import { seedDemo } from './seed-demo.ts';

const log = createLog({ service: 'test', level: 'silent' });
const devices = Array.from({ length: 30 }, (_, n): LabDevice => {
  return { name: `rtr-${n}`, address: `127.10.0.${n + 1}`, port: 1_161, community: 'public', kind: 'router' };
});
const token = 'a-token-for-the-test';
let server: Server | undefined;
afterEach(() => void server?.close());

/** An API that knows names, answers 503 to every fifth request, and refuses the name `bad`. */
async function startApi(): Promise<{ url: string; bodies: Map<string, unknown>; requests: () => number }> {
  const bodies = new Map<string, unknown>();
  let requests = 0;
  const listening = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = (status: number, problem: object = {}): void => {
        response.writeHead(status, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify(problem));
      };
      requests++;
      if (request.headers.authorization !== `Bearer ${token}`)
        return reply(401, { code: 'UNAUTHENTICATED', detail: 'sign in' });
      if (requests % 5 === 0) return reply(503);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { name: string }; // what seedDemo sent
      if (body.name === 'bad') return reply(400, { code: 'INVALID', detail: 'the name is bad' });
      if (bodies.has(body.name)) return reply(409, { code: 'DEVICE_NAME_TAKEN', detail: 'taken' });
      bodies.set(body.name, body);
      reply(201);
    });
  });
  server = listening;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  // A listening TCP server's address is a network address.
  const { port } = listening.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, bodies, requests: () => requests };
}

test('every device is created once, refusals of the moment are tried again', async () => {
  const api = await startApi();
  expect(await seedDemo({ apiUrl: api.url, token, devices, log })).toEqual({ created: 30, existing: 0 });
  expect(api.bodies.get('rtr-3')).toEqual({
    name: 'rtr-3',
    address: '127.10.0.4',
    kind: 'router',
    snmp: { version: '2c', community: 'public', port: 1_161 },
    pollIntervalS: 10,
  });
  expect(api.requests()).toBeGreaterThan(30);
});

test('a second run leaves what is there', async () => {
  const api = await startApi();
  await seedDemo({ apiUrl: api.url, token, devices: devices.slice(0, 10), log });
  expect(await seedDemo({ apiUrl: api.url, token, devices, log })).toEqual({ created: 20, existing: 10 });
});

test('a device that is refused for good ends it with its name and the reason', async () => {
  const api = await startApi();
  const bad: LabDevice = { name: 'bad', address: '127.10.9.9', port: 1, community: 'c', kind: 'router' };
  await expect(seedDemo({ apiUrl: api.url, token, devices: [bad], log })).rejects.toMatchObject({
    code: 'LAB_SEED_REFUSED',
    message: expect.stringContaining('bad: the name is bad') as string,
  });
});

test('a wrong token is not tried again', async () => {
  const api = await startApi();
  await expect(seedDemo({ apiUrl: api.url, token: 'other', devices: devices.slice(0, 1), log })).rejects.toThrow(/401/);
  expect(api.requests()).toBe(1);
});
