import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { createClickHouseStore } from './clickhouse-store.ts';
import { describeColumnStore } from './column-store.contract.ts';
import { createEmbeddedColumnStore } from './embedded/embedded-column-store.ts';

describeColumnStore('the embedded engine', async () => {
  const home = await mkdtemp(join(tmpdir(), 'store-'));
  const log = createLog({ service: 'test', level: 'silent' });
  const store = createEmbeddedColumnStore({ home, memoryMb: 1_024 }, { log, metrics: new Metrics() });
  await store.start();
  return {
    store,
    remove: async () => {
      await store.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
});

const serverUrl = process.env['TEST_CLICKHOUSE_URL'];
const noServer = serverUrl === undefined ? ' (skipped: set TEST_CLICKHOUSE_URL)' : '';

describe.skipIf(serverUrl === undefined)(`a real ClickHouse${noServer}`, () => {
  describeColumnStore('a ClickHouse server', async () => {
    const store = createClickHouseStore({ url: serverUrl ?? '' }, { metrics: new Metrics() });
    await store.start();
    return { store, remove: () => store.stop() };
  });
});
