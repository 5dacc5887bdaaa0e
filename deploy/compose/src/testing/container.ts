/** A service's command in the image's folder, with the image's and the service's environment and nothing else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { UserMode } from '@fastisp/core/testing/as-user';
import type { ComposeService } from './compose-file.ts';
import { imageEnv } from './image.ts';

/** Kept of the log, to explain what went wrong. */
const logCharsMax = 8_000;

export interface ContainerOptions {
  readonly image: string;
  readonly service: ComposeService;
  readonly user: UserMode;
  /** What is another address on this machine than inside the compose network. */
  readonly env: Readonly<Record<string, string>>;
}

export class Container {
  readonly #options: ContainerOptions;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #ended: Promise<number | null> = Promise.resolve(null);
  #output = '';
  #log = '';

  constructor(options: ContainerOptions) {
    this.#options = options;
    // The image's `node` is this very one, which `node` in the command finds first.
    const path = `${dirname(process.execPath)}:/usr/bin:/bin`;
    this.#env = { PATH: path, ...imageEnv(), ...options.service.environment, ...options.env };
  }

  /** Runs the command with one more argument to its end. */
  async check(flag: string): Promise<{ code: number | null; stdout: string; log: string }> {
    this.start([flag]);
    const code = await this.#ended;
    return { code, stdout: this.#output, log: this.#log };
  }

  start(args: readonly string[] = []): void {
    const { image, service, user } = this.#options;
    const [program = '', ...rest] = [...user.prefix, ...(service.command ?? []), ...args];
    const child = spawn(program, rest, { cwd: image, env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.#log = (this.#log + chunk.toString()).slice(-logCharsMax)));
    this.#ended = new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    this.#child = child;
  }

  /** The health check of the file, by what it asks. */
  async isWell(): Promise<boolean> {
    if (this.#child?.exitCode !== null) throw new Error(`it has ended; it said:\n${this.#log}`);
    const url = this.#options.service.healthcheck?.test.at(-1) ?? '';
    return fetch(url.replace(':8080', `:${this.#env['PORT']}`)).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** @returns its exit code; null when it was killed. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    this.#child?.kill(signal);
    return this.#ended;
  }
}
