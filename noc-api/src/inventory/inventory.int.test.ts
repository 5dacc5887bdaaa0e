import { inventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nocApiMigrations } from '#service.ts';
import { createWorld, type World } from '#testing/world.ts';
import type { Device } from './schemas.ts';
import { community, createDevice, deviceBody, getDevice, listen, patchDevice, say } from './testing/device-world.ts';

const inventoryCodec = messageCodec(inventoryDeviceV1);
let world: World;
let told: ReturnType<typeof listen>;
beforeAll(async () => {
  world = await createWorld();
  told = listen(world.bus);
});
afterAll(async () => {
  await told.subscription.close();
  await world.stop();
});

const create = (name: string, address: string, extra: Record<string, unknown> = {}) =>
  createDevice(world, name, address, extra);
const get = (id: string) => getDevice(world, id);
const patch = (id: string, change: unknown, headers: Record<string, string> = {}) =>
  patchDevice(world, id, change, headers);

describe('the life of a device', () => {
  test('from its adding to its removal, and back', async () => {
    const made = await create('rtr-cerro', ' 192.0.2.10 ');
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/devices/${made.body.id}`);
    expect(made.body).toMatchObject({
      name: 'rtr-cerro',
      address: '192.0.2.10',
      snmp: { version: '2c', port: 161, communitySet: true },
      pollIntervalS: 30,
      status: 'unknown',
      reason: 'not_polled_yet',
      lastSeenAt: null,
    });
    const { id } = made.body;

    await waitFor('the collectors are told', () => told.of(id).length === 1);
    const message = inventoryCodec.decode(told.of(id)[0]!); // waited for above
    expect(message.data).toMatchObject({ deviceId: id, address: '192.0.2.10', revision: 1, pollIntervalS: 30 });

    await say(world, id, { status: 'down', reason: 'no_reply', since: '2026-01-01T11:00:00.000Z' });
    const down = await waitFor('its state is known', async () => {
      const { body } = await get(id);
      return body.status === 'down' && body;
    });
    expect(down).toMatchObject({
      reason: 'no_reply',
      since: '2026-01-01T11:00:00.000Z',
      lastSeenAt: '2026-01-01T10:00:00.000Z',
      uptimeMs: 5_000,
    });

    const changed = await patch(id, { pollIntervalS: 60, snmp: { port: 1_161 } });
    expect(changed.body).toMatchObject({ pollIntervalS: 60, snmp: { version: '2c', port: 1_161 }, name: 'rtr-cerro' });
    await waitFor('the collectors are told of the change', () => told.of(id).length === 2);
    const second = inventoryCodec.decode(told.of(id)[1]!); // waited for above
    expect(second.data).toMatchObject({ revision: 2, snmp: { port: 1_161 } });
    expect(second.data.snmp.communitySealed).toBe(message.data.snmp.communitySealed);

    expect((await world.ask('DELETE', `/api/v1/devices/${id}`)).status).toBe(204);
    expect((await get(id)).body).toMatchObject({ code: 'DEVICE_NOT_FOUND' });
    expect((await world.ask('DELETE', `/api/v1/devices/${id}`)).status).toBe(404);
    await waitFor('the collectors forget it', () => told.of(id).at(-1)?.value === null);

    const restored = await world.ask<Device>('POST', `/api/v1/devices/${id}/restore`);
    expect(restored.body).toMatchObject({ id, pollIntervalS: 60 });
    await waitFor('the collectors have it back', () => told.of(id).length === 4);
    expect(inventoryCodec.decode(told.of(id)[3]!).data.revision).toBe(4); // waited for above
    expect((await world.ask('POST', `/api/v1/devices/${id}/restore`)).body).toMatchObject({
      code: 'DEVICE_NOT_RESTORABLE',
    });
  });

  test('a change that was based on an older version is refused', async () => {
    const made = await create('etag', 'etag.example');
    const tag = made.headers.get('etag') ?? '';
    expect((await patch(made.body.id, { pollIntervalS: 40 }, { 'if-match': tag })).status).toBe(200);
    const late = await patch(made.body.id, { pollIntervalS: 50 }, { 'if-match': tag });
    expect([late.status, (late.body as unknown as { code: string }).code]).toEqual([412, 'DEVICE_CHANGED']);
    expect((await get(made.body.id)).body.pollIntervalS).toBe(40);
  });
});

describe('the community', () => {
  test('is sealed at rest, answered nowhere, logged nowhere, and opens for its own row only', async () => {
    const made = await create('sealed', 'sealed.example');
    const changed = await patch(made.body.id, { snmp: { community: `${community}-2` } });
    const list = await world.ask('GET', '/api/v1/devices');
    for (const answer of [made, changed, await get(made.body.id), list]) {
      expect(JSON.stringify(answer.body)).not.toContain(community);
    }
    expect(world.logged()).not.toContain(community);
    const client = new Client(world.database.superuser.client);
    await client.connect();
    const { rows } = await client.query<{ text: string }>(
      'select devices::text as text from devices union all select outbox::text from outbox',
    );
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((row) => row.text).join()).not.toContain(community);
  });
});

test('a start tells the collectors of every device again, and of no deleted one', async () => {
  const database = await createTestDatabase({ modules: [nocApiMigrations] });
  const before = await createWorld({ database });
  const add = (name: string) =>
    before
      .ask<Device>('POST', '/api/v1/devices', { body: deviceBody(name, `${name}.example`) })
      .then(({ body: made }) => made.id);
  const kept = await add('kept');
  const gone = await add('gone');
  await before.ask('DELETE', `/api/v1/devices/${gone}`);
  await before.stop();

  const after = await createWorld({ database, secretKey: before.secretKey });
  const heard = listen(after.bus);
  await waitFor('the device is told', () => heard.of(kept).length > 0);
  expect(inventoryCodec.decode(heard.of(kept)[0]!).data).toMatchObject({ name: 'kept', revision: 1 }); // waited for
  expect(heard.of(gone).every((record) => record.value === null)).toBe(true);
  await heard.subscription.close();
  await after.stop();
  await database.stop();
});
