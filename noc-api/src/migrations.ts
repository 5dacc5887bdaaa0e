import { resolve } from 'node:path';
import type { MigrationModule } from '@fastisp/core/pg/migrate';

/** For the relational store, which migrates at its start. */
export const nocApiMigrations: MigrationModule = {
  name: 'noc-api',
  folder: resolve(import.meta.dirname, '../migrations'),
};
