/** One service of ours as a child, for `npm run stack -- --services`: its log goes to a file, its first words to the console. */
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Component } from '@fastisp/core/lifecycle/component';
import { answering, endChild, saysOk, spawnTied } from './child.ts';
import { serviceMains, type ServiceName } from './services.ts';

const startTimeLimitMs = 60_000;
const stopTimeLimitMs = 20_000;

export interface ServiceProcessOptions {
  readonly name: ServiceName;
  readonly port: number;
  /** Its log, and its FASTISP_HOME. */
  readonly folder: string;
  /** Known when it starts. */
  readonly env: () => Readonly<Record<string, string>>;
  /** Gets what it prints for people: the first administrator's password. */
  readonly say: (text: string) => void;
}

export function createServiceProcess(options: ServiceProcessOptions): Component {
  const { name, port, folder, say } = options;
  const home = join(folder, name);
  const logFile = join(folder, `${name}.log`);
  let child: ChildProcess | undefined;
  return {
    name: `${name} on http://127.0.0.1:${port}`,
    start: async () => {
      await mkdir(home, { recursive: true });
      const env = { ...process.env, ...options.env(), PORT: String(port), FASTISP_HOME: home };
      child = spawnTied(process.execPath, [serviceMains[name]], { stdio: ['ignore', 'pipe', 'pipe'], env });
      child.stderr?.pipe(createWriteStream(logFile, { flags: 'a' }));
      child.stdout?.on('data', (chunk: Buffer) => say(chunk.toString()));
      const server = { name, child, logFile, timeLimitMs: startTimeLimitMs };
      await answering(server, () => saysOk(`http://127.0.0.1:${port}/readyz`));
    },
    stop: () => endChild(child, 'SIGTERM', stopTimeLimitMs),
  };
}
