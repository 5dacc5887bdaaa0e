/**
 * `npm run demo`: a node of its own (state in var/demo) with a simulated network of 50 routers in its
 * inventory, where something happens every few minutes. `npm run lab -- stop NAME` makes it happen at once.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnv } from '@fastisp/core/config/env-schema';
import type { Component } from '@fastisp/core/lifecycle/component';
import { runUntilSignal } from '@fastisp/core/lifecycle/run-until-signal';
import { createLog, type Log } from '@fastisp/core/log/log';
import { labEnv } from '@fastisp/lab/config';
import { seedDemo } from '@fastisp/lab/seed/seed-demo';
import { singleNodeEnv } from './config.ts';
import { createLabProcess, type LabProcess } from './lab-process.ts';
import { createSingleNode, type SingleNode } from './node.ts';
import { explainFailure, sayWelcome } from './words.ts';

const demoHome = 'var/demo';
/** Short, so that a newcomer sees things happen. */
const pollIntervalS = 10;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const home = process.env['FASTISP_HOME'] ?? demoHome;
  const token = process.env['FASTISP_BOOTSTRAP_TOKEN'] ?? (await demoToken(home));
  const env = { LOG_LEVEL: 'warn', ...process.env, FASTISP_HOME: home, FASTISP_BOOTSTRAP_TOKEN: token };
  const config = readEnv(singleNodeEnv, env);
  const labConfig = readEnv(labEnv, process.env);
  const log = createLog({ service: 'fastisp', level: config.LOG_LEVEL });

  const node = await createSingleNode(config, log, say);
  const lab = createLabProcess(
    {
      LOG_LEVEL: 'warn',
      LAB_STORY: 'true',
      LAB_FOLLOW_PARENT: 'true',
      LAB_FLOW_TARGET: `127.0.0.1:${config.FLOW_NETFLOW_PORT}`,
      LAB_IPFIX_TARGET: `127.0.0.1:${config.FLOW_IPFIX_PORT}`,
    },
    labConfig.LAB_CONTROL_PORT,
  );
  say('Starting FastISP with a simulated network …');
  await runUntilSignal([...node.components, lab, seeding(node, lab, token, log)], {
    graceMs: config.STOP_GRACE_MS,
    log,
    onStarted: () => {
      sayWelcome(say, node.url(), node.firstAdministrator());
      say('  In another terminal:  npm run lab -- list   npm run lab -- stop NAME   npm run lab -- start NAME');
      say('  Ctrl-C ends it; the next `npm run demo` goes on where it was.\n');
    },
  });
}

/** The token by which the demo registers its devices: kept with the demo's state, so that it stays the same. */
async function demoToken(home: string): Promise<string> {
  const path = join(home, 'demo.token');
  await mkdir(home, { recursive: true });
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known !== '') return known;
  const token = randomBytes(32).toString('base64url');
  await writeFile(path, token, { mode: 0o600 });
  return token;
}

function seeding(node: SingleNode, lab: LabProcess, token: string, log: Log): Component {
  return {
    name: 'demo inventory',
    start: async () => {
      const devices = await lab.devices();
      const { created, existing } = await seedDemo({ apiUrl: node.url(), token, devices, log, pollIntervalS });
      say(`${created + existing} routers are in the inventory (${created} new).`);
    },
    stop: () => Promise.resolve(),
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(explainFailure(error));
    process.exit(1);
  },
);
