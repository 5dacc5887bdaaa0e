import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'];

/** `unit` is pure and fast; `integration` starts real peers, one file at a time, so that they don't fight for the cores. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.prop.test.ts', '**/*.golden.test.ts', '**/*.sim.test.ts'],
          exclude: [...exclude, '**/*.int.test.ts', '**/*.stack.test.ts'],
        },
      },
      {
        test: {
          // On real servers that `npm run test:stack` starts.
          name: 'stack',
          include: ['**/*.stack.test.ts'],
          exclude,
          fileParallelism: false,
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
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
