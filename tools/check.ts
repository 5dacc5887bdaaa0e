/**
 * The one door: everything that must hold before a change lands. Runs all checks, two at a time and even after a
 * failure, and ends with a line `N passed, N failed`. `npm run check -- lint types` runs only those.
 */
import { spawn } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const bin = (name: string): string => `node_modules/.bin/${name}`;

/** Each works on one core. */
const atATime = 2;

/** The first to begin are not those that read what the portal's makes: its messages as TypeScript. */
const checks: readonly Check[] = [
  { name: 'portal', command: ['npm', 'run', '--silent', 'check', '-w', 'portal'] },
  { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: [bin('eslint'), '--max-warnings', '0', '.'] },
  { name: 'types', command: [bin('tsc'), '-p', '.'] },
  {
    name: 'boundaries',
    command: [
      bin('depcruise'),
      '--config',
      '.dependency-cruiser.json',
      'core',
      'collector',
      'stream',
      'noc-api',
      'cli',
      'lab',
      'bench',
      'deploy',
    ],
  },
  { name: 'tidy', command: [process.execPath, 'tools/tidy.ts'] },
  { name: 'generated', command: [process.execPath, 'tools/generate.ts', '--check'] },
];

/** What it says comes in one piece when it has ended. */
function run(check: Check): Promise<boolean> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const [program, ...args] = check.command;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => {
      process.stderr.write(`${check.name}: ${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => {
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      process.stdout.write(`${said}${code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)\n`);
      resolve(code === 0);
    });
  });
}

/** @returns how many failed. */
async function runAll(all: readonly Check[]): Promise<number> {
  const waiting = [...all];
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) if (!(await run(next))) failed += 1;
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return failed;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no such check: ${unknown.join(', ')}; there are ${checks.map((check) => check.name).join(', ')}\n`,
  );
  process.exit(2);
}
const chosen = checks.filter((check) => wanted.length === 0 || wanted.includes(check.name));
const failed = await runAll(chosen);
process.stdout.write(`${chosen.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
