import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { sinkHoldValidMs, sinkStateTopic, sinkStateV1, type SinkStateV1 } from '@fastisp/core/contracts/sink-state.v1';
import { telemetryEventTopic, telemetryEventV1 } from '@fastisp/core/contracts/telemetry-event.v1';
import { newId } from '@fastisp/core/ids';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTelemetryWorld, iso, minuteMs, t0Ms, type TelemetryWorld } from '#testing/telemetry-world.ts';

let world: TelemetryWorld;
beforeAll(async () => {
  world = await createTelemetryWorld();
});
afterAll(() => world.stop());

test('a device was last seen at its last answer, not when its state last changed', async () => {
  const device = await world.addDevice('seen', 'seen.example');
  const nowMs = Date.now();
  const polled = { tenant_id: 1, device_id: device };
  await world.insert('device_samples', [
    { ...polled, polled_at: iso(nowMs - 70_000), result: 0, uptime_ms: 1_000 },
    { ...polled, polled_at: iso(nowMs - 10_000), result: 0, uptime_ms: 61_000 },
    { ...polled, polled_at: iso(nowMs - 1_000), result: 1 },
  ]);
  const seen = { lastSeenAt: iso(nowMs - 10_000) };
  expect((await world.ask('GET', `/api/v1/devices/${device}`)).body).toMatchObject({ ...seen, uptimeMs: 61_000 });
  const { body } = await world.ask<{ items: unknown[] }>('GET', '/api/v1/devices?sort=-lastSeenAt&limit=1');
  expect(body.items).toMatchObject([{ name: 'seen', ...seen }]);
  // More devices than one question can name.
  await world.database.withTenant(world.tenant, async (tx) => {
    const {
      sort_name: _sorted, // PostgreSQL makes both of them itself
      search_text: _searched,
      ...row
    } = await tx.selectFrom('devices').selectAll().where('id', '=', device).executeTakeFirstOrThrow();
    const more = Array.from({ length: 600 }, (_, i) => ({
      ...{ ...row, id: newId(), name: `more ${i}`, address: `more-${i}.example` },
    }));
    await tx.insertInto('devices').values(more).execute();
  });
  const many = await world.ask<{ items: unknown[] }>('GET', '/api/v1/devices?sort=-lastSeenAt&limit=500');
  expect(many.body.items).toHaveLength(500);
  expect(many.body.items[0]).toMatchObject({ name: 'seen', ...seen });
});

test('the status counts devices and tells how fresh the telemetry is', async () => {
  const device = await world.addDevice('status', 'status.example');
  const polled = { tenant_id: 1, device_id: device, result: 0 };
  await world.insert('device_samples', [
    { ...polled, polled_at: iso(Date.now() - 90_000), varbinds: 1_000_000 },
    { ...polled, polled_at: iso(Date.now() - 5_000), varbinds: 600 },
  ]);
  const { body } = await world.ask('GET', '/api/v1/status');
  expect(body).toMatchObject({
    version: '0.1.0',
    stores: { relational: { ok: true }, columnStore: { ok: true, problem: null } },
    samplesPerS: 10,
  });
  expect(body['devices']).toMatchObject({ up: 0, down: 0 });
  expect(body['lagS']).toBeLessThan(60);
});

test('the status says why telemetry is held back, what to do, and that it is over', async () => {
  const codec = messageCodec(sinkStateV1);
  const columnStore = async () =>
    (await world.ask<{ stores: { columnStore: { ok: boolean } } }>('GET', '/api/v1/status')).body.stores.columnStore;
  const say = (table: string, held: SinkStateV1['held'], atMs = Date.now()) =>
    world.bus.publish(sinkStateTopic, [
      { key: table, value: codec.encode({ v: 1, occurredAt: iso(atMs), table, held }) },
    ]);
  const full = { code: 'COLUMN_STORE_DISK_FULL', message: 'column store: the disk is full: free some space' };
  const since = iso(Date.now() - 60_000);

  // What a process said that has died since is not believed for ever.
  await say('interface_samples', { ...full, since: iso(0) }, Date.now() - sinkHoldValidMs);
  await say('flows', { ...full, since: iso(Date.now()) });
  await say('device_samples', { ...full, since });
  await waitFor('it is told', async () => !(await columnStore()).ok);
  await waitFor('the longest hold is told', async () => {
    const { problem } = (await columnStore()) as { problem?: { since: string } };
    return problem?.since === since;
  });
  expect(await columnStore()).toMatchObject({ ok: false, problem: { ...full, since } });
  for (const table of ['flows', 'device_samples']) await say(table, null);
  await waitFor('its end is told', async () => (await columnStore()).ok);
  expect(await columnStore()).toMatchObject({ problem: null });
});

test('events are stored once and listed the newest first', async () => {
  const device = await world.addDevice('eventful', 'eventful.example');
  const codec = messageCodec(telemetryEventV1);
  const events = [1, 2, 3].map((i) => ({
    ...{ v: 1 as const, id: newId(), tenantId: 1, occurredAt: iso(t0Ms + i * minuteMs), source: 'test' },
    data: {
      ...{ type: 'device_status_changed' as const, deviceId: device, from: 'up' as const, to: 'down' as const },
      reason: 'no_reply' as const,
    },
  }));
  const records = [...events, ...events].map((each) => ({ key: device, value: codec.encode(each) }));
  await world.bus.publish(telemetryEventTopic, records);
  interface Page {
    items: { id: string; at: string }[];
    nextCursor: string | null;
  }
  const list = (query: string) => world.ask<Page>('GET', `/api/v1/events?deviceId=${device}&${query}`);
  await waitFor('the events are stored', async () => (await list('')).body.items.length === 3);
  const first = await list('limit=2');
  expect(first.body.items).toMatchObject([
    { at: iso(t0Ms + 3 * minuteMs), deviceName: 'eventful', from: 'up', to: 'down', reason: 'no_reply' },
    { at: iso(t0Ms + 2 * minuteMs) },
  ]);
  const second = await list(`limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ id: events[0]?.id }], nextCursor: null });
  const forged = Buffer.from(JSON.stringify(['x', 'y', 'z'])).toString('base64url');
  expect((await list(`cursor=${forged}`)).status).toBe(400);
});

test('the status tells which messages nobody could read, and why', async () => {
  const lettersOf = async (topic: string) => {
    const { body } = await world.ask<{ deadLetters: { topic: string }[] }>('GET', '/api/v1/status');
    return body.deadLetters.find((letters) => letters.topic === topic);
  };
  expect(await lettersOf(telemetryEventTopic)).toBeUndefined();
  const newer = Buffer.from(JSON.stringify({ v: 999 }));
  await world.bus.publish(telemetryEventTopic, [
    { key: 'a', value: newer },
    { key: 'a', value: newer },
  ]);
  const letters = await waitFor('both are set aside', async () => {
    const found = await lettersOf(telemetryEventTopic);
    return found !== undefined && 'messages' in found && found.messages === 2 && found;
  });
  expect(letters).toMatchObject({ lastReason: expect.stringContaining('999') });
});
