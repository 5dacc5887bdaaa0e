/**
 * `npm run demo`: a node of its own (state in var/demo) that is a small provider: a simulated network of 50 routers
 * and two OLTs with its places, plant, subscribers and people, where something happens every few minutes.
 * `npm run lab -- stop NAME` makes it happen at once.
 */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnv } from '@fastisp/core/config/env-schema';
import { makeFolder } from '@fastisp/core/files/make-folder';
import { runUntilSignal } from '@fastisp/core/lifecycle/run-until-signal';
import { createLog } from '@fastisp/core/log/log';
import { labEnv } from '@fastisp/lab/config';
import { planNetwork } from '@fastisp/lab/network/plan';
import { singleNodeEnv } from './config.ts';
import { createFilling } from './demo/filling.ts';
import { createLabProcess } from './lab-process.ts';
import { createSingleNode } from './node.ts';
import { explainFailure, sayNewcomers, sayWelcome } from './words.ts';

const demoHome = 'var/demo';
const oltsDefault = '2';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const home = process.env['FASTISP_HOME'] ?? demoHome;
  const token = process.env['FASTISP_BOOTSTRAP_TOKEN'] ?? (await demoToken(home));
  const env = { LOG_LEVEL: 'warn', ...process.env, FASTISP_HOME: home, FASTISP_BOOTSTRAP_TOKEN: token };
  const config = readEnv(singleNodeEnv, env);
  const labConfig = readEnv(labEnv, { LAB_OLTS: oltsDefault, ...process.env });
  const log = createLog({ service: 'fastisp', level: config.LOG_LEVEL });

  const node = await createSingleNode(config, log, say);
  const lab = createLabProcess(
    {
      LOG_LEVEL: 'warn',
      LAB_STORY: 'true',
      LAB_FOLLOW_PARENT: 'true',
      LAB_OLTS: String(labConfig.LAB_OLTS),
      LAB_FLOW_TARGET: `127.0.0.1:${config.FLOW_NETFLOW_PORT}`,
      LAB_IPFIX_TARGET: `127.0.0.1:${config.FLOW_IPFIX_PORT}`,
    },
    labConfig.LAB_CONTROL_PORT,
  );
  const filling = createFilling({
    ...{ home, token, log, say, url: () => node.url(), tellNewcomers: (people) => sayNewcomers(say, people) },
    network: async () => ({
      plans: planNetwork({
        ...{ seed: labConfig.LAB_SEED, deviceCount: labConfig.LAB_DEVICES, oltCount: labConfig.LAB_OLTS },
        ...{ interfacesPerDevice: labConfig.LAB_INTERFACES, addressPrefix: labConfig.LAB_ADDRESS_PREFIX },
      }),
      devices: await lab.devices(),
      addressPrefix: labConfig.LAB_ADDRESS_PREFIX,
    }),
  });
  say('Starting FastISP with a simulated network …');
  await runUntilSignal([...node.components, lab, filling], {
    graceMs: config.STOP_GRACE_MS,
    log,
    onStarted: () => {
      sayWelcome(say, node.url(), node.firstAdministrator());
      say('  In another terminal:  npm run lab -- list   npm run lab -- stop NAME   npm run lab -- start NAME');
      say('  Ctrl-C ends it; the next `npm run demo` goes on where it was.\n');
      filling.begin();
    },
  });
}

/** The token by which the demo fills its inventory: kept with the demo's state, so that it stays the same. */
async function demoToken(home: string): Promise<string> {
  const path = join(home, 'demo.token');
  await makeFolder(home, 0o755);
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known !== '') return known;
  const token = randomBytes(32).toString('base64url');
  await writeFile(path, token, { mode: 0o600 });
  return token;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(explainFailure(error));
    process.exit(1);
  },
);
