/** `npm run test:stack`: starts the servers in a fresh folder, runs the stack tests on them, stops them. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createStack } from './stack.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = await mkdtemp(join(tmpdir(), 'fastisp-stack-'));
const stack = createStack({
  folder,
  kafkaPort: 19_092,
  influxPort: 18_428,
});

const started = [];
try {
  for (const component of stack.components) {
    process.stdout.write(`starting ${component.name} …\n`);
    started.push(component);
    await component.start();
  }
  const env = { ...process.env, TEST_KAFKA_BROKERS: stack.kafka.address, TEST_INFLUX_URL: stack.influx.url };
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'stack', ...process.argv.slice(2)];
  const tests = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  process.exitCode = await new Promise<number>((done) => tests.once('close', (code) => done(code ?? 1)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const component of started.toReversed()) await component.stop();
  await rm(folder, { recursive: true, force: true });
}
