/** One living thing of every kind that a route addresses by id, made over HTTP where that is possible. */
import { newId } from '@fastisp/core/ids';
import { makePerson, type TestPerson } from './people.ts';
import type { World } from './world.ts';

/** In every name, so that a leak is seen wherever it shows. */
export const marker = 'solo-nuestro';

/** Ids by the path of the collection, below `/api/v1/`. */
export type Things = ReadonlyMap<string, string>;

/** @param owner an administrator; the things are of their tenant, or their own. */
export async function makeOneOfEach(world: World, owner: TestPerson): Promise<Things> {
  const things = new Map<string, string>();
  const name = (what: string) => `${marker} ${what}`;
  const id = (path: string): string => {
    const made = things.get(path);
    if (made === undefined) throw new Error(`${path} is used before it is made`);
    return made;
  };
  const make = async (path: string, body: Record<string, unknown>): Promise<void> => {
    const answer = await world.ask<{ id?: string; invitation?: { id: string } }>('POST', `/api/v1/${path}`, {
      headers: owner.headers,
      body,
    });
    const madeId = answer.body.id ?? answer.body.invitation?.id;
    if (answer.status !== 201 || madeId === undefined) {
      throw new Error(`${path} cannot be made: ${JSON.stringify(answer.body)}`);
    }
    things.set(path, madeId);
  };

  await make('zones', { name: name('zone') });
  await make('sites', { name: name('site'), zoneId: id('zones') });
  await make('racks', { name: name('rack'), siteId: id('sites') });
  await make('power-areas', { name: name('area'), siteId: id('sites') });
  await make('ups', { name: name('ups'), siteId: id('sites') });
  await make('devices', { name: name('other end'), address: '192.0.2.251', snmp: { community: 'public' } });
  const otherEnd = id('devices');
  const place = { siteId: id('sites'), kind: 'olt' };
  await make('devices', { name: name('olt'), address: '192.0.2.250', snmp: { community: 'public' }, ...place });
  await make('links', { name: name('link'), kind: 'physical', aDeviceId: id('devices'), bDeviceId: otherEnd });
  await make('prefixes', { prefix: '198.51.100.0/24', name: name('prefix'), siteId: id('sites') });
  await make('addresses', { address: '198.51.100.7', prefixId: id('prefixes'), hostName: marker });
  await make('cards', { name: name('card'), deviceId: id('devices'), slot: 1 });
  await make('pon-ports', { name: name('port'), deviceId: id('devices'), cardId: id('cards'), number: 1 });
  await make('feeders', { name: name('feeder'), ponPortId: id('pon-ports') });
  await make('splitters', { name: name('splitter'), feederId: id('feeders'), outputs: 8 });
  await make('drops', { name: name('drop'), splitterId: id('splitters') });
  await make('onus', { serial: 'SOLONUESTRO1', notes: marker, dropId: id('drops') });
  await make('plans', { name: name('plan'), downKbps: 100_000, upKbps: 50_000 });
  await make('subscribers', { name: name('subscriber'), siteId: id('sites') });
  const served = { subscriberId: id('subscribers'), planId: id('plans'), onuId: id('onus') };
  await make('services', { name: name('service'), access: 'dhcp', ...served });
  await make('maintenance-windows', {
    ...{ title: name('window'), reason: 'moving the mast', scopes: [{ type: 'site', id: id('sites') }] },
    ...{ effects: ['silence_notifications'], startsAt: new Date(Date.now() + 86_400_000).toISOString() },
    durationMinutes: 60,
  });
  await make('roles', { name: name('role'), grants: [] });
  await make('invitations', { email: `${marker}@example.net`, roles: ['noc'] });
  await make('tokens', { name: name('token') });
  things.set('imports', await upload(world, owner, `nombre;bajada\n${name('plan')};1000\n`));
  things.set('topology/nodes', id('devices'));
  things.set('platform/administrators', await addAdministrator(world));
  const invited = await world.ask<{ invitation: { id: string } }>('POST', '/api/v1/platform/administrators', {
    body: { email: `platform-${marker}@example.net` },
  });
  things.set('platform/administrators/invitations', invited.body.invitation.id);
  const colleague = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  things.set('users', colleague.id);
  await addDiscovered(world, { things, deviceId: id('devices'), userId: owner.id });
  return things;
}

async function addAdministrator(world: World): Promise<string> {
  const person = await makePerson(world, { tenant: world.tenant, roles: ['client'] });
  const made = await world.ask('POST', '/api/v1/platform/administrators', { body: { email: person.email } });
  if (made.status !== 201) throw new Error(`no administrator: ${JSON.stringify(made.body)}`);
  return person.id;
}

async function upload(world: World, owner: TestPerson, csv: string): Promise<string> {
  const response = await fetch(`${world.url}/api/v1/imports?type=plan&fileName=${marker}.csv`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': 'text/csv' },
    body: csv,
  });
  const made = (await response.json()) as { id?: string }; // the view of an import, or the test fails
  if (made.id === undefined) throw new Error(`no import: ${JSON.stringify(made)}`);
  return made.id;
}

/** What no route makes: the network says it, or a browser with an authenticator. */
async function addDiscovered(
  world: World,
  { things, deviceId, userId }: { things: Map<string, string>; deviceId: string; userId: string },
): Promise<void> {
  const ids = { interfaces: newId(), 'subscriber-sessions': newId(), 'account/passkeys': newId() };
  for (const [path, id] of Object.entries(ids)) things.set(path, id);
  const tenant = { tenant_id: world.tenant };
  await world.database.withTenant(world.tenant, async (tx) => {
    const port = { if_index: 1, type: 6, speed_bps: 1_000_000_000, mac_address: '', admin_up: true };
    const words = { name: `${marker} port`, description: '', alias: '' };
    await tx
      .insertInto('interfaces')
      .values({ ...tenant, ...port, ...words, id: ids.interfaces, device_id: deviceId })
      .execute();
    const session = { id: ids['subscriber-sessions'], user_name: marker, started_at: new Date() };
    await tx
      .insertInto('subscriber_sessions')
      .values({ ...tenant, ...session, subscriber_id: things.get('subscribers') ?? null })
      .execute();
    const restart = { id: newId(), occurred_at: new Date(), type: 'device_restarted', device_id: deviceId };
    await tx
      .insertInto('events')
      .values({ ...tenant, ...restart })
      .execute();
  });
  const passkey = { id: ids['account/passkeys'], user_id: userId, name: marker, credential_id: marker };
  await world.database.db
    .insertInto('passkeys')
    .values({ ...passkey, public_key: Buffer.from([0]) })
    .execute();
  const session = await world.database.db
    .selectFrom('auth_session')
    .select('id')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  things.set('account/sessions', session.id);
}
