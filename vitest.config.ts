import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'];

/** Where Node keeps what it compiled, for the workers and for the many programs of ours that the tests start. */
process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, 'node_modules/.cache/node-compile');

/** Those that are used: beyond eight, the servers of each worker take more memory than the time is worth. */
const cores = Math.min(availableParallelism(), 8);

/**
 * `unit` is pure and fast, `integration` starts real peers, `stack` and `e2e` whole systems; one group after the other.
 * Without isolation the files of a worker share its process, so that our modules are loaded once and one PostgreSQL
 * serves them all: no file may leave behind what another one minds.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.prop.test.ts', '**/*.golden.test.ts', '**/*.sim.test.ts'],
          exclude: [...exclude, '**/*.int.test.ts', '**/*.stack.test.ts'],
          isolate: false,
          maxWorkers: cores,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude,
          isolate: false,
          maxWorkers: cores + 1, // they wait for what they started as often as they work
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          // On real servers that `npm run test:stack` starts. Its files wait more than they work.
          name: 'stack',
          include: ['**/*.stack.test.ts'],
          exclude,
          maxWorkers: 3,
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['portal/e2e/*.e2e.ts'],
          globalSetup: ['portal/e2e/support/shared-node.ts'],
          exclude,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
