/** `npm start`: everything on one node. `--check-config` and `--print-config` look at the environment and end. */
import { parseArgs } from 'node:util';
import { readEnv, redactEnv } from '@fastisp/core/config/env-schema';
import { runUntilSignal } from '@fastisp/core/lifecycle/run-until-signal';
import { createLog } from '@fastisp/core/log/log';
import { singleNodeEnv } from './config.ts';
import { createSingleNode } from './node.ts';
import { explainFailure, sayWelcome } from './words.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'check-config': { type: 'boolean', default: false },
      'print-config': { type: 'boolean', default: false },
    },
  });
  const config = readEnv(singleNodeEnv, process.env);
  if (values['print-config']) say(JSON.stringify(redactEnv(singleNodeEnv, config), null, 2));
  else if (values['check-config']) say('The configuration is valid.');
  if (values['print-config'] || values['check-config']) return;

  const log = createLog({ service: 'fastisp', level: config.LOG_LEVEL });
  const node = await createSingleNode(config, log, say);
  await runUntilSignal(node.components, {
    graceMs: config.STOP_GRACE_MS,
    log,
    onStarted: () => sayWelcome(say, node.url(), node.firstAdministrator()),
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(explainFailure(error));
    process.exit(1);
  },
);
