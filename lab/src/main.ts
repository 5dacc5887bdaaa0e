import { parseArgs } from 'node:util';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { isAppError } from '@fastisp/core/errors/app-error';
import { runUntilSignal } from '@fastisp/core/lifecycle/run-until-signal';
import { createLog } from '@fastisp/core/log/log';
import { labEnv } from './config.ts';
import { help, runCommand } from './control/cli.ts';
import { createLab, type Lab } from './service.ts';

const flags = {
  devices: { type: 'string' },
  seed: { type: 'string' },
  story: { type: 'boolean' },
  'no-flows': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: flags, allowPositionals: true });
  const config = readEnv(labEnv, {
    ...process.env,
    ...(values.devices !== undefined && { LAB_DEVICES: values.devices }),
    ...(values.seed !== undefined && { LAB_SEED: values.seed }),
    ...(values.story === true && { LAB_STORY: 'true' }),
    ...(values['no-flows'] === true && { LAB_FLOW_TARGET: 'off', LAB_IPFIX_TARGET: 'off' }),
  });
  if (values.help === true) return print(help);
  if (positionals.length > 0)
    return print(await runCommand(positionals, `http://127.0.0.1:${config.LAB_CONTROL_PORT}`));
  const log = createLog({ service: 'lab', level: config.LOG_LEVEL });
  const lab = createLab(config, { clock: systemClock, log });
  if (config.LAB_FOLLOW_PARENT) followParent();
  await runUntilSignal([lab], { graceMs: config.STOP_GRACE_MS, log, onStarted: () => announce(lab) });
}

function announce(lab: Lab): void {
  print(welcome(lab));
  // A benchmark that started it learns which port it took.
  process.send?.(lab.controlPort);
}

/** Ends as by Ctrl-C when the parent is gone: a demo that was killed must not leave its network behind. */
function followParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}

function welcome(lab: Lab): string {
  const devices = lab.devices();
  const [first, last] = [devices[0], devices.at(-1)];
  if (first === undefined || last === undefined) return 'The network is empty.';
  return [
    `${devices.length} routers answer SNMP v2c on ${first.address}:${first.port} … ${last.address}:${last.port}.`,
    `Try:  snmpwalk -v2c -c ${first.community} ${first.address}:${first.port} 1.3.6.1.2.1.31.1.1.1.1`,
    `In another terminal:  npm run lab -- list    npm run lab -- stop ${last.name}    npm run lab -- help`,
    'Ctrl-C ends it.',
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  // A person made a mistake or a port is taken: one sentence, no stack. Anything else is a bug.
  if (!isAppError(error) && !(error instanceof TypeError && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
