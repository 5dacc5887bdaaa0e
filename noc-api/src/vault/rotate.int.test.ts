import { randomBytes } from 'node:crypto';
import { newId } from '@fastisp/core/ids';
import { createSecretBox, type SecretBox } from '@fastisp/core/secret/secret-box';
import { sealV1 } from '@fastisp/core/testing/seal-v1';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformChain, systemChain } from '#audit/chains.ts';
import { verifyChain } from '#audit/verify.ts';
import { cookieSecretContext } from '#bootstrap/bootstrap.ts';
import { communityContext } from '#inventory/device-rows.ts';
import { nocApiMigrations } from '#service.ts';
import { countByKey, rotateSecrets } from './rotate.ts';
import { findSealedColumns } from './sealed-columns.ts';

const newKey = (): string => randomBytes(32).toString('base64');
const firstKey = newKey();
const tenants = [1, 2];
/** More than one batch for each tenant. */
const devicesPerTenant = 250;
let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  owner = new Client(database.access.owner.client);
  await owner.connect();
  const box = createSecretBox(firstKey);
  await database.withSystem(async (tx) => {
    await tx
      .insertInto('tenants')
      .values(tenants.map((id) => ({ id, name: `t${id}` })))
      .execute();
    await tx
      .insertInto('auth_secret')
      .values({ secret_sealed: sealV1(firstKey, 'cookie', cookieSecretContext) })
      .execute();
    const rows = tenants.flatMap((tenant) =>
      Array.from({ length: devicesPerTenant }, (_, i) => device(tenant, i, box)),
    );
    await tx.insertInto('devices').values(rows).execute();
  });
});

afterAll(async () => {
  await owner.end();
  await database.stop();
});

const communityOf = (tenant: number, i: number) => `community-${tenant}-${i}`;

/** Every third one as the first release sealed it. */
function device(tenant: number, i: number, box: SecretBox) {
  const id = newId();
  const context = communityContext(tenant, id);
  const community = communityOf(tenant, i);
  return {
    tenant_id: tenant,
    id,
    name: `rtr-${i}`,
    address: `10.${tenant}.${i >> 8}.${i & 255}`,
    kind: 'router',
    snmp_version: '2c',
    snmp_port: 161,
    snmp_community_sealed: i % 3 === 0 ? sealV1(firstKey, community, context) : box.seal(community, context),
    poll_interval_s: 60,
  };
}

/** Every secret, opened. */
async function openAll(box: SecretBox): Promise<string[]> {
  const { devices, cookie } = await database.withSystem(async (tx) => ({
    devices: await tx.selectFrom('devices').select(['tenant_id', 'id', 'snmp_community_sealed as sealed']).execute(),
    cookie: await tx.selectFrom('auth_secret').select('secret_sealed').executeTakeFirstOrThrow(),
  }));
  return [
    box.open(cookie.secret_sealed, cookieSecretContext),
    ...devices.map((row) => box.open(row.sealed, communityContext(row.tenant_id, row.id))),
  ].toSorted();
}

const everySecret = [
  'cookie',
  ...tenants.flatMap((tenant) => Array.from({ length: devicesPerTenant }, (_, i) => communityOf(tenant, i))),
].toSorted();
const rotate = (secretBox: SecretBox, onProgress?: (rewrapped: number) => void) =>
  rotateSecrets({ relational: database, secretBox, nowMs: Date.now, ...(onProgress !== undefined && { onProgress }) });

test('every column that holds sealed secrets is known', async () => {
  const columns = await database.withSystem(findSealedColumns);
  expect(columns.map(({ table, column }) => `${table}.${column}`)).toEqual(
    expect.arrayContaining([
      'auth_secret.secret_sealed',
      'devices.snmp_community_sealed',
      'second_factors.secret_sealed',
    ]),
  );
  expect(columns.find(({ table }) => table === 'devices')?.key).toEqual([
    { name: 'tenant_id', type: 'bigint' },
    { name: 'id', type: 'uuid' },
  ]);
});

test('the first form is sealed anew, and nothing changes for who reads', async () => {
  const box = createSecretBox(firstKey);
  expect(await openAll(box)).toEqual(everySecret);
  const rotation = await rotate(box);
  expect(rotation).toEqual({
    rewrapped: 1 + tenants.length * Math.ceil(devicesPerTenant / 3),
    unreadable: [],
    left: 0,
  });
  expect(await openAll(box)).toEqual(everySecret);
});

let currentKey = firstKey;

