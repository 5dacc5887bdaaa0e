/**
 * One node: every service in this process, on embedded engines unless URLs name other ones. Reads top to
 * bottom: adapters, services, then the order in which they start.
 */
import { createCollector } from '@fastisp/collector/service';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import { systemClock } from '@fastisp/core/clock';
import { topics } from '@fastisp/core/contracts/topics';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import { createHttpServer, type HttpServer } from '@fastisp/core/http/http-server';
import { createSessionClient } from '@fastisp/core/http/session-client';
import type { Component } from '@fastisp/core/lifecycle/component';
import { startProgress } from '@fastisp/core/lifecycle/start-progress';
import type { Log } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { columnStoreFor, relationalStoreFor } from '@fastisp/core/platform/stores';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import type { FirstAdministrator } from '@fastisp/noc-api/bootstrap/bootstrap';
import { createNocApi, nocApiMigrations } from '@fastisp/noc-api/service';
import { mountPortal } from '@fastisp/portal/server/mount';
import { createStream, streamMigrations } from '@fastisp/stream/service';
import type { SingleNodeConfig } from './config.ts';
import { type Home, openHome, secretKeysOf } from './home.ts';
import { ensurePortalBuilt } from './portal.ts';

export interface SingleNode {
  /** In the order in which they start. */
  readonly components: readonly Component[];
  /** Known once all have started. */
  url(): string;
  /** The administrator that this start created, with the password to print; null when there was one. */
  firstAdministrator(): FirstAdministrator | null;
}

/** Opens the home; everything else starts with the components. */
export async function createSingleNode(
  config: SingleNodeConfig,
  log: Log,
  say: (line: string) => void,
): Promise<SingleNode> {
  const home = await openHome(config.FASTISP_HOME);
  const metrics = new Metrics({ processMetrics: true });
  const clock = systemClock;
  const deps = { clock, log, metrics };
  const secretBox = createSecretBox(await secretKeysOf(home.path, config));

  const relational = relationalStoreFor(
    { ...config, FASTISP_HOME: home.path },
    [nocApiMigrations, streamMigrations],
    deps,
  );
  const columnStore = columnStoreFor({ ...config, FASTISP_HOME: home.path }, deps);
  const bus = createInProcessBus(deps);

  const readiness: ReadinessCheck[] = [];
  const http = createHttpServer(
    { host: config.HOST, port: config.PORT, trustedProxies: config.HTTP_TRUSTED_PROXIES },
    { log, metrics, readiness },
  );
  const nocApi = createNocApi(config, {
    relational: relational.store,
    columnStore: columnStore.store,
    bus,
    secretBox,
    ...deps,
  });
  const stream = createStream(config, {
    relational: relational.store,
    columnStore: columnStore.store,
    bus,
    authenticate: createSessionClient(() => http.url()),
    httpServer: http.app.server,
    ...deps,
  });
  const collector = createCollector({ ...config, FASTISP_HOME: home.path }, { bus, secretBox, ...deps });
  for (const part of [relational, columnStore, nocApi, stream, collector]) readiness.push(...part.readiness);

  const starting = startProgress();
  readiness.push(starting.check);
  const components: Component[] = [
    homeComponent(home),
    component('portal build', () => ensurePortalBuilt(say)),
    ...relational.components,
    ...columnStore.components,
    bus,
    component('topics', () => bus.ensureTopics(Object.values(topics))),
    component('routes', () => mountRoutes(http, nocApi)),
    nocApi,
    http,
    // After HTTP, so that it stops before it: an open WebSocket would hold the port until the grace is over.
    stream,
    collector,
    starting.component,
  ];
  return { components, url: () => http.url(), firstAdministrator: () => nocApi.firstAdministrator() };
}

async function mountRoutes(http: HttpServer, nocApi: ReturnType<typeof createNocApi>): Promise<void> {
  await nocApi.register(http.app);
  await mountPortal(http.app);
}

const component = (name: string, start: () => Promise<void>): Component => ({
  name,
  start,
  stop: () => Promise.resolve(),
});

const homeComponent = (home: Home): Component => ({
  name: 'home',
  start: () => Promise.resolve(),
  stop: () => home.release(),
});
