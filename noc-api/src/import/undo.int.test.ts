/** An import that was a mistake: taken back as a whole, or refused with what stands in the way. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { communityContext } from '#inventory/device-rows.ts';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { make } from '#testing/plant.ts';
import { makePerson } from '#testing/people.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import type { ImportProblem, ImportView } from './schemas.ts';

let world: World;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fastisp-undo-'));
  world = await createWorld({ env: { FASTISP_HOME: home, API_REQUESTS_PER_MINUTE: '1000000' } });
});
afterAll(async () => {
  await world.stop();
  await rm(home, { recursive: true });
});

const through = (id: string): Promise<ImportView> =>
  waitFor(
    'the work is through',
    async () => {
      const { body } = await world.ask<ImportView>('GET', `/api/v1/imports/${id}`);
      return !['checking', 'running', 'undoing'].includes(body.state) && body;
    },
    { timeLimitMs: 60_000 },
  );

async function importFile(type: string, content: string): Promise<ImportView> {
  const response = await fetch(`${world.url}/api/v1/imports?type=${type}&fileName=${type}.csv`, {
    ...{ method: 'POST', body: content },
    headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'text/csv' },
  });
  const { id } = (await response.json()) as ImportView;
  await world.ask('POST', `/api/v1/imports/${id}/run`);
  const done = await through(id);
  expect(done, JSON.stringify(done)).toMatchObject({ state: 'done' });
  return done;
}

async function undo(id: string, reason?: string): Promise<ImportView> {
  const begun = await world.ask('POST', `/api/v1/imports/${id}/undo`, {
    ...(reason !== undefined && { body: { reason } }),
  });
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  return through(id);
}

const codeOfUndo = async (id: string, headers?: Record<string, string>) => {
  const { status, body } = await world.ask(
    'POST',
    `/api/v1/imports/${id}/undo`,
    headers === undefined ? {} : { headers },
  );
  return [status, body['code']];
};
const problemsOf = async (id: string): Promise<(string | null)[][]> => {
  const { body } = await world.ask<{ items: ImportProblem[] }>('GET', `/api/v1/imports/${id}/problems`);
  return body.items.map(({ code, value }) => [code, value]).toSorted();
};
const find = async (plural: string, externalId: string) =>
  (await world.ask<{ items: Record<string, unknown>[] }>('GET', `/api/v1/${plural}?externalId=${externalId}`)).body
    .items[0];

test('what it made goes, what it changed is as it was, and the log tells of both', async () => {
  await importFile('subscriber', 'codigo;nombre;telefono;etiquetas\nU1;Ana;111;a, b\nU2;Beto;222;\n');
  const before = [await find('subscribers', 'U1'), await find('subscribers', 'U2')];
  const mistake = await importFile(
    'subscriber',
    'codigo;nombre;telefono;etiquetas\nU1;Nadie;;c\nU2;Beto;222;\nU3;Nuevo;333;\n',
  );
  expect(mistake).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
  expect(Date.parse(mistake.undoUntil ?? '')).toBe(Date.parse(mistake.createdAt) + 7 * 86_400_000);
  const undone = await undo(mistake.id, 'archivo equivocado');
  expect(undone).toMatchObject({
    state: 'undone',
    problems: 0,
    failure: null,
    undoUntil: null,
    created: 1,
    updated: 1,
  });
  const after = [await find('subscribers', 'U1'), await find('subscribers', 'U2')];
  expect(after[0]).toEqual({ ...before[0], updatedAt: after[0]?.['updatedAt'] });
  expect(after[1]).toEqual(before[1]);
  expect(await find('subscribers', 'U3')).toBeUndefined();
  const { body: log } = await world.ask<{ items: { action: string; reason: string; after: object }[] }>(
    'GET',
    '/api/v1/audit?objectType=import&action=undo',
  );
  expect(log.items[0]).toMatchObject({ reason: 'archivo equivocado', after: { removed: 1, changedBack: 1 } });
  const history = `/api/v1/subscribers/${before[0]?.['id'] as string}/history`;
  const { body: told } = await world.ask<{ items: { action: string; after: { name: string } }[] }>('GET', history);
  expect(told.items[0]).toMatchObject({ action: 'update', after: { name: 'Ana' } });
  expect(await codeOfUndo(mistake.id)).toEqual([409, 'IMPORT_NOT_UNDOABLE']);
  expect((await world.ask('POST', `/api/v1/imports/${mistake.id}/run`)).body['code']).toMatch(
    /IMPORT_(FILE_GONE|DONE)/,
  );
});

describe('refused as a whole, with a list', () => {
  test('when something of it was changed, deleted or is used since', async () => {
    await importFile('site', 'codigo;nombre\nV1;Uno\nV2;Dos\nV3;Tres\n');
    const done = await importFile('site', 'codigo;nombre\nV1;Uno mal\nV2;Dos mal\nV3;Tres mal\nV4;Cuatro\nV5;Cinco\n');
    const [changed, deleted, used] = [await find('sites', 'V1'), await find('sites', 'V2'), await find('sites', 'V4')];
    await world.ask('PATCH', `/api/v1/sites/${changed?.['id'] as string}`, { body: { notes: 'de alguien' } });
    await world.ask('DELETE', `/api/v1/sites/${deleted?.['id'] as string}`);
    const rack = await make(world, 'racks', { name: 'r', siteId: used?.['id'] });
    expect(await undo(done.id)).toMatchObject({ state: 'done', problems: 3, created: 2, updated: 3 });
    expect(await problemsOf(done.id)).toEqual([
      ['UNDO_CHANGED', 'Uno mal'],
      ['UNDO_DELETED', 'Dos mal'],
      ['UNDO_IN_USE', 'Cuatro'],
    ]);
    expect(await find('sites', 'V3'), 'not even what could be').toMatchObject({ name: 'Tres mal' });
    expect(await find('sites', 'V5')).toBeDefined();
    // What stood in the way can be put right, all but a change of somebody else.
    await world.ask('DELETE', `/api/v1/racks/${rack}`);
    await world.ask('POST', `/api/v1/sites/${deleted?.['id'] as string}/restore`);
    expect(await undo(done.id)).toMatchObject({ state: 'done', problems: 2 });
    expect((await problemsOf(done.id)).map(([code]) => code)).toEqual(['UNDO_CHANGED', 'UNDO_CHANGED']);
  });

  test('when a name it had belongs to another by now', async () => {
    await importFile('plan', 'codigo;nombre;down_kbps;up_kbps\nN1;Hogar;1;1\n');
    const done = await importFile('plan', 'codigo;nombre;down_kbps;up_kbps\nN1;Hogar viejo;1;1\n');
    await make(world, 'plans', { name: 'Hogar', downKbps: 1, upKbps: 1 });
    expect(await undo(done.id)).toMatchObject({ state: 'done', problems: 1 });
    expect(await problemsOf(done.id)).toEqual([['ALREADY_TAKEN', 'Hogar viejo']]);
  });

  test('when what it pointed to is gone', async () => {
    const zone = await make(world, 'zones', { name: 'Zona vieja', externalId: 'Z-OLD' });
    await make(world, 'zones', { name: 'Zona nueva', externalId: 'Z-NEW' });
    await importFile('site', 'codigo;nombre;zona\nR1;Erre;Z-OLD\n');
    const done = await importFile('site', 'codigo;nombre;zona\nR1;Erre;Z-NEW\n');
    expect((await world.ask('DELETE', `/api/v1/zones/${zone}`)).status).toBe(204);
    expect(await undo(done.id)).toMatchObject({ state: 'done', problems: 1 });
    expect((await problemsOf(done.id))[0]?.[0]).toBe('REFERENCE_UNKNOWN');
    await world.ask('POST', `/api/v1/zones/${zone}/restore`);
    expect(await undo(done.id)).toMatchObject({ state: 'undone' });
  });
});

test('a tree is as it was, with what was put between', async () => {
  await importFile('zone', 'codigo;nombre;zona superior\nT1;Raíz;\nT2;Norte;T1\nT3;Sur;T1\n');
  const done = await importFile('zone', 'codigo;nombre;zona superior\nT3;Sur lejano;T4\nT4;Centro;T1\nT2;Norte;T4\n');
  expect(done).toMatchObject({ created: 1, updated: 2 });
  expect(await undo(done.id)).toMatchObject({ state: 'undone' });
  const root = await find('zones', 'T1');
  expect(await find('zones', 'T3')).toMatchObject({ name: 'Sur', parentId: root?.['id'] });
  expect(await find('zones', 'T2')).toMatchObject({ parentId: root?.['id'] });
  expect(await find('zones', 'T4')).toBeUndefined();
});

test('a name that a later row took goes back to who had it', async () => {
  const plan = (code: string, name: string): string => `${code};${name};1;1\n`;
  const header = 'codigo;nombre;down_kbps;up_kbps\n';
  await importFile('plan', header + plan('Q0', 'Codiciado'));
  const between = Array.from({ length: 2_500 }, (_, n) => plan(`Q${n + 1}`, `Plan ${n}`)).join('');
  const done = await importFile('plan', header + plan('Q0', 'Sin nombre') + between + plan('Q9999', 'Codiciado'));
  expect(await undo(done.id)).toMatchObject({ state: 'undone' });
  expect(await find('plans', 'Q0')).toMatchObject({ name: 'Codiciado' });
  expect(await find('plans', 'Q9999')).toBeUndefined();
});

test('a secret that it changed is the one before again', async () => {
  await importFile('device', 'codigo;nombre;direccion;comunidad snmp\nD1;rtr;10.3.0.1;primera\n');
  const done = await importFile('device', 'codigo;nombre;direccion;comunidad snmp\nD1;rtr;10.3.0.1;segunda\n');
  expect(await undo(done.id)).toMatchObject({ state: 'undone' });
  const [device] = await world.database.withTenant(world.tenant, (tx) =>
    tx
      .selectFrom('devices')
      .select(['id', 'snmp_community_sealed as sealed'])
      .where('external_id', '=', 'D1')
      .execute(),
  );
  const box = createSecretBox(world.secretKey);
  expect(box.open(device?.sealed ?? '', communityContext(world.tenant, device?.id ?? ''))).toBe('primera');
});

test('nobody else undoes it, and what changed nothing has nothing to undo', async () => {
  const done = await importFile('subscriber', 'codigo;nombre\nW1;Uno\n');
  const other = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
  expect(await codeOfUndo(done.id, other.headers)).toEqual([404, 'IMPORT_NOT_FOUND']);
  const again = await importFile('subscriber', 'codigo;nombre\nW1;Uno\n');
  expect(again).toMatchObject({ unchanged: 1, undoUntil: null });
  expect(await codeOfUndo(again.id)).toEqual([409, 'IMPORT_NOT_UNDOABLE']);
});

test('two at once: one works, and a change that comes in between waits or is not lost', async () => {
  const lines = Array.from({ length: 4_000 }, (_, n) => `X${n};Cliente ${n}`);
  await importFile('subscriber', `codigo;nombre\n${lines.join('\n')}\n`);
  const done = await importFile('subscriber', `codigo;nombre\n${lines.map((line) => `${line} mal`).join('\n')}\n`);
  const one = await find('subscribers', 'X2500');
  const [first, second, change] = await Promise.all([
    world.ask('POST', `/api/v1/imports/${done.id}/undo`),
    world.ask('POST', `/api/v1/imports/${done.id}/undo`),
    world.ask('PATCH', `/api/v1/subscribers/${one?.['id'] as string}`, { body: { notes: 'en medio' } }),
  ]);
  expect([first.status, second.status].toSorted()).toEqual([202, 409]);
  expect(change.status).toBe(200);
  const ended = await through(done.id);
  const left = await find('subscribers', 'X2500');
  expect(left).toMatchObject({
    notes: 'en medio',
    name: ended.state === 'undone' ? 'Cliente 2500' : 'Cliente 2500 mal',
  });
  expect(await find('subscribers', 'X3999')).toMatchObject({
    name: ended.state === 'undone' ? 'Cliente 3999' : 'Cliente 3999 mal',
  });
}, 60_000);