test('all are under the new key, which opens them alone; every device is told to the collectors', async () => {
  const nextKey = newKey();
  const both = createSecretBox(`${nextKey},${currentKey}`);
  await database.withSystem((tx) => tx.deleteFrom('outbox').execute());
  const progress: number[] = [];
  const rotation = await rotate(both, (rewrapped) => progress.push(rewrapped));
  expect(rotation).toEqual({ rewrapped: everySecret.length, unreadable: [], left: 0 });
  expect(progress.at(-1)).toBe(everySecret.length);
  expect(progress.length).toBeGreaterThan(2);
  const alone = createSecretBox(nextKey);
  expect(await openAll(alone)).toEqual(everySecret);

  const told = await database.withSystem((tx) =>
    tx.selectFrom('outbox').select('message').where('topic', '=', 'inventory.devices').execute(),
  );
  expect(told).toHaveLength(tenants.length * devicesPerTenant);
  for (const { message } of told) expect(message).toContain(alone.currentPrefix());
  expect(await countByKey(database)).toEqual([
    { prefix: alone.currentPrefix().slice(0, -1), values: everySecret.length },
  ]);
  currentKey = nextKey;
});

test('a second run finds nothing to do', async () => {
  expect(await rotate(createSecretBox(currentKey))).toEqual({ rewrapped: 0, unreadable: [], left: 0 });
});

test('what a service seals with the old key meanwhile is found too', async () => {
  const nextKey = newKey();
  const old = createSecretBox(currentKey);
  let sealedMeanwhile: Promise<unknown> | null = null;
  const rotation = await rotate(createSecretBox(`${nextKey},${currentKey}`), () => {
    // A device of the first tenant, whose batch is over already.
    sealedMeanwhile ??= database.withSystem((tx) =>
      tx
        .insertInto('devices')
        .values({ ...device(1, 1, old), id: '00000000-0000-7000-8000-000000000001', name: 'late', address: '10.9.9.9' })
        .execute(),
    );
  });
  await sealedMeanwhile;
  // Its id is not the one it was sealed for: it is rewrapped all the same, the value is never looked at.
  expect(rotation.left).toBe(0);
  await database.withSystem((tx) => tx.deleteFrom('devices').where('name', '=', 'late').execute());
  expect(await openAll(createSecretBox(nextKey))).toEqual(everySecret);
  currentKey = nextKey;
});

test('what cannot be read is named and left as it is; the rest is rotated', async () => {
  const lost = createSecretBox(newKey());
  const stray = { ...device(2, 1, lost), name: 'stray', address: '10.9.9.8' };
  await database.withSystem((tx) => tx.insertInto('devices').values(stray).execute());
  const nextKey = newKey();
  const rotation = await rotate(createSecretBox(`${nextKey},${currentKey}`));
  expect(rotation).toEqual({
    rewrapped: everySecret.length,
    unreadable: [`devices.snmp_community_sealed 2/${stray.id}`],
    left: 1,
  });
  const kept = await database.withSystem((tx) =>
    tx.selectFrom('devices').select('snmp_community_sealed').where('id', '=', stray.id).executeTakeFirstOrThrow(),
  );
  expect(kept.snmp_community_sealed).toBe(stray.snmp_community_sealed);
  await database.withSystem((tx) => tx.deleteFrom('devices').where('id', '=', stray.id).execute());
  currentKey = nextKey;
});

test('a value that somebody copied to another row or another tenant opens there no more, rotated or not', async () => {
  const box = createSecretBox(currentKey);
  const rows = await database.withSystem((tx) =>
    tx
      .selectFrom('devices')
      .select(['tenant_id', 'id', 'name', 'snmp_community_sealed as sealed'])
      .where('name', 'in', ['rtr-1', 'rtr-2'])
      .orderBy('tenant_id')
      .orderBy('name')
      .execute(),
  );
  expect(rows).toHaveLength(2 * tenants.length);
  for (const from of rows) {
    for (const to of rows) {
      const open = () => box.open(from.sealed, communityContext(to.tenant_id, to.id));
      if (from === to) expect(open()).toBe(communityOf(to.tenant_id, Number(to.name.slice(4))));
      else expect(open).toThrow('belongs to another row');
    }
  }
  const nextKey = newKey();
  const both = createSecretBox(`${nextKey},${currentKey}`);
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw new Error('there are four');
  const copied = both.rewrap(first.sealed) ?? '';
  expect(() => both.open(copied, communityContext(second.tenant_id, second.id))).toThrow('belongs to another row');
});

test("each rotation is in the platform's audit log, which is whole", async () => {
  const entries = await database.withSystem((tx) =>
    tx.selectFrom('audit_entries').selectAll().where('tenant_id', '=', 0).where('action', '=', 'rotate').execute(),
  );
  expect(entries.length).toBe(4);
  const verification = await verifyChain(systemChain(database, platformChain));
  expect(verification.ok).toBe(true);
});

test('a table that no rotation could reach is refused by name', async () => {
  await owner.query(`
    create table forgotten (tenant_id bigint primary key, x_sealed text);
    alter table forgotten enable row level security;
    alter table forgotten force row level security`);
  await expect(rotate(createSecretBox(currentKey))).rejects.toMatchObject({ code: 'VAULT_TABLE_CLOSED' });
  await owner.query('drop table forgotten; create table keyless (x_sealed text)');
  await expect(rotate(createSecretBox(currentKey))).rejects.toMatchObject({ code: 'VAULT_TABLE_WITHOUT_KEY' });
  await owner.query('drop table keyless');
});
