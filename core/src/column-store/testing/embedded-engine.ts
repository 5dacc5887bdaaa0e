/** An embedded engine of its own for a test file, in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import {
  createEmbeddedColumnStore,
  type EmbeddedColumnStore,
  type EmbeddedColumnStoreOptions,
} from '../embedded/embedded-column-store.ts';

export interface TestEngine {
  readonly store: EmbeddedColumnStore;
  readonly metrics: Metrics;
  readonly home: string;
  /** Stops the engine and removes the folder. */
  remove(): Promise<void>;
}

/** Not started yet. */
export function newTestEngine(home: string, options: Partial<EmbeddedColumnStoreOptions> = {}): TestEngine {
  const metrics = new Metrics();
  const log = createLog({ service: 'test', level: 'silent' });
  const store = createEmbeddedColumnStore({ memoryMb: 1_024, ...options, home }, { log, metrics });
  return {
    store,
    metrics,
    home,
    remove: async () => {
      await store.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export const newTestHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'store-'));

export async function startTestEngine(options: Partial<EmbeddedColumnStoreOptions> = {}): Promise<TestEngine> {
  const engine = newTestEngine(await newTestHome(), options);
  await engine.store.start();
  return engine;
}

/** A request of ClickHouse's HTTP interface, as any client of it would send one. */
export async function httpRequest(
  store: EmbeddedColumnStore,
  params: Readonly<Record<string, string>>,
  options: {
    body?: string | Uint8Array<ArrayBuffer>;
    method?: string;
    headers?: Record<string, string>;
    path?: string;
  } = {},
): Promise<{ status: number; headers: Headers; bytes: Buffer; text: string }> {
  const address = store.address();
  if (address === null) throw new Error('the engine does not answer');
  const login = Buffer.from(`${address.user}:${address.password}`).toString('base64');
  const response = await fetch(`${address.url}${options.path ?? '/'}?${new URLSearchParams(params)}`, {
    method: options.method ?? 'POST',
    headers: { authorization: `Basic ${login}`, ...options.headers },
    ...(options.body === undefined ? {} : { body: options.body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
}
