/** People who change things at the same time: whatever the order, what must hold holds, and nobody gets a 500. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make, makeDevice, makePlant, makeSubscriber } from '#testing/plant.ts';
import { type Answer, createWorld, type World } from '#testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '1000000' } });
});
afterAll(() => world.stop());

type Refusal = { readonly id?: string; readonly code?: string };
const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  world.ask<Refusal>(method, `/api/v1/${path}`, {
    headers: { authorization: 'Bearer test-bootstrap-token-0123456789abcdef', ...headers },
    ...(body !== undefined && { body }),
  });
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** What each answered, e.g. `{ 201: 1, '409 ALREADY_TAKEN': 9 }`. */
function tally(answers: readonly Answer<Refusal>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = status < 300 ? String(status) : `${status} ${body.code}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const rows = async <Row>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  (await world.database.withTenant(world.tenant, (tx) => statement.execute(tx))).rows;

/** Deterministic and mixed: the same moves at each run. */
const mixed = (seed: number, below: number): number => (seed * 7_919 + 104_729) % below;

describe('circles', () => {
  test.each([
    ['zones', async (n: number) => make(world, 'zones', { name: `round ${n}` })],
    [
      'splitters',
      async (n: number) => {
        const { feederId } = await feeder();
        return make(world, 'splitters', { name: `round ${n}`, feederId, outputs: 4 });
      },
    ],
  ])('many moves of %s at once leave none', async (plural, makeOne) => {
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push(await makeOne(n));
    for (let round = 0; round < 4; round += 1) {
      const answers = await times(16, (index) => {
        const [child, parent] = [ids[index % 8], ids[mixed(round * 16 + index, 8)]];
        return ask('PATCH', `${plural}/${child}`, {
          parentId: parent,
          ...(plural === 'splitters' && { feederId: null }),
        });
      });
      for (const outcome of Object.keys(tally(answers))) expect(['200', '400 TREE_CYCLE']).toContain(outcome);
    }
    const circles = await rows(sql`
      with recursive up (id, above, steps) as (
        select id, parent_id, 1 from ${sql.table(plural)} union all
        select up.id, t.parent_id, steps + 1 from up join ${sql.table(plural)} as t on t.id = up.above where steps < 50)
      select id from up where steps = 50`);
    expect(circles).toEqual([]);
  });
});

let plants: ReturnType<typeof makePlant> | undefined;
const feeder = () => (plants ??= makePlant(world));

describe('one of many gets it', () => {
  test.each<[what: string, plural: string, body: (n: number) => object, refusal: string]>([
    ['the serial of an ONU', 'onus', (n) => ({ serial: n % 2 === 0 ? 'race0001' : 'RACE0001' }), '409 ALREADY_TAKEN'],
    ['the name of a plan', 'plans', () => ({ name: 'Carrera', downKbps: 1, upKbps: 1 }), '409 ALREADY_TAKEN'],
    ['an external id', 'sites', (n) => ({ name: `carrera ${n}`, externalId: 'X-1' }), '409 ALREADY_TAKEN'],
    [
      'the address of a device',
      'devices',
      (n) => ({ name: `race ${n}`, address: '2001:DB8:0:0::1', snmp: { community: 'x' } }),
      '409 DEVICE_ADDRESS_TAKEN',
    ],
  ])('%s', async (_what, plural, body, refusal) => {
    const answers = await times(10, (n) => ask('POST', plural, body(n)));
    expect(tally(answers)).toEqual({ 201: 1, [refusal]: 9 });
  });

  test('an address of a prefix, however it is written', async () => {
    const prefixId = await make(world, 'prefixes', { prefix: '2001:db8:77::/64' });
    const written = ['2001:db8:77::1', '2001:DB8:77:0:0:0:0:1', '2001:db8:0077::0001'];
    const answers = await times(9, (n) => ask('POST', 'addresses', { prefixId, address: written[n % 3] }));
    expect(tally(answers)).toEqual({ 201: 1, '409 ALREADY_TAKEN': 8 });
  });

  test('the same revision of an object', async () => {
    const zone = await make(world, 'zones', { name: 'if-match' });
    const device = await makeDevice(world);
    for (const [path, code] of [
      [`zones/${zone}`, 'OBJECT_CHANGED'],
      [`devices/${device}`, 'DEVICE_CHANGED'],
    ] as const) {
      const answers = await times(10, (n) => ask('PATCH', path, { notes: `by ${n}` }, { 'if-match': '"1"' }));
      expect(tally(answers)).toEqual({ 200: 1, [`412 ${code}`]: 9 });
    }
  });

  test('a device and its move to a card slot: one card in it', async () => {
    const deviceId = await makeDevice(world, { kind: 'olt' });
    const answers = await times(8, (n) => ask('POST', 'cards', { name: `c${n}`, deviceId, slot: 3 }));
    expect(tally(answers)).toEqual({ 201: 1, '409 ALREADY_TAKEN': 7 });
  });
});

describe('what goes while somebody attaches to it', () => {
  /** Living rows that point to a deleted one. */
  const orphans = (table: string, column: string, target: string) =>
    rows(sql`select c.id from ${sql.table(table)} as c join ${sql.table(target)} as p on p.id = c.${sql.ref(column)}
      where c.deleted_at is null and p.deleted_at is not null`);
  const attachments: [what: string, target: string, makeOne: () => Promise<string>, attach: AttachTo][] = [
    [
      'a site and its racks',
      'sites',
      () => make(world, 'sites', { name: `gone ${(unique += 1)}` }),
      (siteId) => ['racks', 'site_id', { name: 'r', siteId }],
    ],
    [
      'a site and its devices',
      'sites',
      () => make(world, 'sites', { name: `gone ${(unique += 1)}` }),
      (siteId) => {
        unique += 1;
        const address = `10.9.${unique >> 8}.${unique & 255}`;
        return ['devices', 'site_id', { name: `late ${unique}`, address, snmp: { community: 'x' }, siteId }];
      },
    ],
    [
      'a plan and its services',
      'plans',
      () => make(world, 'plans', { name: `gone ${(unique += 1)}`, downKbps: 1, upKbps: 1 }),
      (planId) => {
        unique += 1;
        return [
          'services',
          'plan_id',
          { name: 's', planId, subscriberId: served.subscriberId, userName: `u${unique}` },
        ];
      },
    ],
    [
      'a prefix and its addresses',
      'prefixes',
      () => make(world, 'prefixes', { prefix: `10.77.${(unique += 1) % 250}.0/24` }),
      (prefixId) => ['addresses', 'prefix_id', { prefixId, address: `10.77.${unique % 250}.9` }],
    ],
    [
      'a device and its links',
      'devices',
      () => makeDevice(world),
      (deviceId) => ['links', 'a_device_id', { name: 'l', aDeviceId: deviceId, bDeviceId: fixed }],
    ],
  ];
  type AttachTo = (id: string) => [plural: string, column: string, body: object];
  let unique = 0;
  let served: Awaited<ReturnType<typeof makeSubscriber>>;
  let fixed: string;
  beforeAll(async () => {
    served = await makeSubscriber(world, await feeder(), 'GONE00000001');
    fixed = await makeDevice(world);
  });

  test.each(attachments)('%s', async (_what, target, makeOne, attach) => {
    for (let round = 0; round < 8; round += 1) {
      const id = await makeOne();
      const [plural, column, body] = attach(id);
      const pair = [() => ask('POST', plural, body), () => ask('DELETE', `${target}/${id}`)];
      const answers = await Promise.all((round % 2 === 0 ? pair : pair.toReversed()).map((work) => work()));
      const outcomes = Object.keys(tally(answers)).toSorted();
      expect([
        ['201', '409 OBJECT_IN_USE'],
        ['204', '400 REFERENCE_UNKNOWN'],
      ]).toContainEqual(outcomes);
      expect(await orphans(plural, column, target)).toEqual([]);
    }
  });

  test('a card comes, and the OLT becomes a router', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await makeDevice(world, { kind: 'olt' });
      const pair = [
        () => ask('POST', 'cards', { name: 'c', deviceId: id, slot: 0 }),
        () => ask('PATCH', `devices/${id}`, { kind: 'router' }),
      ];
      const answers = await Promise.all((round % 2 === 0 ? pair : pair.toReversed()).map((work) => work()));
      expect([
        { 201: 1, '409 OLT_WITH_PORTS': 1 },
        { 200: 1, '400 DEVICE_NOT_OLT': 1 },
      ]).toContainEqual(tally(answers));
    }
  });

  test('a role and who gets it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const role = await make(world, 'roles', { name: `Guardia ${round}`, grants: [] });
      const invite = { email: `r${round}@example.net`, name: 'R', roles: [role] };
      const answers = await Promise.all([ask('DELETE', `roles/${role}`), ask('POST', 'invitations', invite)]);
      for (const outcome of Object.keys(tally(answers))) expect(outcome).not.toMatch(/^5/);
    }
  });

  test('a device moves while services come to it: as if one had been first', async () => {
    const from = await make(world, 'sites', { name: 'move from' });
    const to = await make(world, 'sites', { name: 'move to' });
    for (let round = 0; round < 6; round += 1) {
      const deviceId = await makeDevice(world, { siteId: from });
      const service = {
        name: 's',
        planId: served.planId,
        subscriberId: served.subscriberId,
        userName: `m${round}`,
        deviceId,
      };
      const answers = await Promise.all([
        ask('PATCH', `devices/${deviceId}`, { siteId: to }),
        ask('POST', 'services', service),
      ]);
      expect([
        { 200: 1, 201: 1 },
        { 201: 1, '409 DEVICE_HAS_SERVICES': 1 },
      ]).toContainEqual(tally(answers));
    }
  });

  test('an address comes while its prefix narrows', async () => {
    for (let round = 0; round < 6; round += 1) {
      const prefixId = await make(world, 'prefixes', { prefix: `10.88.${round}.0/24` });
      const answers = await Promise.all([
        ask('POST', 'addresses', { prefixId, address: `10.88.${round}.200` }),
        ask('PATCH', `prefixes/${prefixId}`, { prefix: `10.88.${round}.0/25` }),
      ]);
      expect([
        { 201: 1, '400 PREFIX_LOSES_ADDRESSES': 1 },
        { 200: 1, '400 ADDRESS_OUTSIDE_PREFIX': 1 },
      ]).toContainEqual(tally(answers));
    }
  });

  test('the plant moves to another OLT while it grows', async () => {
    const plant = await makePlant(world);
    const other = await makeDevice(world, { kind: 'olt' });
    const answers = await Promise.all([
      ask('PATCH', `cards/${plant.cardId}`, { deviceId: other }),
      ...Array.from({ length: 6 }, (_, n) => ask('POST', 'drops', { name: `d${n}`, splitterId: plant.lowerId })),
    ]);
    expect(tally(answers)).toEqual({ 200: 1, 201: 6 });
    const wrong = await rows(
      sql`select id from drops where splitter_id = ${plant.lowerId}::uuid and device_id <> ${other}::uuid`,
    );
    expect(wrong).toEqual([]);
  });
});

test('two bulk upserts of the same rows in opposite orders both come through', async () => {
  const items = Array.from({ length: 300 }, (_, n) => ({ externalId: `B${n}`, name: `bulk ${n}` }));
  const answers = await Promise.all([
    ask('PUT', 'sites/bulk', { items }),
    ask('PUT', 'sites/bulk', { items: items.toReversed() }),
    ask('PUT', 'sites/bulk', { items }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [{ count } = { count: 0 }] = await rows(
    sql<{ count: number }>`select count(*) as count from sites where external_id like 'B%' and deleted_at is null`,
  );
  expect(count).toBe(300);
});

describe('pages, while rows come and go', () => {
  const names = Array.from({ length: 60 }, (_, n) => `page ${String(n).padStart(2, '0')}`);
  const staying: string[] = [];
  beforeAll(async () => {
    for (const [n, name] of names.entries()) {
      // Every third one has no document: what sorts by it meets nulls.
      const body = { name, ...(n % 3 !== 0 && { document: `D${n % 7}` }), tags: ['paged'] };
      const id = await make(world, 'subscribers', body);
      if (n % 4 !== 0) staying.push(id);
    }
  });

  test.each(['name', '-name', 'document', '-document', 'createdAt', '-createdAt', 'city', 'kind'])(
    'by %s nobody who stays is missed or seen twice',
    async (sort) => {
      const seen: string[] = [];
      const comers: string[] = [];
      let cursor: string | null = null;
      let page = 0;
      do {
        const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { body } = await world.ask<{ items: { id: string }[]; nextCursor: string | null }>(
          'GET',
          `/api/v1/subscribers?tags=paged&limit=7&sort=${sort}${more}`,
        );
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.nextCursor;
        page += 1;
        // Before, inside and behind what was read.
        const added = ['aaa', `page ${page}x`, 'zzz'].map((name) =>
          make(world, 'subscribers', { name, document: `D${page % 7}`, tags: ['paged'] }),
        );
        comers.push(...(await Promise.all(added)));
        const [gone] = comers.splice(0, 1);
        if (gone !== undefined) await ask('DELETE', `subscribers/${gone}`);
      } while (cursor !== null && page < 40);
      expect(new Set(seen).size).toBe(seen.length);
      expect(staying.filter((id) => !seen.includes(id))).toEqual([]);
      for (const id of comers) await ask('DELETE', `subscribers/${id}`);
    },
  );
});
