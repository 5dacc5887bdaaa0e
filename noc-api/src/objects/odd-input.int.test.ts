/** What nobody types and somebody sends: each is stored as it means, or refused with the field at fault. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make, makeDevice, makePlant, makeSubscriber } from '#testing/plant.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '1000000' } });
});
afterAll(() => world.stop());

interface Refusal {
  readonly code?: string;
  readonly errors?: readonly { readonly path: string }[];
  readonly items?: readonly { readonly id: string }[];
}
/** The body goes as text: `JSON.stringify` would mend some of it. */
async function send(method: string, path: string, json?: string): Promise<{ status: number; body: Refusal }> {
  const response = await fetch(`${world.url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bootstrapToken}`,
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: json }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Refusal };
}

describe('characters that PostgreSQL cannot keep', () => {
  const loneHalf = String.raw`\ud83d`;
  const nul = String.raw`\u0000`;
  test.each([
    ['half a character in a name', 'sites', `{"name":"a${loneHalf}"}`, '/name'],
    ['NUL in a name', 'sites', `{"name":"a${nul}b"}`, '/name'],
    ['half a character in notes', 'sites', `{"name":"n1","notes":"${loneHalf}"}`, '/notes'],
    ['NUL in an external id', 'sites', `{"name":"n2","externalId":"x${nul}"}`, '/externalId'],
    ['half a character in a tag', 'sites', `{"name":"n3","tags":["${loneHalf}"]}`, '/tags'],
    ['NUL in a tag', 'sites', `{"name":"n4","tags":["ok","${nul}"]}`, '/tags'],
    [
      'half a character in a device',
      'devices',
      `{"name":"d${loneHalf}","address":"10.1.1.1","snmp":{"community":"x"}}`,
      '/name',
    ],
    [
      'NUL in a community',
      'devices',
      `{"name":"d","address":"10.1.1.1","snmp":{"community":"x${nul}"}}`,
      '/snmp/community',
    ],
    ['half a character in a plan', 'plans', `{"name":"${loneHalf}","downKbps":1,"upKbps":1}`, '/name'],
  ])('%s', async (_what, plural, json, path) => {
    const { status, body } = await send('POST', plural, json);
    expect([status, body.errors?.[0]?.path.startsWith(path)], JSON.stringify(body)).toEqual([400, true]);
  });

  test.each([
    ['a name', `{"items":[{"externalId":"A1","name":"${loneHalf}"}]}`],
    ['an external id', `{"items":[{"externalId":"A${nul}","name":"x"}]}`],
    ['half an external id', `{"items":[{"externalId":"A${loneHalf}","name":"x"}]}`],
    ['a reference', `{"items":[{"externalId":"A2","name":"x","zoneId":"z${nul}"}]}`],
    ['a tag', `{"items":[{"externalId":"A3","name":"x","tags":["${nul}"]}]}`],
    ['a field nobody knows', `{"items":[{"externalId":"A4","name":"x","${loneHalf}":"y"}]}`],
  ])('in a row of a bulk upsert: %s', async (_what, json) => {
    const { status, body } = await send('PUT', 'sites/bulk', json);
    expect(status, JSON.stringify(body)).toBeLessThan(500);
    expect(JSON.stringify(body)).toMatch(/VALUE_INVALID|REQUEST_INVALID|FIELD_UNKNOWN/);
  });

  test.each([
    'sites?q=%00',
    'sites?q=%ED%A0%80',
    'sites?externalId=%00',
    'subscribers?phone=%00',
    'subscribers?city=a%00b',
    'devices?q=%00',
    'devices?tag=%00',
    'onus?serial=%00',
    'sites?cursor=%00',
    'audit?objectName=%00',
    'exports/sites?q=%00',
  ])('in a query: %s', async (path) => {
    const { status } = await send('GET', path);
    expect(status).toBeLessThan(500);
  });
});

describe('words of a search mean themselves', () => {
  test.each(['100%', 'a_b', String.raw`back\slash`, "d'Ávila", '"quoted"', 'emoji 🛰️', 'x;--', '%_%', 'ñandú'])(
    '%s',
    async (name) => {
      const id = await make(world, 'sites', { name });
      const decoy = await make(world, 'sites', { name: `decoy ${id}` });
      const { body } = await send('GET', `sites?q=${encodeURIComponent(name)}`);
      const ids = body.items?.map((item) => item.id) ?? [];
      expect(ids).toContain(id);
      expect(ids).not.toContain(decoy);
    },
  );

  test('a filter that is no value of its field is refused, not looked up', async () => {
    for (const query of [
      'prefixId=1',
      'address=10.0.0.300',
      'address=10.0.0.0%2F33',
      "address='",
      'deviceId=%27%20or%201=1',
    ]) {
      expect((await send('GET', `addresses?${query}`)).body.code, query).toMatch(/FILTER_INVALID|REQUEST_INVALID/);
    }
  });

  test('a forged cursor is refused or harmless', async () => {
    const { body } = await world.ask<{ nextCursor: string }>('GET', '/api/v1/sites?limit=1&sort=createdAt');
    const [tag] = JSON.parse(Buffer.from(body.nextCursor, 'base64url').toString()) as string[];
    for (const key of [
      ['yesterday', 'x'],
      ['2026-01-01', 'not an id'],
      ['\0', '00000000-0000-0000-0000-000000000000'],
      ['\ud800', '00000000-0000-0000-0000-000000000000'],
    ]) {
      const cursor = Buffer.from(JSON.stringify([tag, ...key])).toString('base64url');
      const answer = await send('GET', `sites?limit=1&sort=createdAt&cursor=${cursor}`);
      expect([answer.status, answer.body.code], key[0]).toEqual([400, 'CURSOR_INVALID']);
    }
  });
});

