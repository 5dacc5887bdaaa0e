import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { makePerson } from '#testing/people.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import type { ImportProblem, ImportView } from './schemas.ts';

let world: World;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fastisp-import-'));
  world = await createWorld({ env: { FASTISP_HOME: home } });
  await importFile('plan', 'Id externo;Nombre;Bajada (kbit/s);Subida (kbit/s)\r\nP100;Hogar;100.000;20.000\r\n');
});
afterAll(async () => {
  await world.stop();
  await rm(home, { recursive: true });
});

const bearer = { authorization: `Bearer ${bootstrapToken}` };

async function upload(
  type: string,
  content: string | Uint8Array,
  headers: Record<string, string> = bearer,
): Promise<{ status: number; body: ImportView & { code?: string } }> {
  const response = await fetch(`${world.url}/api/v1/imports?type=${type}&fileName=${type}.csv`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: typeof content === 'string' ? content : Buffer.from(content),
  });
  return { status: response.status, body: (await response.json()) as ImportView & { code?: string } };
}

async function until(id: string): Promise<ImportView> {
  return waitFor('the import is through', async () => {
    const { body } = await world.ask<ImportView>('GET', `/api/v1/imports/${id}`);
    return body.state === 'checking' || body.state === 'running' ? undefined : body;
  });
}

async function work(id: string, how: 'check' | 'run'): Promise<ImportView> {
  const begun = await world.ask('POST', `/api/v1/imports/${id}/${how}`);
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  return until(id);
}

async function importFile(type: string, content: string | Uint8Array): Promise<ImportView> {
  const { status, body } = await upload(type, content);
  expect(status, JSON.stringify(body)).toBe(201);
  return work(body.id, 'run');
}

const problemsOf = async (id: string): Promise<ImportProblem[]> => {
  const { body } = await world.ask<{ items: ImportProblem[] }>('GET', `/api/v1/imports/${id}/problems`);
  return body.items;
};
const placesOf = async (id: string): Promise<string[]> =>
  (await problemsOf(id)).map(({ row, column, code }) => `${row} ${column} ${code}`);
const totalOf = async (plural: string): Promise<number> =>
  (await world.ask<{ total: number }>('GET', `/api/v1/${plural}?limit=1`)).body.total;
const exported = async (path: string): Promise<Buffer> => {
  const response = await fetch(`${world.url}/api/v1/exports/${path}`, { headers: bearer });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};

