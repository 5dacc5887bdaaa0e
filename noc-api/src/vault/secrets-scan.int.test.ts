/**
 * Plants secrets of every kind, uses them in right and wrong ways, and looks for them wherever they could have gone: logs,
 * every answer of the API, the audit log and its exports, every topic of the bus with its dead letters, the last words of
 * a process, and a dump of the whole database.
 */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deadLetterTopic } from '@fastisp/core/bus/port';
import { newId } from '@fastisp/core/ids';
import { discoveryDeviceTopic } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceTopic } from '@fastisp/core/contracts/inventory-device.v1';
import { topics } from '@fastisp/core/contracts/topics';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';

const planted = {
  community: 'planted-community-Kx81',
  changedCommunity: 'planted-community-Qz92',
  keptCommunity: 'planted-community-Bt17',
  refusedCommunity: 'planted-community-Vw73',
  password: 'planted phrase antena cerro 55',
  wrongPassword: 'planted-wrong-password-Mn64',
  bootstrapToken,
};
const folder = mkdtempSync(join(tmpdir(), 'fastisp-dump-'));
let world: World;
let secrets: Map<string, string>;
/** Where things were said, and what. */
const places = new Map<string, string>();
let deviceId = '';

beforeAll(async () => {
  world = await createWorld();
  const bus = listenToBus(); // from now on: a topic forgets what a later message replaced
  const oneTimePassword = world.nocApi.firstAdministrator()?.oneTimePassword ?? '';
  const made = await world.ask<{ token: string }>('POST', '/api/v1/tokens', { body: { name: 'scan' } });
  await useDevices();
  const secondFactor = await useAccounts(oneTimePassword);
  const { rows } = await withSuperuser((client) => client.query<{ token: string }>('select token from auth_session'));
  const named = {
    ...planted,
    oneTimePassword,
    apiToken: made.body.token,
    secondFactor,
    keyEncryptionKey: world.secretKey,
  };
  const sessions = rows.map(({ token }, i) => [`session ${i}`, token] as const);
  secrets = new Map([...Object.entries(named), ...sessions]);
  await askEverything();
  await bus.end();
  places.set('log', world.logged());
  places.set('errors', await uncaught());
  await dump();
});

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

async function useDevices(): Promise<void> {
  const body = (community: unknown, name = 'rtr-1', address = '192.0.2.10') => ({ name, address, snmp: { community } });
  const created = await told('POST', '/api/v1/devices', body(planted.community));
  // One that is changed, and one that stays as it was made.
  await told('POST', '/api/v1/devices', body(planted.keptCommunity, 'rtr-kept', '192.0.2.11'));
  deviceId = String((JSON.parse(created) as { id: string }).id); // a created device has one
  await told('PATCH', `/api/v1/devices/${deviceId}`, { snmp: { community: planted.changedCommunity } });
  // Refused in several ways, each of which could repeat what it was sent.
  await told('POST', '/api/v1/devices', body(planted.refusedCommunity));
  await told('POST', '/api/v1/devices', { ...body(planted.refusedCommunity), unknown: planted.refusedCommunity });
  await told('POST', '/api/v1/devices', body([planted.refusedCommunity], 'rtr-2'));
  await told('POST', '/api/v1/devices', body(planted.refusedCommunity.repeat(50), 'rtr-3'));
  await told('POST', '/api/v1/probe', {
    address: '192.0.2.10',
    snmp: { community: planted.refusedCommunity, port: 0 },
  });
  await told('POST', '/api/v1/devices', `{"snmp":{"community":"${planted.refusedCommunity}"`);
  // What the library that asks says of a device that does not answer, and of a name that is none.
  const probed = (address: string) => ({
    address,
    snmp: { version: '1', community: planted.refusedCommunity, port: 9 },
  });
  for (const address of ['127.0.0.1', 'nobody.invalid']) {
    expect(await told('POST', '/api/v1/probe', probed(address))).toContain('"code"');
  }
}

/** @returns the secret of the authenticator app, shown once to its person. */
async function useAccounts(oneTimePassword: string): Promise<string> {
  const email = 'admin@fastisp.local';
  const signIn = (password: string) =>
    world.ask('POST', '/api/auth/sign-in/email', { body: { email, password }, headers: {} });
  await signIn(planted.wrongPassword);
  // Typed into the wrong field.
  await told('POST', '/api/auth/sign-in/email', { email: planted.password, password: 'x' });
  const { headers } = await signIn(oneTimePassword);
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const change = (newPassword: string) =>
    world.ask('POST', '/api/v1/password', {
      body: { currentPassword: oneTimePassword, newPassword },
      headers: { cookie },
    });
  expect((await change(planted.password)).status).toBe(204);
  const again = await signIn(planted.password);
  expect(again.status).toBe(200);
  const enrolled = await world.ask<{ secret: string }>('POST', '/api/v1/account/second-factor', {
    body: { password: planted.password },
    headers: { cookie: again.headers.getSetCookie()[0]?.split(';')[0] ?? '' },
  });
  expect(enrolled.status).toBe(200);
  return enrolled.body.secret;
}

/** Asks, and keeps the answer with its headers. */
async function told(method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${world.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bootstrapToken}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  places.set(`${method} ${path} #${places.size}`, `${text}\n${JSON.stringify([...response.headers])}`);
  return text;
}

