/**
 * An audit log of a year: chained as the program chains it, with the spread of a provider's days (many changes of
 * devices and subscribers, few of tokens, one rotation) and some words that occur once.
 */
import { type TenantId, tenantId } from '@fastisp/core/ids';
import { chainEntries, type Happening, type Head } from '@fastisp/noc-api/audit/decide';
import { type ChainedEntry, genesisHash } from '@fastisp/noc-api/audit/entry';
import type { Client } from 'pg';

const rowsPerInsert = 5_000;
export const yearMs = 365 * 86_400_000;
const peopleCount = 20;
const devices = 20_000;

/** The n-th of something as a UUID. */
const uuid = (kind: string, n: number): string =>
  `00000000-0000-4000-8000-${kind}${n.toString(16).padStart(12 - kind.length, '0')}`;

export const person = (n: number): string => uuid('aa', n);
export const device = (n: number): string => uuid('dd', n);
/** Occurs once, near the beginning of the log: what nobody finds without looking through all of it. */
export const needle = 'retiro de la torre Cerro Ñandú';

/** @returns how the n-th change of the year came about; equal for equal n. */
function happening(n: number, count: number): Happening {
  const common = { outcome: 'done', occurrences: 1, before: null, after: null } as const;
  if (n === Math.floor(count / 100)) {
    return { ...common, ...named('site', uuid('51', 1), 'Cerro Ñandú'), action: 'delete', reason: needle };
  }
  if (n === Math.floor(count / 50)) return { ...common, ...named('secret_key', 'k1', 'k1'), action: 'rotate' };
  if (n % 5_003 === 0) return { ...common, ...named('token', uuid('70', n), `token ${n}`), action: 'create' };
  if (n % 17 === 0) return { ...common, ...named('user', person(n % peopleCount), 'Marta'), action: 'sign_in' };
  if (n % 101 === 0)
    return { ...common, ...named('route', 'DELETE /api/v1/devices/:id', '/api/v1/devices/x'), ...denied };
  const at = (n * 7_919) % devices;
  const address = `10.${at >> 8}.${at & 255}.1`;
  const before = { name: `rtr-${at}`, address, siteId: uuid('51', at % 900), notes: 'Equipo de borde, rack 3' };
  return {
    ...{ ...common, ...named('device', device(at), `rtr-${at}`), action: n % 9 === 0 ? 'create' : 'update' },
    ...{ before, after: { ...before, pollIntervalS: 30 + (n % 60), notes: `Cambio ${n}: tarjeta, fuente y cables` } },
  };
}

const named = (objectType: string, objectId: string, objectName: string) => ({ objectType, objectId, objectName });
const denied = { action: 'device:delete', outcome: 'denied', reason: 'PERMISSION_DENIED' } as const;

/** Writes `count` entries of one tenant, evenly over the year before now, by a login that sees all rows. */
export async function seedChain(client: Client, tenant: TenantId, count: number): Promise<void> {
  const startMs = Date.now() - yearMs;
  let head: Head = { seq: 0, hash: genesisHash };
  while (head.seq < count) {
    const rows: ChainedEntry[] = [];
    while (rows.length < rowsPerInsert && head.seq < count) {
      const n = head.seq + 1;
      const context = { actor: actor(n, tenant), at: new Date(startMs + (n / count) * yearMs).toISOString() };
      const [entry] = chainEntries(head, context, [happening(n, count)]);
      if (entry === undefined) throw new Error('one happening makes one entry');
      rows.push(entry);
      head = entry;
    }
    await insert(client, rows);
  }
  await client.query('insert into audit_heads (tenant_id, seq, hash, at) values ($1, $2, $3, now())', [
    ...[tenant, head.seq, head.hash],
  ]);
}

/** Other tenants beside it, with the first entries of the large one; nobody verifies theirs. */
export async function copyToOthers(client: Client, from: TenantId, others: { tenants: number; entries: number }) {
  await client.query(
    `insert into audit_entries (${columns.join(', ')})
     select t.id, ${columns
       .slice(1)
       .map((name) => `e.${name}`)
       .join(', ')}
     from generate_series(1000, 999 + $2) as t (id), audit_entries e where e.tenant_id = $1 and e.seq <= $3`,
    [from, others.tenants, others.entries],
  );
}

const actor = (n: number, tenant: TenantId) => ({
  via: 'session' as const,
  userId: person(n % peopleCount),
  name: `Persona ${n % peopleCount}`,
  from: { address: `198.51.100.${n % 200}`, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' },
  impersonator: null,
  tokenId: null,
  tenant: { id: tenantId(tenant) },
});

const fields = {
  tenant_id: ['tenantId', 'bigint'],
  seq: ['seq', 'bigint'],
  at: ['at', 'timestamptz'],
  via: ['via', 'text'],
  user_id: ['userId', 'uuid'],
  user_name: ['userName', 'text'],
  address: ['address', 'text'],
  user_agent: ['userAgent', 'text'],
  action: ['action', 'text'],
  object_type: ['objectType', 'text'],
  object_id: ['objectId', 'text'],
  object_name: ['objectName', 'text'],
  outcome: ['outcome', 'text'],
  occurrences: ['occurrences', 'integer'],
  reason: ['reason', 'text'],
  before: ['before', 'text'],
  after: ['after', 'text'],
  hash: ['hash', 'bytea'],
} as const satisfies Record<string, readonly [keyof ChainedEntry, string]>;
const columns = Object.keys(fields);

async function insert(client: Client, rows: readonly ChainedEntry[]): Promise<void> {
  const arrays = Object.values(fields);
  const list = arrays.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
  await client.query(
    `insert into audit_entries (${columns.join(', ')}) select * from unnest(${list})`,
    arrays.map(([field]) => rows.map((row) => row[field])),
  );
}
