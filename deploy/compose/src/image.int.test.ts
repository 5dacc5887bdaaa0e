/** Each service's command as its container would run it: the image's files, its environment and nothing else, no root. */
import { freeTcpPort } from '@fastisp/core/testing/free-port';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePortalBuilt } from '@fastisp/single-node/portal';
import { makeHome, userModes } from '@fastisp/core/testing/as-user';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Container } from './testing/container.ts';
import { filledExample, fullExample, readCompose } from './testing/compose-file.ts';
import { layImage } from './testing/image.ts';

const image = mkdtempSync(join(tmpdir(), 'fastisp-image-'));
const services = readCompose(filledExample());
const fullServices = readCompose(fullExample());
const ours = Object.entries(services).filter(([, service]) => service.build !== undefined);
const user = userModes().at(-1);
if (user === undefined) throw new Error('there is always one');

beforeAll(async () => {
  await ensurePortalBuilt(() => undefined);
  layImage(image);
  chmodSync(image, 0o755);
}, 120_000);
afterAll(() => rm(image, { recursive: true, force: true }));

describe.skipIf(user.skip !== null)(`the image ${user.name}${user.skip ?? ''}`, () => {
  const homes: string[] = [];
  const containers: Container[] = [];
  afterAll(async () => {
    await Promise.all(containers.map((container) => container.stop('SIGKILL')));
    for (const home of homes) await rm(home, { recursive: true, force: true });
  });
  const run = (name: string, env: Readonly<Record<string, string>> = {}, from = services): Container => {
    const service = from[name];
    if (service === undefined) throw new Error(`no service ${name}`);
    const home = makeHome(user);
    homes.push(home);
    const container = new Container({ image, service, user, env: { FASTISP_HOME: home, ...env } });
    containers.push(container);
    return container;
  };

  it('cannot be written by the user that it runs as', () => {
    const [program = 'sh', ...args] = [...user.prefix, 'sh', '-c', 'touch package.json && echo written'];
    const { stdout } = spawnSync(program, args, { cwd: image });
    if (user.ids !== null) expect(stdout.toString()).toBe('');
  });

  it.each(ours)('%s accepts what the file gives it, and each variable has a meaning to it', async (name) => {
    expect(await run(name).check('--check-config')).toMatchObject({ code: 0, stdout: 'The configuration is valid.\n' });
    const printed = await run(name, {}, fullServices).check('--print-config');
    const known = JSON.parse(printed.stdout) as Record<string, unknown>; // printed by run-service.ts
    const given = Object.keys(fullServices[name]?.environment ?? {});
    expect(Object.keys(known)).toEqual(expect.arrayContaining(given));
    expect(known).toMatchObject({ HOST: '0.0.0.0', PORT: 8080 });
  });

  it.each(['noc-api', 'stream', 'collector', 'flow-collector'])(
    '%s is well before its peers are there, says whom it waits for, and stops when told',
    async (name) => {
      const port = await freeTcpPort();
      const unused = `127.0.0.1:${await freeTcpPort()}`;
      const service = run(name, {
        ...{
          HOST: '127.0.0.1',
          PORT: String(port),
          KAFKA_BROKERS: unused,
          FLOW_NETFLOW_PORT: '0',
          FLOW_IPFIX_PORT: '0',
        },
      });
      service.start();
      await waitFor('it is well', () => service.isWell(), { timeLimitMs: 30_000 });
      const readiness = await fetch(`http://127.0.0.1:${port}/readyz`);
      expect(readiness.status).toBe(503);
      expect(await readiness.text()).toContain(unused);
      expect(await service.stop()).toBe(0);
    },
  );

  it('the portal is ready as soon as noc-api is well, and serves its pages', async () => {
    const [apiPort, portalPort] = [await freeTcpPort(), await freeTcpPort()];
    const unused = `127.0.0.1:${await freeTcpPort()}`;
    const nocApi = run('noc-api', { HOST: '127.0.0.1', PORT: String(apiPort), KAFKA_BROKERS: unused });
    const portal = run('portal', {
      ...{ HOST: '127.0.0.1', PORT: String(portalPort), NOC_API_URL: `http://127.0.0.1:${apiPort}` },
    });
    portal.start();
    await waitFor('it is well', () => portal.isWell(), { timeLimitMs: 30_000 });
    expect((await fetch(`http://127.0.0.1:${portalPort}/readyz`)).status).toBe(503);
    nocApi.start();
    await waitFor('it is ready', async () => (await fetch(`http://127.0.0.1:${portalPort}/readyz`)).ok, {
      timeLimitMs: 30_000,
    });
    const page = await fetch(`http://127.0.0.1:${portalPort}/`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await Promise.all([portal.stop(), nocApi.stop()])).toEqual([0, 0]);
  });
});
