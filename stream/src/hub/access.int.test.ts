/** Every kind of topic, asked for by everybody who must not see it, and by whoever may. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@fastisp/core/clock';
import { streamTopicKinds } from '@fastisp/core/contracts/stream-protocol.v1';
import type { Principal } from '@fastisp/core/http/session-client';
import { newId, tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { inventoryMessage } from '../testing/blocks.ts';
import { everyPermission, StreamClient } from '../testing/stream-client.ts';
import { createHub, hubDefaults } from './hub.ts';
import { NetworkView } from './view.ts';

const deviceId = newId();
/** Where it stands, and where it does not. */
const [here, elsewhere] = [newId(), newId()];
/** A topic of each kind, of a thing that tenant 1 has. */
const topics = streamTopicKinds.map(({ pattern, permission }) => ({
  topic: pattern.replace('[0-9a-f-]{36}', deviceId),
  permission,
}));

let server: Server;
let hub: Component;
let host: string;
const sessions = new Map<string, Principal>();

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has such an address
  const view = new NetworkView();
  view.list(inventoryMessage({ deviceId, tenantId: 1, name: 'ours', siteId: here }));
  hub = createHub(
    { ...hubDefaults, tickMs: 10, sessionCheckMs: 50 },
    {
      ...{ view, httpServer: server, clock: systemClock, metrics: new Metrics() },
      log: createLog({ service: 'test', level: 'silent' }),
      authenticate: ({ authorization }) => Promise.resolve(sessions.get(authorization ?? '') ?? null),
    },
  );
  await hub.start();
});
afterAll(async () => {
  await hub.stop();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => sessions.clear());

const headersOf = (person: Partial<Principal>): { authorization: string } => {
  const authorization = `Bearer ${newId()}`;
  const somebody = { userId: authorization, tenantId: tenantId(1), name: 'Anna', permissions: everyPermission };
  sessions.set(authorization, { ...somebody, ...person });
  return { authorization };
};
const connect = (person: Partial<Principal>): Promise<StreamClient> =>
  StreamClient.connect(`ws://${host}/stream`, headersOf(person));
const seen = (client: StreamClient, topic: string) => client.topics.get(topic)?.snapshots ?? 0;

test.each([
  ['nobody', {}],
  ['a session that is over', { authorization: 'Bearer over' }],
])('%s is not let in, whatever they want to see', async (_who, headers: Record<string, string>) => {
  const ws = new WebSocket(`ws://${host}/stream`, { headers });
  ws.on('error', () => {}); // the answer is what is looked at
  const [, response] = (await once(ws, 'unexpected-response')) as [unknown, { statusCode: number }]; // as ws documents it
  expect(response.statusCode).toBe(401);
});

describe.each(topics)('$topic', ({ topic, permission }) => {
  test('nothing but the permission shows it', async () => {
    const client = await connect({ permissions: new Set([permission]) });
    client.subscribe(topic);
    await waitFor('the picture', () => seen(client, topic) === 1);
    expect(client.errors).toEqual([]);
  });

  test('everything but the permission does not', async () => {
    const client = await connect({ permissions: everyPermission.difference(new Set([permission])) });
    client.subscribe(topic);
    await waitFor('the refusal', () => client.errors.length === 1);
    expect(client.errors[0]).toMatchObject({ code: 'PERMISSION_DENIED', topic });
    expect(client.errors[0]?.detail).toContain(permission);
    expect(seen(client, topic)).toBe(0);
  });

  test('another tenant sees nothing of ours in it', async () => {
    const client = await connect({ tenantId: tenantId(2) });
    client.subscribe(topic);
    await waitFor('an answer', () => client.errors.length + seen(client, topic) === 1);
    if (topic.includes(deviceId)) expect(client.errors[0]).toMatchObject({ code: 'NOT_FOUND', topic });
    expect(client.rows(topic)).toEqual([]);
  });

  const scoped = (siteId: string): Partial<Principal> => ({
    permissions: new Set(),
    scopes: new Map([[permission, { all: false, only: new Set([siteId]) }]]),
  });

  test('the permission at its site shows it', async () => {
    const client = await connect(scoped(here));
    client.subscribe(topic);
    await waitFor('the picture', () => seen(client, topic) === 1);
    expect(client.errors).toEqual([]);
    if (topic === 'devices') expect(client.rows(topic)).toMatchObject([{ deviceId }]);
  });

  test('the permission at another site shows nothing of it', async () => {
    const client = await connect(scoped(elsewhere));
    client.subscribe(topic);
    await waitFor('an answer', () => client.errors.length + seen(client, topic) === 1);
    if (topic.includes(deviceId)) expect(client.errors[0]).toMatchObject({ code: 'NOT_FOUND', topic });
    expect(JSON.stringify(client.rows(topic))).not.toMatch(new RegExp(`ours|${deviceId}`));
  });

  test('whoever loses the site sees no more of it', async () => {
    const headers = headersOf(scoped(here));
    const client = await StreamClient.connect(`ws://${host}/stream`, headers);
    client.subscribe(topic);
    await waitFor('the picture', () => seen(client, topic) === 1);
    const before = sessions.get(headers.authorization);
    if (before === undefined) throw new Error('the session was just made');
    sessions.set(headers.authorization, { ...before, ...scoped(elsewhere) });
    await waitFor('another answer', () => client.errors.length + seen(client, topic) === 2);
    if (topic.includes(deviceId)) expect(client.errors[0]).toMatchObject({ code: 'NOT_FOUND', topic });
    else expect(JSON.stringify(client.rows(topic))).not.toContain(deviceId);
  });

  test('whoever loses the permission sees no more of it', async () => {
    const headers = headersOf({});
    const client = await StreamClient.connect(`ws://${host}/stream`, headers);
    client.subscribe(topic);
    await waitFor('the picture', () => seen(client, topic) === 1);
    const before = sessions.get(headers.authorization);
    if (before === undefined) throw new Error('the session was just made');
    sessions.set(headers.authorization, { ...before, permissions: new Set() });
    await waitFor('the refusal', () => client.errors.some(({ code }) => code === 'PERMISSION_DENIED'));
    expect(client.closed).toBeNull();
  });

  test('whose session ends is cut off', async () => {
    const headers = headersOf({});
    const client = await StreamClient.connect(`ws://${host}/stream`, headers);
    client.subscribe(topic);
    sessions.delete(headers.authorization);
    await waitFor('the end', () => client.closed !== null);
    expect(client.closed?.code).toBe(4401);
  });
});
