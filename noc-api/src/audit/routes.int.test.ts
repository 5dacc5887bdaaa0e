import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';

let world: World;
let deviceId: string;
const community = 'planted-community-8841';

interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly outcome: string;
  readonly occurrences: number;
  readonly reason: string | null;
  readonly address: string;
  readonly via: string;
  readonly person: { id: string | null; name: string };
  readonly object: { type: string; id: string; name: string };
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

const entries = async (query = ''): Promise<Entry[]> => {
  const answer = await world.ask<{ items: Entry[] }>('GET', `/api/v1/audit${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items;
};

beforeAll(async () => {
  world = await createWorld();
  const created = await world.ask<{ id: string }>('POST', '/api/v1/devices', {
    body: { name: 'rtr-1', address: '192.0.2.10', snmp: { community } },
  });
  deviceId = created.body.id;
});

afterAll(() => world.stop());

describe('what is done to a device', () => {
  test('is told with who, from where, before and after; its community only as changed', async () => {
    await world.ask('PATCH', `/api/v1/devices/${deviceId}`, {
      body: { name: 'rtr-2', snmp: { community: 'another-one' } },
    });
    await world.ask('DELETE', `/api/v1/devices/${deviceId}`);
    await world.ask('POST', `/api/v1/devices/${deviceId}/restore`);
    const told = await entries(`?objectType=device&objectId=${deviceId}`);
    expect(told.map((entry) => entry.action)).toEqual(['restore', 'delete', 'update', 'create']);
    const [, , updated, created] = told;
    expect(updated).toMatchObject({
      via: 'token',
      address: '127.0.0.1',
      person: { name: 'admin' },
      object: { name: 'rtr-2' },
      before: { name: 'rtr-1', snmp: { community: '•••' } },
      after: { name: 'rtr-2', snmp: { community: '••• (changed)', port: 161 } },
    });
    expect(created).toMatchObject({ before: null, after: { name: 'rtr-1', address: '192.0.2.10' } });
    const byPerson = await entries(`?userId=${updated?.person.id ?? ''}&action=delete`);
    expect(byPerson).toHaveLength(1);
  });

  test('is not told when nothing changed', async () => {
    const count = (await entries()).length;
    await world.ask('PATCH', `/api/v1/devices/${deviceId}`, { body: { name: 'rtr-2' } });
    expect(await entries()).toHaveLength(count);
  });
});

test('the chain is verified over HTTP, and its head can be kept', async () => {
  const { body } = await world.ask('GET', '/api/v1/audit/verify');
  expect(body).toMatchObject({ ok: true, problem: null, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

describe('refused attempts', () => {
  const attempts = (query: string, enough: (found: Entry[]) => boolean) =>
    waitFor(`attempts ${query}`, async () => {
      const found = await entries(query);
      return enough(found) ? found : null;
    });

  test('failed sign-ins are in the log of the account, once, with a count of the rest at the end', async () => {
    for (let i = 0; i < 6; i += 1) {
      await world.ask('POST', '/api/auth/sign-in/email', {
        body: { email: 'admin@fastisp.local', password: `wrong-secret-${i}` },
        headers: {},
      });
    }
    const [failed] = await attempts('?action=sign_in&outcome=failed', (found) => found.length > 0);
    expect(failed).toMatchObject({ reason: 'SIGN_IN_REFUSED', occurrences: 1, address: '127.0.0.1' });
    expect(failed?.object.name).toBe('admin@fastisp.local');
  });

  test('of nobody we know are on the platform, not in a tenant', async () => {
    await world.ask('POST', '/api/auth/sign-in/email', {
      body: { email: 'nobody@elsewhere.example', password: 'wrong-secret-9' },
      headers: {},
    });
    const ask = () => world.ask<{ items: Entry[] }>('GET', '/api/v1/platform/audit?action=sign_in');
    const told = await waitFor('the platform chain', async () => {
      const { body } = await ask();
      return body.items.length > 0 ? body.items : null;
    });
    expect(told.map(({ object }) => object.name)).toContain('nobody@elsewhere.example');
    expect((await world.ask('GET', '/api/v1/platform/audit/verify')).body).toMatchObject({ ok: true });
  });

  test('what a token may not do is told as denied', async () => {
    const made = await world.ask<{ token: string }>('POST', '/api/v1/tokens', {
      body: { name: 'reader', permissions: ['device:read'] },
    });
    const headers = { authorization: `Bearer ${made.body.token}` };
    expect((await world.ask('DELETE', `/api/v1/devices/${deviceId}`, { headers })).status).toBe(403);
    const [denied] = await attempts('?outcome=denied', (found) => found.length > 0);
    expect(denied).toMatchObject({ action: 'device:delete', reason: 'PERMISSION_DENIED', via: 'token' });
    expect(denied?.object.name).toBe(`/api/v1/devices/${deviceId}`);
    expect((await world.ask('GET', '/api/v1/audit', { headers })).status).toBe(403);
  });

  test('a token that nobody gave out is told, not which', async () => {
    const forged = `fisp_${'x'.repeat(43)}`;
    await world.ask('GET', '/api/v1/devices', { headers: { authorization: `Bearer ${forged}` } });
    const rows = await waitFor('the refused token', async () => {
      const found = await world.database.withSystem((tx) =>
        tx.selectFrom('audit_entries').selectAll().where('reason', '=', 'TOKEN_REFUSED').execute(),
      );
      return found.length > 0 ? found : null;
    });
    expect(JSON.stringify(rows)).not.toContain(forged);
  });
});

describe('the export', () => {
  test.each(['csv', 'jsonl'])('as %s is a file, without secrets, and is itself told', async (format) => {
    const response = await fetch(`${world.url}/api/v1/audit/export?format=${format}`, {
      headers: { authorization: `Bearer ${bootstrapToken}` },
    });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="audit.${format}"`);
    expect(text).toContain('rtr-1');
    for (const secret of [community, 'another-one', 'wrong-secret', bootstrapToken]) expect(text).not.toContain(secret);
    expect((await entries('?action=export'))[0]).toMatchObject({ object: { name: format } });
  });
});
