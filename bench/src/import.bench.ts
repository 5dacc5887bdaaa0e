/**
 * Files of subscribers and of their services into an empty inventory, over HTTP, as the portal sends them: upload,
 * dry run, import, and the export that comes back unchanged. PostgreSQL is the embedded one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import type { ImportView } from '@fastisp/noc-api/import/schemas';
import { nocApiMigrations } from '@fastisp/noc-api/service';
import { bootstrapToken, createWorld, type World } from '@fastisp/noc-api/testing/world';
import { firstNames, lastNames } from './inventory/seed.ts';
import type { Bench, BenchResult } from './result.ts';

const name = 'import';
const secondsWanted = 60;
const importTimeLimitMs = 300_000;

export const bench: Bench = {
  name,
  about: '100,000 subscribers and their services from CSV files, dry run and export included',
  async *run({ quick }) {
    const count = quick ? 10_000 : 100_000;
    const home = await mkdtemp(join(tmpdir(), 'fastisp-bench-import-'));
    const database = await createTestDatabase({ modules: [nocApiMigrations] });
    const world = await createWorld({ database, env: { FASTISP_HOME: home, API_REQUESTS_PER_MINUTE: '1000000' } });
    try {
      yield* measure(world, count);
    } finally {
      await world.stop();
      await database.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};

async function* measure(world: World, count: number): AsyncGenerator<BenchResult> {
  await importFile(world, 'plan', 'externalId,name,downKbps,upKbps\nP100,Hogar,100000,20000\n', 1);
  const subscribers = fileOf(count, 'Código;Nombre;Documento;Correo;Teléfono;Dirección;Ciudad', subscriberLine);
  const services = fileOf(count, 'Código;Nombre;Abonado;Plan;Usuario PPPoE;VLAN', serviceLine);
  const wanted = (secondsWanted * count) / 100_000;
  const checkS = await checkFile(world, 'subscriber', subscribers);
  yield result(`dry run of ${count} subscribers`, 's', checkS, `<= ${wanted} s`, checkS <= wanted);
  const subscribersS = await importFile(world, 'subscriber', subscribers, count);
  yield result(`import of ${count} subscribers`, 's', subscribersS, `<= ${wanted} s`, subscribersS <= wanted);
  const servicesS = await importFile(world, 'service', services, count);
  const bothS = subscribersS + servicesS;
  yield result(`import of ${count} subscribers and as many services`, 's', bothS, `<= ${wanted} s`, bothS <= wanted);
  const againS = await importFile(world, 'subscriber', subscribers, 0);
  yield result(`import of the same ${count} subscribers again`, 's', againS, `<= ${wanted} s`, againS <= wanted);
  const exportS = await timeS(async () => {
    const response = await fetch(`${world.url}/api/v1/exports/subscribers?format=csv`, { headers });
    const bytes = (await response.arrayBuffer()).byteLength;
    if (response.status !== 200 || bytes < count * 40) throw new Error(`the export has ${bytes} bytes`);
  });
  yield result(`export of ${count} subscribers as CSV`, 's', exportS, 'report', true);
  yield result('memory at the most', 'MiB', process.resourceUsage().maxRSS / 1024, 'report', true);
}

const headers = { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'text/csv' };

const fileOf = (count: number, header: string, line: (n: number) => string): string =>
  `${header}\r\n${Array.from({ length: count }, (_, n) => line(n)).join('\r\n')}\r\n`;

const personOf = (n: number): string =>
  `${firstNames[n % firstNames.length] ?? ''} ${lastNames[Math.floor(n / 10) % lastNames.length] ?? ''}`;
const subscriberLine = (n: number): string =>
  `C${n};${personOf(n)};${3_000_000 + n};cliente${n}@example.net;+595 981 ${100_000 + n};Calle ${n % 997} casi ${n % 89};Asunción`;
const serviceLine = (n: number): string => `S${n};Internet de ${personOf(n)};C${n};P100;user${n};${100 + (n % 3_000)}`;

async function upload(world: World, type: string, content: string): Promise<string> {
  const url = `${world.url}/api/v1/imports?type=${type}&fileName=${type}.csv`;
  const response = await fetch(url, { method: 'POST', headers, body: content });
  if (response.status !== 201) throw new Error(`upload: ${await response.text()}`);
  const { id } = (await response.json()) as ImportView; // what a 201 is
  return id;
}

async function work(world: World, id: string, how: 'check' | 'run'): Promise<ImportView> {
  const begun = await world.ask('POST', `/api/v1/imports/${id}/${how}`);
  if (begun.status !== 202) throw new Error(`${how}: ${JSON.stringify(begun.body)}`);
  return waitFor(
    `the ${how} is through`,
    async () => {
      const { body } = await world.ask<ImportView>('GET', `/api/v1/imports/${id}`);
      return body.state !== 'checking' && body.state !== 'running' && body;
    },
    { timeLimitMs: importTimeLimitMs, everyMs: 50 },
  );
}

/** Upload included. */
async function importFile(world: World, type: string, content: string, created: number): Promise<number> {
  return timeS(async () => {
    const done = await work(world, await upload(world, type, content), 'run');
    if (done.state !== 'done' || done.created !== created) throw new Error(`import: ${JSON.stringify(done)}`);
  });
}

async function checkFile(world: World, type: string, content: string): Promise<number> {
  return timeS(async () => {
    const done = await work(world, await upload(world, type, content), 'check');
    if (done.state !== 'checked' || done.problems > 0) throw new Error(`check: ${JSON.stringify(done)}`);
  });
}

async function timeS(task: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await task();
  return (performance.now() - startMs) / 1_000;
}

const result = (metric: string, unit: string, ours: number, target: string, met: boolean): BenchResult => ({
  ...{ bench: name, metric, unit, ours, peers: {}, target, met },
});