/** Every GET that the description names. */
async function askEverything(): Promise<void> {
  const description = JSON.parse(await told('GET', '/api/openapi.json')) as { paths: Record<string, object> }; // OpenAPI
  const paths = Object.entries(description.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) await told('GET', path.replaceAll(/\{\w+\}/g, deviceId));
  for (const format of ['csv', 'jsonl']) await told('GET', `/api/v1/audit/export?format=${format}`);
  await told('GET', `/api/v1/audit?q=${encodeURIComponent('device')}`);
  await told('GET', '/metrics');
  await told('GET', '/readyz');
}

/**
 * Everything that is on the bus: what collectors are told of the device after both of its communities, what the other
 * services are told of its change, and messages that nobody could read.
 */
function listenToBus(): { end(): Promise<void> } {
  const names = Object.values(topics).flatMap(({ name }) => [name, deadLetterTopic(name)]);
  const heard = new Map<string, string[]>();
  const subscription = world.bus.subscribe({
    topics: names,
    groupId: `scan-${newId()}`,
    from: 'earliest',
    handler: async ({ records }) => {
      for (const { topic, key, value, headers } of records) {
        const text = value === null ? '' : Buffer.from(value).toString();
        heard.set(topic, [...(heard.get(topic) ?? []), `${key} ${text} ${JSON.stringify(headers)}`]);
      }
    },
  });
  const told = (name: string, part: string) => heard.get(name)?.some((text) => text.includes(part)) === true;
  return {
    async end() {
      const unreadable = { key: deviceId, value: Buffer.from(`{"data":{"deviceId":"${deviceId}","sysName":7}}`) };
      await world.bus.publish(discoveryDeviceTopic, [unreadable]);
      await waitFor('the device on the bus', () => told(inventoryDeviceTopic, 'communitySealed'));
      await waitFor('the object on the bus', () => told(topics.inventoryObjects.name, deviceId));
      await waitFor('the dead letter', () => told(deadLetterTopic(discoveryDeviceTopic), 'sysName'));
      await subscription.close();
      for (const [topic, texts] of heard) places.set(`bus ${topic}`, texts.join('\n'));
    },
  };
}

/** What a process leaves behind that ends with an error nobody caught: its last words, with all that the error holds. */
async function uncaught(): Promise<string> {
  const box = new URL('../../../core/src/secret/secret-box.ts', import.meta.url).href;
  const program = `import { createSecretBox } from ${JSON.stringify(box)};
    const box = createSecretBox(process.env.FASTISP_SECRET_KEY);
    const context = { tenantId: 1, rowId: 'a', field: 'snmp.community' };
    const sealed = box.seal(process.env.PLANTED, context);
    box.open(sealed, { ...context, rowId: 'b' });`;
  const env = { ...process.env, FASTISP_SECRET_KEY: world.secretKey, PLANTED: planted.community };
  const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env }).then(
    () => '',
    (error: { stderr?: string }) => error.stderr ?? '', // as execFile rejects
  );
  expect(ended).toContain('SECRET_UNREADABLE');
  return ended;
}

/** Every table as COPY writes it, by the login that sees all rows. */
async function dump(): Promise<void> {
  chmodSync(folder, 0o777); // the server writes as its own user
  await withSuperuser(async (client) => {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `select schemaname as schema, tablename as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(rows.length).toBeGreaterThan(15);
    for (const { schema, name } of rows) {
      const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
      await client.query(`copy ${table} to ${escapeLiteral(join(folder, name))}`);
    }
  });
  for (const name of readdirSync(folder)) places.set(`table ${name}`, readFileSync(join(folder, name), 'latin1'));
}

async function withSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(world.database.superuser.client);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** As it is, and as programs write it; in base64 wherever it stands within the bytes. */
const shapesOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  const within = [0, 1, 2].flatMap((before) =>
    (['base64', 'base64url'] as const).map((encoding) =>
      // The first and the last characters depend on what is around.
      Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(2)])
        .toString(encoding)
        .slice(4, -4),
    ),
  );
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('hex'), ...within];
};

/** Where a secret belongs: better-auth keeps the session's token, which is useless without the signature on it. */
const allowed = (secret: string, place: string): boolean =>
  secret.startsWith('session ') && place === 'table auth_session';

test('what was planted is where it is used: the scan would find it', () => {
  expect(places.get('table auth_session')).toContain(secrets.get('session 0'));
  expect(places.get('table devices')).toContain('rtr-1');
  expect(places.get('table devices')).toContain('rtr-kept');
  expect(places.get('log')?.length).toBeGreaterThan(1_000);
  expect([...places.keys()].filter((place) => place.startsWith('bus '))).toContain('bus discovery.devices.dlq');
  expect([...places.keys()].filter((place) => place.includes('/audit')).length).toBeGreaterThan(3);
});

test.each([0, 1, 2, 7])('a secret in base64 is found behind %i bytes', (before) => {
  const hidden = Buffer.from(`${'x'.repeat(before)}${planted.community} and more`).toString('base64url');
  expect(shapesOf(planted.community).some((shape) => hidden.includes(shape))).toBe(true);
});

test('no secret is in any log, answer, export or table', () => {
  const found = [...secrets].flatMap(([name, secret]) =>
    [...places].flatMap(([place, text]) =>
      shapesOf(secret).some((shape) => text.includes(shape)) && !allowed(name, place) ? [`${name} in ${place}`] : [],
    ),
  );
  expect(secrets.size).toBeGreaterThan(8);
  expect(found).toEqual([]);
});
