import { newId, tenantId } from '@fastisp/core/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson } from '#testing/people.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import type { SettingsView } from './schemas.ts';

const path = '/api/v1/settings';
const asAdmin = { authorization: `Bearer ${bootstrapToken}` };
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const anotherSvg = svg.replace('h9v9', 'h8v8');

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const get = () => world.ask<SettingsView>('GET', path);
const patch = (change: unknown, headers: Record<string, string> = {}) =>
  world.ask<SettingsView & { code: string }>('PATCH', path, { body: change, headers: { ...asAdmin, ...headers } });

/** Sends a picture, as a browser does. */
async function upload(body: string | Buffer, mediaType: string, headers: Record<string, string> = asAdmin) {
  const content = typeof body === 'string' ? Buffer.from(body) : body;
  const answer = await fetch(`${world.url}${path}/logo`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': mediaType },
    body: new Uint8Array(content),
  });
  return { status: answer.status, body: (await answer.json()) as SettingsView & { code: string } };
}
const download = (headers: Record<string, string>) => fetch(`${world.url}${path}/logo`, { headers });

test('a tenant that set nothing has the defaults', async () => {
  const { body, headers } = await get();
  expect(body).toMatchObject({
    ...{ name: 'FastISP', locale: 'es', timeZone: 'UTC', currency: 'USD', logo: null, holidays: [] },
    retentionMax: { eventDays: 90, auditDays: 1_095 },
  });
  expect(headers.get('etag')).toBe('"0"');
});

test('what is set is kept, audited, and on every page', async () => {
  const before = (await get()).headers.get('etag') ?? '';
  const change = {
    name: 'Andes Fibra',
    locale: 'en',
    timeZone: 'America/Bogota',
    currency: 'COP',
    colors: { light: '#0b5fa5', dark: '#8ecbff' },
    businessHours: { saturday: [{ from: '09:00', to: '13:00' }] },
    holidays: [{ date: '2026-12-25', name: 'Navidad' }],
    retention: { eventDays: 30 },
  };
  const changed = await patch(change, { 'if-match': before });
  expect(changed.status).toBe(200);
  const { body } = await get();
  expect(body).toMatchObject(change);
  expect(body.businessHours.monday).toEqual([{ from: '09:00', to: '18:00' }]);
  const late = await patch({ locale: 'es' }, { 'if-match': before });
  expect([late.status, late.body.code]).toEqual([412, 'SETTINGS_CHANGED']);

  const session = await world.ask<{ tenant: Record<string, unknown> }>('GET', '/api/v1/session');
  expect(session.body.tenant).toEqual({
    ...{ id: 1, name: 'Andes Fibra', locale: 'en', timeZone: 'America/Bogota', currency: 'COP', logoUrl: null },
    colors: { light: '#0b5fa5', dark: '#8ecbff' },
  });
  const entries = await world.database.withTenant(world.tenant, (tx) =>
    tx
      .selectFrom('audit_entries')
      .select(['action', 'before', 'after'])
      .where('object_type', '=', 'settings')
      .execute(),
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]?.after).toContain('America/Bogota');
});

