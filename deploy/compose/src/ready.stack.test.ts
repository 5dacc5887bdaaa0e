/** All services of the production file together, from the image's files, on real servers: each gets to `/readyz`. */
import { freeTcpPort, freeUdpPort } from '@fastisp/core/testing/free-port';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { makeHome, userModes } from '@fastisp/core/testing/as-user';
import { testKafkaBrokers } from '@fastisp/core/testing/kafka';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { ensurePortalBuilt } from '@fastisp/single-node/portal';
import { createStores, type Stores } from '@fastisp/stack/stores';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledExample, readCompose } from './testing/compose-file.ts';
import { Container } from './testing/container.ts';
import { layImage } from './testing/image.ts';

const brokers = testKafkaBrokers();
const user = userModes().at(-1);
if (user === undefined) throw new Error('there is always one');
const missing = brokers.missing ?? user.skip;

describe.skipIf(missing !== null)(`the production file${missing ?? ''}`, () => {
  let folder: string;
  let image: string;
  const containers = new Map<string, Container>();
  const ports = new Map<string, number>();
  const homes: string[] = [];
  let stores: Stores;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fastisp-compose-'));
    image = join(folder, 'image');
    await ensurePortalBuilt(() => undefined);
    layImage(image);
    for (const path of [folder, image]) chmodSync(path, 0o755);
    const log = createLog({ service: 'test', level: 'error' });
    stores = createStores(
      {
        folder: join(folder, 'stores'),
        postgresPort: await freeTcpPort(),
        clickhousePort: await freeTcpPort(),
        clickhousePassword: 'a-password',
        columnStoreMemoryMb: 1_024,
      },
      log,
    );
    await stores.postgres.start();
    await stores.columnStore.start();
  }, 180_000);
  afterAll(async () => {
    await Promise.all([...containers.values()].map((container) => container.stop('SIGKILL')));
    await stores?.columnStore.stop();
    await stores?.postgres.stop();
    for (const path of [folder, ...homes]) await rm(path, { recursive: true, force: true, maxRetries: 20 });
  });

  it('has every service ready within a minute, all started at once', async () => {
    const services = Object.entries(readCompose(filledExample())).filter(([, { build }]) => build !== undefined);
    for (const [name] of services) ports.set(name, await freeTcpPort());
    // The names of the compose network are ports of this machine.
    const local = {
      ...(await stores.env()),
      ...{ HOST: '127.0.0.1', KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.` },
      ...{
        NOC_API_URL: `http://127.0.0.1:${ports.get('noc-api')}`,
        STREAM_URL: `http://127.0.0.1:${ports.get('stream')}`,
      },
    };
    for (const [name, service] of services) {
      const home = makeHome(user);
      homes.push(home);
      const flows = name === 'flow-collector';
      const env = {
        ...{ ...local, FASTISP_HOME: home, PORT: String(ports.get(name)) },
        ...{ FLOW_NETFLOW_PORT: flows ? String(await freeUdpPort()) : '0' },
        ...{ FLOW_IPFIX_PORT: flows ? String(await freeUdpPort()) : '0' },
      };
      const container = new Container({ image, service, user, env });
      containers.set(name, container);
      container.start();
    }
    const unready = async (name: string): Promise<string | null> => {
      await containers.get(name)?.isWell(); // throws what it said when it has ended
      const answer = await fetch(`http://127.0.0.1:${ports.get(name)}/readyz`).catch(() => null);
      return answer?.ok === true ? null : ((await answer?.text()) ?? 'no answer');
    };
    for (const name of containers.keys()) {
      let reason: string | null = '';
      const isReady = async (): Promise<boolean> => (reason = await unready(name)) === null;
      await waitFor(name, isReady, { timeLimitMs: 60_000 }).catch((cause: unknown) => {
        throw new Error(`${name} is not ready: ${reason}`, { cause });
      });
    }
    const page = await fetch(`http://127.0.0.1:${ports.get('portal')}/api/openapi.json`);
    expect(page.status).toBe(200); // through the portal, from noc-api
    const codes = await Promise.all([...containers.values()].map((container) => container.stop()));
    expect(codes).toEqual(codes.map(() => 0));
  });
});
