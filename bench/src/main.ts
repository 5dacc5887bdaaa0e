/**
 * `npm run bench -- [--quick] [name …]`: each result is one JSON line on stdout, a table for people goes to
 * stderr. A bench that cannot run says why and makes the exit code 1; a target that is missed does not:
 * figures are reported as seen.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchResult } from './result.ts';

const folder = import.meta.dirname;

async function loadBenches(): Promise<Bench[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.bench.ts')).toSorted();
  const modules = await Promise.all(files.map((file) => import(join(folder, file)) as Promise<{ bench: Bench }>)); // each bench file exports one
  return modules.map((module) => module.bench);
}

const show = (value: number | null): string =>
  value === null ? 'not installed' : value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

function tableRow(result: BenchResult): string {
  const peers = Object.entries(result.peers).map(([name, value]) => `${name} ${show(value)}`);
  const verdict = result.met ? 'met' : 'MISSED';
  return `  ${verdict.padEnd(7)}${result.metric}: ${show(result.ours)} ${result.unit}  (target ${result.target})  ${peers.join(', ')}\n`;
}

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const benches = await loadBenches();
if (values.list) {
  for (const bench of benches) process.stdout.write(`${bench.name.padEnd(16)}${bench.about}\n`);
  process.exit(0);
}
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(`no such bench: ${unknown.join(', ')}; there are ${benches.map((b) => b.name).join(', ')}\n`);
  process.exit(2);
}
for (const bench of benches) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  process.stderr.write(`${bench.name}: ${bench.about}\n`);
  try {
    for await (const result of bench.run({ quick: values.quick })) {
      process.stdout.write(`${JSON.stringify(result)}\n`);
      process.stderr.write(tableRow(result));
    }
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(
      `  could not run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
}
// A bench may leave the test server's connection open: its server ends with the process.
process.exit(process.exitCode);
