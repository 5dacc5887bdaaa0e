/** The database of an installation, however it runs: a server of the operator's, a node that runs, one that is stopped. */
import { createLog, type Log } from '@fastisp/core/log/log';
import type { Component } from '@fastisp/core/lifecycle/component';
import { Metrics } from '@fastisp/core/metrics/registry';
import { findRunningPostgres } from '@fastisp/core/pg/embedded/running-server';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { createRelationalStore } from '@fastisp/core/pg/relational-store';
import { relationalStoreFor } from '@fastisp/core/platform/stores';
import { nocApiMigrations } from '@fastisp/noc-api/migrations';
import { openHome } from '@fastisp/single-node/home';
import type { CliConfig } from './config.ts';

/** Connections of a command: it does one thing after the other. */
const poolConnectionsMax = 4;

/** Runs `work` on the database; starts the embedded one when its node is stopped, and stops it again. */
export async function withDatabase<T>(
  config: CliConfig,
  work: (relational: RelationalStore) => Promise<T>,
): Promise<T> {
  const log = createLog({ service: 'fastisp-cli', level: 'error' });
  const { store, components } = await provide(config, log);
  const started: Component[] = [];
  try {
    for (const component of components) {
      await component.start();
      started.push(component);
    }
    return await work(store);
  } finally {
    for (const component of started.toReversed()) await component.stop();
  }
}

async function provide(
  config: CliConfig,
  log: Log,
): Promise<{ store: RelationalStore; components: readonly Component[] }> {
  const deps = { log, metrics: new Metrics() };
  const modules = [nocApiMigrations];
  const running = config.DATABASE_URL === undefined ? await findRunningPostgres(config.FASTISP_HOME) : null;
  if (running !== null) {
    const store = createRelationalStore({ access: running, modules, poolConnectionsMax }, deps);
    return { store, components: [store] };
  }
  if (config.DATABASE_URL !== undefined) return relationalStoreFor(config, modules, deps);
  const home = await openHome(config.FASTISP_HOME); // no node may start meanwhile
  const homeComponent: Component = { name: 'home', start: async () => {}, stop: () => home.release() };
  const { store, components } = relationalStoreFor({ ...config, FASTISP_HOME: home.path }, modules, deps);
  return { store, components: [homeComponent, ...components] };
}
