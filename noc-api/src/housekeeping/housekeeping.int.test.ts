import { newId } from '@fastisp/core/ids';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import { removeExpired } from './housekeeping.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const dayMs = 86_400_000;

test('what is past its time goes, with all that belongs to it; the rest stays', async () => {
  const add = async (name: string) =>
    (
      await world.ask<{ id: string }>('POST', '/api/v1/devices', {
        body: { name, address: `${name}.example`, snmp: { community: 'c' } },
      })
    ).body.id;
  const [kept, justGone, longGone] = [await add('kept'), await add('just-gone'), await add('long-gone')];
  const nowMs = Date.now();
  const { database } = world;
  await database.withSystem(async (tx) => {
    const goneSince = (id: string, days: number) =>
      tx
        .updateTable('devices')
        .set({ deleted_at: new Date(nowMs - days * dayMs) })
        .where('id', '=', id)
        .execute();
    await goneSince(justGone, 29);
    await goneSince(longGone, 31);
    const event = (days: number) => ({
      ...{ tenant_id: 1, id: newId(), occurred_at: new Date(nowMs - days * dayMs), type: 'device_restarted' },
      device_id: kept,
    });
    await tx
      .insertInto('events')
      .values([event(89), event(91)])
      .execute();
  });
  await database.withTenant(world.tenant, (tx) =>
    tx
      .insertInto('device_facts')
      .values({
        ...{ tenant_id: 1, device_id: longGone, sys_name: '', sys_descr: '', sys_object_id: '', sys_location: '' },
        ...{ sys_contact: '', model: '', discovered_at: new Date(nowMs) },
      })
      .execute(),
  );
  await removeExpired({
    relational: database,
    clock: { nowMs: () => nowMs },
    log: pino({ level: 'silent' }),
    deletedDeviceDays: 30,
    eventDays: 90,
  });
  const left = await database.withSystem(async (tx) => ({
    devices: (await tx.selectFrom('devices').select('id').execute()).map((row) => row.id),
    events: (await tx.selectFrom('events').select('id').execute()).length,
  }));
  expect(left).toEqual({ devices: expect.arrayContaining([kept, justGone]), events: 1 });
  expect(left.devices).not.toContain(longGone);
  const facts = await database.withTenant(world.tenant, (tx) => tx.selectFrom('device_facts').selectAll().execute());
  expect(facts).toEqual([]);
  expect((await world.ask('POST', `/api/v1/devices/${justGone}/restore`)).status).toBe(200);
  expect((await world.ask('POST', `/api/v1/devices/${longGone}/restore`)).status).toBe(404);
});

test('a deleted window goes in time, and events of a tenant that keeps fewer', async () => {
  const { database, tenant } = world;
  const nowMs = Date.now();
  const made = await Promise.all(
    [29, 31].map(async (days) => {
      const { body } = await world.ask<{ id: string }>('POST', '/api/v1/maintenance-windows', {
        body: {
          ...{ title: 'Baterías', reason: 'Viejas', scopes: [{ type: 'tenant' }], effects: ['suppress_alarms'] },
          ...{ startsAt: new Date(nowMs).toISOString(), durationMinutes: 60 },
        },
      });
      await database.withTenant(tenant, (tx) =>
        tx
          .updateTable('maintenance_windows')
          .set({ deleted_at: new Date(nowMs - days * dayMs) })
          .where('id', '=', body.id)
          .execute(),
      );
      return body.id;
    }),
  );
  await world.ask('PATCH', '/api/v1/settings', { body: { retention: { eventDays: 10 }, dropData: true } });
  const eventIds = await database.withTenant(tenant, async (tx) => {
    const rows = [9, 11].map((days) => ({
      ...{ tenant_id: tenant, id: newId(), occurred_at: new Date(nowMs - days * dayMs), type: 'device_restarted' },
      device_id: newId(),
    }));
    await tx.insertInto('events').values(rows).execute();
    return rows.map(({ id }) => id);
  });
  const log = pino({ level: 'silent' });
  await removeExpired({
    ...{ relational: database, clock: { nowMs: () => nowMs }, log },
    ...{ deletedDeviceDays: 30, eventDays: 90 },
  });
  const left = await database.withTenant(tenant, async (tx) => ({
    windows: (await tx.selectFrom('maintenance_windows').select('id').execute()).map(({ id }) => id),
    events: (await tx.selectFrom('events').select('id').where('id', 'in', eventIds).execute()).map(({ id }) => id),
  }));
  expect(left).toEqual({ windows: [made[0]], events: [eventIds[0]] });
});
