import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapToken, createWorld, type World } from '@fastisp/noc-api/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fastisp } from './testing/fastisp.ts';

const folder = mkdtempSync(join(tmpdir(), 'fastisp-import-'));
let world: World;

beforeAll(async () => {
  world = await createWorld();
});

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
}

const run = (path: string, more: readonly string[] = [], env: Record<string, string> = {}) =>
  fastisp(['import', '--type', 'zone', '--file', path, '--url', world.url, ...more], {
    FASTISP_TOKEN: bootstrapToken,
    ...env,
  });
const zones = async () => (await world.ask<{ total: number }>('GET', '/api/v1/zones')).body.total;
const zoneLines = ['externalId;name', 'z-norte;Zona Norte', 'z-sur;Zona Sur'];

test('a dry run checks and changes nothing; the import makes, the second one finds nothing to do', async () => {
  const path = file('zones.csv', zoneLines);
  const dry = await run(path, ['--dry-run']);
  expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('2 rows are right (2 new, 0 to update)') });
  expect(await zones()).toBe(0);
  const first = await run(path);
  expect(first).toMatchObject({ code: 0, stdout: 'Imported: 2 new, 0 updated, 0 unchanged.\n' });
  expect(await zones()).toBe(2);
  const again = await run(path, [], { LANG: 'es' });
  expect(again.stdout).toBe('Importado: 0 nuevos, 0 actualizados, 2 sin cambios.\n');
});

test('one row that is wrong and none is imported; it is named', async () => {
  const before = await zones();
  const answer = await run(file('wrong.csv', ['externalId;name', 'z-este;Zona Este', 'z-oeste;']));
  expect(answer.code).toBe(1);
  expect(answer.stdout).toContain('Nothing was imported: 1 problems.');
  expect(answer.stdout).toMatch(/^ {2}3,/m);
  expect(await zones()).toBe(before);
});

test.each([
  ['a type that there is not', () => ['--type', 'unicorn'], {}, 1],
  ['a token that nobody gave out', () => [], { FASTISP_TOKEN: 'fisp_nonsense' }, 1],
  ['nobody there', () => ['--url', 'http://127.0.0.1:9'], {}, 1],
  ['no token', () => [], { FASTISP_TOKEN: '' }, 2],
])('%s is said', async (_name, more, env, code) => {
  const answer = await run(file('zones.csv', zoneLines), more(), env);
  expect(answer.code).toBe(code);
  expect(answer.stderr).not.toBe('');
  expect(answer.stdout).toBe('');
});

test.each([
  ['a type that there is not', ['--type', 'unicorn'], '', '«unicorn» no se puede importar'],
  ['a token that nobody gave out', [], 'fisp_nonsense', 'la API no acepta este token'],
])('%s is said in Spanish, unless English is asked for', async (_name, more, token, sentence) => {
  const env = { LANG: '', ...(token !== '' && { FASTISP_TOKEN: token }) };
  const answer = await run(file('zones.csv', zoneLines), more, env);
  expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining(`No se pudo: ${sentence}`) });
});

test('problems of rows are in the language of the command, not in that of the token', async () => {
  const wrong = file('wrong-2.csv', ['externalId;name', 'z-este;Zona Este', 'z-oeste;']);
  expect((await run(wrong, [], { LANG: '' })).stdout).toContain('Fila;Columna;Valor;Código;Problema');
  expect((await run(wrong, [], { LANG: 'en' })).stdout).toContain('Row,Column,Value,Code,Problem');
});

test('an answer that is not the API is said', async () => {
  const other = createServer((_request, response) => response.writeHead(404).end('another program'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = other.address() as AddressInfo; // it listens on a port
  const url = `http://127.0.0.1:${address.port}`;
  const answer = await run(file('zones.csv', zoneLines), ['--url', url], { LANG: '' });
  other.close();
  expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('no es la API de FastISP') });
});

test('a file that is not there is said', async () => {
  const answer = await run(join(folder, 'absent.csv'), [], { LANG: 'es' });
  expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('No se puede leer') });
});
