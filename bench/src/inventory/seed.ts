/**
 * An inventory of 100 providers. Half of it belongs to one of them: a list is as slow as the largest tenant makes
 * it. Written past row-level security, as the superuser of the test server.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fastisp/core/ids';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { tokenDigest, tokenPrefix } from '@fastisp/noc-api/identity/tokens';
import { communityContext } from '@fastisp/noc-api/inventory/device-rows';
import type { Client } from 'pg';
import { agentAddress } from '../snmp/address.ts';

export interface Sizes {
  readonly tenants: number;
  readonly subscribers: number;
  readonly devices: number;
}

const settleAttemptsMax = 60;
const settlePauseMs = 1_000;

/** The large one; it was made by the first start. */
export const largeTenant = 1;

export const firstNames = ['María', 'José', 'Lucía', 'Iñaki', 'Camila', 'Andrés', 'Rosa', 'Óscar', 'Elena', 'Tomás'];
export const lastNames = [
  'Quispe',
  'Muñoz',
  'Cárdenas',
  'Rojas',
  'Ibáñez',
  'Zúñiga',
  'Paredes',
  'Vargas',
  'Soto',
  'Núñez',
];

/** Tenant of the n-th thing: every second one belongs to the large tenant. */
const tenantOf = (n: number, tenants: number): number =>
  n % 2 === 0 || tenants === 1 ? largeTenant : 2 + (Math.floor(n / 2) % (tenants - 1));

/** @returns an API token of each tenant, by tenant number minus one. */
export async function seedInventory(
  client: Client,
  sizes: Sizes,
  { secretBox, agentPort }: { secretBox: SecretBox; agentPort: number },
): Promise<string[]> {
  await client.query('begin');
  const tokens = await seedTenants(client, sizes.tenants);
  await client.query(`
    insert into zones (tenant_id, id, name) select id, uuidv7(), 'Zona norte' from tenants`);
  await client.query(`
    insert into sites (tenant_id, id, name, zone_id, street)
    select zones.tenant_id, uuidv7(), 'Nodo ' || n, zones.id, 'Calle ' || n from zones, generate_series(1, 20) as n`);
  await client.query(`
    insert into plans (tenant_id, id, name, down_kbps, up_kbps) select id, uuidv7(), 'Hogar 100', 100000, 20000 from tenants`);
  await seedDevices(client, sizes, { secretBox, agentPort });
  await seedSubscribers(client, sizes);
  await client.query('commit');
  await settle(client);
  return tokens;
}

/**
 * Statistics, and pages known to be visible to all, as autovacuum leaves them a minute later. Whatever still looks at
 * the database when it is vacuumed, such as an analysis, keeps pages from that: then once more.
 */
async function settle(client: Client): Promise<void> {
  // Not the empty ones: a session that finds a table known to be empty checks references to it by reading it whole,
  // and keeps doing so when it fills up. A table that nobody vacuumed yet is not taken for empty.
  await client.query('vacuum analyze tenants, auth_user, memberships, membership_roles, api_tokens');
  for (let attempt = 1; ; attempt += 1) {
    await client.query('vacuum analyze zones, sites, plans, devices, subscribers, services');
    const { rows } = await client.query<{ settled: boolean }>(
      `select bool_and(relallvisible >= relpages * 0.99) as settled from pg_class
       where relname in ('devices', 'subscribers', 'services')`,
    );
    if (rows[0]?.settled === true) return;
    if (attempt === settleAttemptsMax) throw new Error('the tables cannot be vacuumed: something keeps a snapshot');
    await pause(settlePauseMs);
  }
}

async function seedTenants(client: Client, tenants: number): Promise<string[]> {
  await client.query(
    `insert into tenants (id, name) select n, 'Proveedor ' || n from generate_series(2, $1::bigint) as n`,
    [tenants],
  );
  const tokens = Array.from({ length: tenants }, () => `fisp_${randomBytes(32).toString('base64url')}`);
  const rows = tokens.map((token, index) => ({
    ...{ tenant: index + 1, user: newId(), id: newId(), prefix: tokenPrefix(token) },
    digest: `\\x${tokenDigest(token).toString('hex')}`,
  }));
  const people = `jsonb_to_recordset($1::jsonb) as p(tenant bigint, "user" uuid, id uuid, prefix text, digest bytea)`;
  const json = [JSON.stringify(rows)];
  await client.query(
    `insert into auth_user (id, name, email) select "user", 'Bench', "user" || '@example.net' from ${people}`,
    json,
  );
  await client.query(`insert into memberships (tenant_id, user_id) select tenant, "user" from ${people}`, json);
  await client.query(
    `insert into membership_roles (tenant_id, user_id, built_in) select tenant, "user", 'admin' from ${people}`,
    json,
  );
  await client.query(
    `insert into api_tokens (tenant_id, user_id, id, name, prefix, token_sha256)
     select tenant, "user", id, 'bench', prefix, digest from ${people}`,
    json,
  );
  return tokens;
}

async function seedDevices(
  client: Client,
  { devices, tenants }: Sizes,
  { secretBox, agentPort }: { secretBox: SecretBox; agentPort: number },
): Promise<void> {
  const rows = Array.from({ length: devices }, (_, n) => {
    const [tenant, id] = [tenantOf(n, tenants), newId()];
    const community = secretBox.seal('public', communityContext(tenant, id));
    return { tenant, id, name: `rtr-${String(n).padStart(5, '0')}`, address: agentAddress(n), community };
  });
  await client.query(
    `insert into devices (tenant_id, id, name, address, kind, snmp_version, snmp_port, snmp_community_sealed,
       poll_interval_s, site_id)
     select tenant, d.id, d.name, d.address, 'router', '2c', $2::integer, community, 60,
       (select sites.id from sites where sites.tenant_id = tenant order by hashtext(sites.id::text || d.name) limit 1)
     from jsonb_to_recordset($1::jsonb) as d(tenant bigint, id uuid, name text, address text, community text)`,
    [JSON.stringify(rows), agentPort],
  );
}

async function seedSubscribers(client: Client, { subscribers, tenants }: Sizes): Promise<void> {
  await client.query(
    `insert into subscribers (tenant_id, id, external_id, name, kind, document_type, document, email, phone, street, city, site_id)
     select tenant, uuidv7(), 'C' || n, ($3::text[])[1 + n % 10] || ' ' || ($4::text[])[1 + n / 10 % 10] || ' ' || ($4::text[])[1 + n / 100 % 10],
       'person', 'CI', (10000000 + n)::text, 'cliente' || n || '@example.net', '+569' || (10000000 + n),
       'Av. Los Álamos ' || n % 5000, 'Temuco',
       (select id from sites where tenant_id = tenant offset n / 2 % 20 limit 1)
     from (select n, case when n % 2 = 0 or $2 = 1 then ${largeTenant} else 2 + n / 2 % ($2 - 1) end as tenant
       from generate_series(0, $1::integer - 1) as n) as numbered`,
    [subscribers, tenants, firstNames, lastNames],
  );
  await client.query(`
    insert into services (tenant_id, id, name, subscriber_id, plan_id, status, access, user_name, vlan)
    select s.tenant_id, uuidv7(), 'Internet ' || s.external_id, s.id, plans.id, 'active', 'pppoe', lower(s.external_id) || '@isp', 100
    from subscribers as s join plans on plans.tenant_id = s.tenant_id`);
}