/** As Excel in Spanish writes it. */
const windows1252 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('a file of Excel in Spanish', () => {
  const text = [
    'Listado de clientes;;;;',
    'Código;Nombre;Correo;Latitud;Longitud;Observaciones',
    'C1;José Núñez;jose@example.net;-25,2637;-57,5759;"Casa; portón verde"',
    'C2;Peña Hnos.;;;;',
    ';;;;;',
    '',
  ].join('\r\n');

  test('is understood, tried without a trace, imported, and then is nothing new', async () => {
    const { body: uploaded } = await upload('subscriber', windows1252(text));
    expect(uploaded).toMatchObject({
      state: 'ready',
      settings: { encoding: 'windows-1252', delimiter: ';', decimalMark: ',', headerRow: 2 },
    });
    expect(uploaded.mapping.map(({ field }) => field)).toEqual([
      ...['externalId', 'name', 'email', 'latitude', 'longitude', 'notes'],
    ]);
    expect(uploaded.columns[1]).toEqual({ header: 'Nombre', samples: ['José Núñez', 'Peña Hnos.'] });
    const before = await totalOf('subscribers');

    const checked = await work(uploaded.id, 'check');
    expect(checked).toMatchObject({
      state: 'checked',
      created: 2,
      updated: 0,
      unchanged: 0,
      problems: 0,
      rowsTotal: 2,
    });
    expect(await totalOf('subscribers')).toBe(before);

    const done = await work(uploaded.id, 'run');
    expect(done).toMatchObject({ state: 'done', created: 2, problems: 0, failure: null });
    const { body } = await world.ask<{ items: object[] }>('GET', '/api/v1/subscribers?externalId=C1');
    expect(body.items).toMatchObject([{ name: 'José Núñez', latitude: -25.2637, notes: 'Casa; portón verde' }]);

    const again = await importFile('subscriber', windows1252(text.replace('Peña', 'Peñalba')));
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  test('leaves an entry for itself and one for each object', async () => {
    const { body } = await world.ask<{ items: { action: string; object: { type: string } }[] }>(
      'GET',
      '/api/v1/audit?objectType=import',
    );
    expect(body.items[0]).toMatchObject({ action: 'import', object: { type: 'import' } });
    const { body: created } = await world.ask<{ items: object[] }>(
      'GET',
      '/api/v1/audit?objectType=subscriber&action=create',
    );
    expect(created.items.length).toBeGreaterThanOrEqual(2);
  });

  test('goes from the disk once it is imported, and is not imported twice', async () => {
    const { body } = await upload('plan', 'codigo,nombre,down_kbps,up_kbps\nP200,Pyme,200000,50000\n');
    expect(await work(body.id, 'run')).toMatchObject({ state: 'done', created: 1 });
    // It is done when its rows are there; whatever was on this disk goes after that.
    await waitFor(
      'the file is gone',
      async () => !(await readdir(join(home, 'imports'))).includes(`${body.id}.upload`),
    );
    const again = await world.ask<{ code: string }>('POST', `/api/v1/imports/${body.id}/run`);
    expect([again.status, again.body.code]).toEqual([410, 'IMPORT_FILE_GONE']);
  });
});

describe('problems', () => {
  test('each is told by row and column, and nothing of the file is imported', async () => {
    const before = await totalOf('services');
    const file = [
      'codigo,nombre,abonado,plan,vlan,acceso,usuario',
      'S1,Uno,C1,P100,10,pppoe,uno',
      'S2,Dos,C1,P999,10,pppoe,dos',
      'S3,Tres,C1,P100,mucho,pppoe,tres',
      'S1,Otra vez,C1,P100,10,pppoe,cuatro',
      'S5,,C1,P100,10,pppoe,cinco',
      ',Sin código,C1,P100,10,pppoe,seis',
      '"S7","Con, coma",C1,P100,10,fibra,siete',
    ].join('\n');
    const result = await importFile('service', file);
    expect(result).toMatchObject({ state: 'checked', problems: 6, problemsCut: false });
    expect(await placesOf(result.id)).toEqual([
      '3 plan REFERENCE_UNKNOWN',
      '4 vlan VALUE_INVALID',
      '5 codigo ROW_REPEATED',
      '6 nombre VALUE_MISSING',
      '7 codigo VALUE_MISSING',
      '8 acceso VALUE_INVALID',
    ]);
    expect((await problemsOf(result.id))[1]).toMatchObject({ value: 'mucho', field: 'vlan' });
    expect(await totalOf('services')).toBe(before);
    const page = await world.ask<{ items: object[]; total: number; nextCursor: string }>(
      'GET',
      `/api/v1/imports/${result.id}/problems?limit=4`,
    );
    expect([page.body.items.length, page.body.total]).toEqual([4, 6]);
    const rest = await world.ask<{ items: object[]; nextCursor: null }>(
      'GET',
      `/api/v1/imports/${result.id}/problems?limit=4&cursor=${page.body.nextCursor}`,
    );
    expect([rest.body.items.length, rest.body.nextCursor]).toEqual([2, null]);
    const download = await fetch(`${world.url}/api/v1/imports/${result.id}/problems.csv`, { headers: bearer });
    const lines = (await download.text()).split('\r\n');
    expect(lines[0]).toContain('Fila;Columna;Valor;Código;Problema');
    expect(lines[2]).toBe('4;vlan;mucho;VALUE_INVALID;Debe ser un número entero de 1 a 4094.');
    expect(lines[3]).toContain('ROW_REPEATED;El identificador externo es también el de la fila 2');
    const english = await fetch(`${world.url}/api/v1/imports/${result.id}/problems.csv?locale=en`, { headers: bearer });
    expect((await english.text()).split('\r\n')[2]).toBe(
      '4,vlan,mucho,VALUE_INVALID,it must be a whole number from 1 to 4094',
    );
    const sentences = async (locale: string): Promise<(string | undefined)[]> => {
      const path = `/api/v1/imports/${result.id}/problems?limit=2&locale=${locale}`;
      const { body } = await world.ask<{ items: ImportProblem[] }>('GET', path);
      return body.items.map(({ message }) => message);
    };
    expect(await sentences('es')).toEqual([
      'No hay ninguno con este identificador externo o nombre en Planes: créelo primero o corrija el valor.',
      'Debe ser un número entero de 1 a 4094.',
    ]);
    expect((await sentences('en'))[0]).toContain('there is no plan "P999"');
    expect((await problemsOf(result.id))[1]?.message, 'of the caller, when nobody says').toBe(
      (await sentences('es'))[1],
    );
  });

  test.each([
    ['a quote that never closes', 'codigo,nombre\nC1,"abierta\nC2,b\nC3,c\n', 'IMPORT_QUOTE_OPEN'],
    ['an empty file', '', 'IMPORT_EMPTY'],
    ['empty lines only', '\n;;\n \n', 'IMPORT_EMPTY'],
    ['something else', new Uint8Array([0, 1, 2, 3, 0, 0, 9, 9]), 'IMPORT_NOT_A_TABLE'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'IMPORT_OLD_EXCEL'],
    ['a broken workbook', Buffer.from('PK\u0003\u0004 and no more'), 'IMPORT_WORKBOOK_BROKEN'],
  ])('%s is refused at the door', async (_what, content, code) => {
    const { status, body } = await upload('subscriber', content);
    expect([status, body.code]).toEqual([400, code]);
  });

  test('a character that is no text, far down, is a problem of its cell, not of the system', async () => {
    const lines = Array.from({ length: 4_000 }, (_, index) => `T${index};Nombre ${index};nota de relleno`);
    lines[3_000] = 'T3000;con \0 dentro;';
    lines[3_500] = 'T\u00003500;Nombre;';
    const result = await importFile('subscriber', `codigo;nombre;observaciones\n${lines.join('\n')}\n`);
    expect(result).toMatchObject({ state: 'checked', problems: 2 });
    expect(await placesOf(result.id)).toEqual(['3002 nombre CELL_NOT_TEXT', '3502 codigo CELL_NOT_TEXT']);
  });

  test('a header without rows is refused by the check', async () => {
    const result = await importFile('subscriber', 'codigo,nombre\n');
    expect(result).toMatchObject({ state: 'failed', failure: { code: 'IMPORT_EMPTY' } });
  });

  test('a quote far down is found by the check, with its row', async () => {
    const before = await totalOf('subscribers');
    const lines = Array.from({ length: 3_000 }, (_, index) => `Q${index},Nombre ${index}`);
    lines[2_500] = 'Q2500,"abierta';
    const result = await importFile('subscriber', `codigo,nombre\n${lines.join('\n')}\n`);
    expect(result).toMatchObject({ state: 'failed', failure: { code: 'IMPORT_QUOTE_OPEN', params: { row: 2_502 } } });
    expect(await totalOf('subscribers')).toBe(before);
  });
});

describe('mapping', () => {
  test('is changed by a person, and checked', async () => {
    const { body } = await upload('subscriber', 'a|b\nM1|María\n');
    expect(body.mapping).toEqual([]);
    const unmapped = await world.ask<{ code: string }>('POST', `/api/v1/imports/${body.id}/check`);
    expect([unmapped.status, unmapped.body.code]).toEqual([400, 'IMPORT_KEY_NOT_MAPPED']);
    const patch = (mapping: object[]) =>
      world.ask<ImportView & { code: string }>('PATCH', `/api/v1/imports/${body.id}`, { body: { mapping } });
    const twice = [0, 1].map((column) => ({ column, field: 'name' }));
    expect((await patch(twice)).body.code).toBe('IMPORT_MAPPING');
    expect((await patch([{ column: 0, field: 'height' }])).body.code).toBe('IMPORT_MAPPING');
    expect((await patch([{ column: 2, field: 'name' }])).body.code).toBe('IMPORT_MAPPING');
    const mapping = [
      { column: 0, field: 'externalId' },
      { column: 1, field: 'name' },
    ];
    expect((await patch(mapping)).body).toMatchObject({ state: 'ready', mapping });
    expect(await work(body.id, 'run')).toMatchObject({ state: 'done', created: 1 });
  });

  test('settings are looked at anew', async () => {
    const { body } = await upload('subscriber', 'codigo,nombre\n"N1","Ana;María"\n');
    const { body: changed } = await world.ask<ImportView>('PATCH', `/api/v1/imports/${body.id}`, {
      body: { settings: { delimiter: ';' } },
    });
    expect(changed.settings.delimiter).toBe(';');
    expect(changed.columns).toHaveLength(1);
  });
});

describe('an export', () => {
  test.each(['csv', 'xlsx', 'csv&locale=en', 'csv&delimiter=tab'])('as %s comes back unchanged', async (format) => {
    await importFile(
      'subscriber',
      `codigo;nombre;observaciones;etiquetas;tipo\nF1;"'=HYPERLINK(""x"")";"dos\nlíneas _x0041_ <&>";"a\\,b, c";company\nF2;"+1+cmd|calc";"''@x";;\n`,
    );
    const file = await exported(`subscribers?format=${format}`);
    const result = await importFile('subscriber', file);
    expect(await problemsOf(result.id)).toEqual([]);
    expect(result).toMatchObject({ state: 'done', created: 0, updated: 0 });
    expect(result.unchanged).toBe(await totalOf('subscribers'));
  });

  test('has no formula in it, and what it had comes back', async () => {
    const text = (await exported('subscribers?externalId=F1')).toString();
    expect(text).toContain(`'=HYPERLINK`);
    expect(text).not.toMatch(/(^|[;"])=HYPERLINK/m);
    const { body } = await world.ask<{ items: { name: string; tags: string[] }[] }>(
      'GET',
      '/api/v1/subscribers?externalId=F1',
    );
    expect(body.items[0]).toMatchObject({ name: '=HYPERLINK("x")', tags: ['a,b', 'c'] });
  });

  test('has choices in the words of its reader, and a file may have them in either language', async () => {
    expect((await exported('subscribers?externalId=F1')).toString()).toContain(';Empresa;');
    expect((await exported('subscribers?externalId=F1&locale=en&delimiter=comma')).toString()).toContain(',Company,');
    const result = await importFile('subscriber', 'codigo;nombre;tipo\nF3;Uno;EMPRESA\nF4;Otro;Marciano\n');
    const [problem] = await problemsOf(result.id);
    expect([problem?.row, problem?.message]).toEqual([3, 'Debe ser una de estas palabras: Persona, Empresa.']);
  });

  test('finds again what has no external id, and keeps who it is when that changes', async () => {
    const { body: made } = await world.ask<{ id: string }>('POST', '/api/v1/sites', { body: { name: 'Sin código' } });
    const text = (await exported('sites?q=codigo&delimiter=comma')).toString();
    const renamed = await importFile('site', text.replace('Sin código', 'Con nombre nuevo'));
    expect(renamed).toMatchObject({ state: 'done', created: 0, updated: 1 });
    const { body } = await world.ask<{ name: string }>('GET', `/api/v1/sites/${made.id}`);
    expect(body.name).toBe('Con nombre nuevo');
  });

  test('is audited', async () => {
    const { body } = await world.ask<{ items: object[] }>('GET', '/api/v1/audit?action=export&objectType=subscriber');
    expect(body.items[0]).toMatchObject({ action: 'export', after: { format: 'csv' } });
  });
});

describe('who may', () => {
  test('an import is its owner’s only', async () => {
    const { body } = await upload('subscriber', 'codigo,nombre\nX1,X\n');
    const other = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/check'],
      ['POST', '/run'],
      ['GET', '/problems'],
      ['GET', '/problems.csv'],
      ['DELETE', ''],
    ] as const) {
      const answer = await world.ask<{ code: string }>(method, `/api/v1/imports/${body.id}${path}`, {
        headers: other.headers,
        ...(method === 'PATCH' && { body: { mapping: [] } }),
      });
      expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([404, 'IMPORT_NOT_FOUND']);
    }
    const { body: listed } = await world.ask<{ items: object[] }>('GET', '/api/v1/imports', { headers: other.headers });
    expect(listed.items).toEqual([]);
  });

  test('whoever may write nothing of a kind imports none of it', async () => {
    const client = await makePerson(world, { tenant: world.tenant, roles: ['client'] });
    expect((await upload('subscriber', 'codigo\nX\n', client.headers)).status).toBe(403);
    const { body } = await upload('interface', 'codigo\nX\n');
    expect(body).toMatchObject({ code: 'IMPORT_TYPE', params: { type: 'interface' } });
    expect(body).toHaveProperty('params.types', expect.stringContaining('subscriber, plan, service'));
  });
});