describe('IPv6', () => {
  test.each([
    ['2001:DB8:0:0:0:0:0:A', '2001:db8::a'],
    ['::ffff:10.66.0.5', '10.66.0.5'],
    ['fe80::1', 'fe80::1'],
  ])('%s is stored as %s, in a prefix that holds it', async (written, stored) => {
    const prefix = stored.includes(':') ? (stored.startsWith('fe80') ? 'fe80::/10' : '2001:db8::/32') : '10.66.0.0/16';
    const prefixId = await make(world, 'prefixes', { prefix });
    const made = await world.ask('POST', '/api/v1/addresses', { body: { address: written, prefixId } });
    expect([made.status, made.body['address']]).toEqual([201, stored]);
    // What comes back is what went in: an export that is imported again changes nothing.
    const externalId = `ip-${stored}`;
    await world.ask('PATCH', `/api/v1/addresses/${made.body['id'] as string}`, { body: { externalId } });
    const again = await world.ask('PUT', '/api/v1/addresses/bulk', {
      body: { items: [{ externalId, address: written }] },
    });
    expect(again.body).toMatchObject({ updated: 0, unchanged: 1, problems: [] });
    const found = await send('GET', `addresses?address=${encodeURIComponent(written)}`);
    expect(found.body.items).toHaveLength(1);
  });

  test('of the other family an address is outside', async () => {
    const prefixId = await make(world, 'prefixes', { prefix: '::/0' });
    const answer = await send('POST', 'addresses', JSON.stringify({ address: '10.0.0.1', prefixId }));
    expect([answer.status, answer.body.code]).toEqual([400, 'ADDRESS_OUTSIDE_PREFIX']);
  });

  test.each(['2001:db8::/129', '2001:db8::1/64', 'fe80::%eth0/64', '::ffff:10.0.0.0/104', '10.0.0.0/-1', '10.0.0/8'])(
    'the prefix %s is refused',
    async (prefix) => {
      const answer = await send('POST', 'prefixes', JSON.stringify({ prefix }));
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, '/prefix']);
    },
  );

  test('services, filters, pages and orders take it', async () => {
    const plant = await makePlant(world);
    const { serviceId } = await makeSubscriber(world, plant, 'IPV600000001');
    await world.ask('PATCH', `/api/v1/services/${serviceId}`, { body: { access: 'static', address: '2001:db8:5::5' } });
    const { body } = await send('GET', 'services?address=2001:0db8:5:0::5&sort=-name');
    expect(body.items?.map(({ id }) => id)).toEqual([serviceId]);
    for (const sort of ['address', '-address']) {
      let cursor: string | null = '';
      const seen: string[] = [];
      while (cursor !== null) {
        const more = cursor === '' ? '' : `&cursor=${cursor}`;
        const page: { body: { items: { address: string }[]; nextCursor: string | null } } = await world.ask(
          'GET',
          `/api/v1/addresses?limit=1&sort=${sort}${more}`,
        );
        seen.push(...page.body.items.map(({ address }) => address));
        cursor = page.body.nextCursor;
      }
      expect(seen).toHaveLength(3);
      expect(new Set(seen).size).toBe(3);
    }
  });
});

test.each([
  ['latitude', 90.000_1],
  ['latitude', -91],
  ['latitude', 1e308],
  ['longitude', 180.5],
  ['longitude', '12'],
  ['longitude', true],
])('%s of %s is out of range', async (field, value) => {
  const position = { latitude: 1, longitude: 1, [field]: value };
  for (const plural of ['sites', 'subscribers']) {
    const answer = await send('POST', plural, JSON.stringify({ name: `far ${field} ${value}`, ...position }));
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, `/${field}`]);
  }
});

test('the poles and the date line are places', async () => {
  for (const [n, [latitude, longitude]] of [[90, 180] as const, [-90, -180] as const, [0, -0] as const].entries()) {
    const { status } = await send('POST', 'sites', JSON.stringify({ name: `edge ${n}`, latitude, longitude }));
    expect(status).toBe(201);
  }
});

test('numbers beyond their column are refused by the field', async () => {
  const device = await makeDevice(world);
  const other = await makeDevice(world);
  const link = { name: 'l', aDeviceId: device, bDeviceId: other };
  for (const capacityBps of ['9007199254740993', '1e400', '-1', '1.5']) {
    const json = JSON.stringify({ ...link, capacityBps: 0 }).replace('"capacityBps":0', `"capacityBps":${capacityBps}`);
    const answer = await send('POST', 'links', json);
    expect(answer.status, capacityBps).toBeLessThan(500);
    if (capacityBps !== '9007199254740993') expect(answer.status).toBe(400);
  }
});