test('two who change at once: one of them is told', async () => {
  const etag = (await get()).headers.get('etag') ?? '';
  const answers = await Promise.all(['USD', 'PEN'].map((currency) => patch({ currency }, { 'if-match': etag })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
});

test.each([
  [{ timeZone: 'America/Macondo' }, 'TIME_ZONE_UNKNOWN'],
  [{ colors: { light: '#ffff00' } }, 'COLOR_UNREADABLE'],
  [{ retention: { auditDays: 2_000 } }, 'RETENTION_TOO_LONG'],
])('%j is refused and changes nothing', async (change, code) => {
  const before = (await get()).body;
  const refused = await patch(change);
  expect([refused.status, refused.body.code]).toEqual([400, code]);
  expect((await get()).body).toEqual(before);
});

describe('a logo', () => {
  test('is uploaded, shown, replaced and taken away', async () => {
    expect((await download(asAdmin)).status).toBe(404);
    const first = await upload(svg, 'image/svg+xml');
    expect(first.status).toBe(200);
    expect(first.body.logo?.mediaType).toBe('image/svg+xml');
    const shown = await fetch(`${world.url}${first.body.logo?.url}`, { headers: asAdmin });
    expect(shown.headers.get('content-type')).toBe('image/svg+xml');
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await shown.text()).toBe(svg);
    const etag = shown.headers.get('etag') ?? '';
    expect((await download({ ...asAdmin, 'if-none-match': etag })).status).toBe(304);

    const second = await upload(anotherSvg, 'image/svg+xml; charset=utf-8');
    expect(second.body.logo?.url).not.toBe(first.body.logo?.url);
    expect((await download({ ...asAdmin, 'if-none-match': etag })).status).toBe(200);
    const session = await world.ask<{ tenant: { logoUrl: string } }>('GET', '/api/v1/session');
    expect(session.body.tenant.logoUrl).toBe(second.body.logo?.url);

    expect((await world.ask('DELETE', `${path}/logo`)).status).toBe(200);
    expect((await world.ask('DELETE', `${path}/logo`)).status).toBe(404);
    expect((await get()).body.logo).toBeNull();
  });

  test.each<[string, string | Buffer, string, number, string]>([
    ['an SVG with a script', '<svg><script>alert(1)</script></svg>', 'image/svg+xml', 400, 'LOGO_INVALID'],
    ['a page that says it is a PNG', '<html></html>', 'image/png', 400, 'LOGO_INVALID'],
    ['an SVG that moves', '<svg><rect><animate attributeName="x"/></rect></svg>', 'image/svg+xml', 400, 'LOGO_INVALID'],
    ['a GIF', 'GIF89a', 'image/gif', 415, ''],
    ['a PDF', '%PDF-1.7', 'application/pdf', 415, ''],
    ['JSON', '{}', 'application/json', 415, 'LOGO_TYPE_UNSUPPORTED'],
    ['300 KiB', Buffer.alloc(300 * 1024), 'image/png', 413, 'LOGO_TOO_LARGE'],
    ['5 MiB', Buffer.alloc(5 * 1024 * 1024), 'image/png', 413, ''],
  ])('%s is refused', async (_name, body, mediaType, status, code) => {
    const refused = await upload(body, mediaType);
    expect(refused.status).toBe(status);
    if (code !== '') expect(refused.body.code).toBe(code);
  });
});

test('retention that would delete something asks first, says how much, and deletes nothing by itself', async () => {
  const dayMs = 86_400_000;
  const rows = [10, 40, 50, 60].map((days) => ({
    ...{ tenant_id: world.tenant, id: newId(), occurred_at: new Date(Date.now() - days * dayMs) },
    ...{ type: 'device_restarted', device_id: newId() },
  }));
  await world.database.withTenant(world.tenant, (tx) => tx.insertInto('events').values(rows).execute());
  await patch({ retention: { eventDays: null, auditDays: null } });
  const shorter = { retention: { eventDays: 45, auditDays: 30 } };
  const asked = await world.ask<{ code: string; params: unknown }>('PATCH', path, { body: shorter });
  expect([asked.status, asked.body]).toMatchObject([
    409,
    { code: 'RETENTION_DROPS_DATA', params: { events: 2, auditEntries: 0 } },
  ]);
  expect((await get()).body.retention).toEqual({ eventDays: null, auditDays: null });
  expect((await patch({ ...shorter, dropData: true })).body.retention).toEqual(shorter.retention);
  expect((await patch({ retention: { eventDays: 50 } })).status).toBe(200); // longer: nothing is lost by it
  expect((await patch({ currency: 'PEN' })).status).toBe(200);
});

test('each tenant has its own, and only who may changes them', async () => {
  const other = tenantId(77);
  await world.database.withSystem((tx) => tx.insertInto('tenants').values({ id: other, name: 'Otro' }).execute());
  const stranger = await makePerson(world, { tenant: other, roles: ['admin'] });
  await upload(svg, 'image/svg+xml');
  expect((await world.ask<SettingsView>('GET', path, stranger)).body).toMatchObject({ name: 'Otro', logo: null });
  expect((await download(stranger.headers)).status).toBe(404);
  const technician = await makePerson(world, { tenant: world.tenant, roles: ['technician'] });
  const refused = await world.ask('PATCH', path, { body: { locale: 'es' }, headers: technician.headers });
  expect(refused.status).toBe(403);
  expect((await upload(svg, 'image/svg+xml', technician.headers)).status).toBe(403);
  expect((await download(technician.headers)).status).toBe(200); // everybody's pages show it
});
