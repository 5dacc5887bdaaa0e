/** The simulated network in a process of its own, so that its work never stands in the engine's way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { LabDevice } from '@fastisp/lab/service';

const labMain = resolve(import.meta.dirname, '../../../lab/src/main.ts');
const startTimeLimitMs = 30_000;
const stopTimeLimitMs = 5_000;

export interface LabProcess extends Component {
  devices(): Promise<LabDevice[]>;
}

/** @param env of the lab (`lab/src/config.ts`); its control interface must be on. */
export function createLabProcess(env: Readonly<Record<string, string>>, controlPort: number): LabProcess {
  const url = `http://127.0.0.1:${controlPort}/devices`;
  let child: ChildProcess | undefined;
  let problem = '';

  const devices = async (): Promise<LabDevice[]> => {
    const response = await fetch(url);
    return (await response.json()) as LabDevice[]; // the lab's own control interface
  };

  return {
    name: 'lab',
    devices,
    start: async () => {
      const started = spawn(process.execPath, [labMain], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = started;
      started.stderr.on('data', (chunk: Buffer) => {
        problem = (problem + chunk.toString()).slice(-2_000);
      });
      const deadlineMs = Date.now() + startTimeLimitMs;
      while (
        !(await devices().then(
          () => true,
          () => false,
        ))
      ) {
        if (started.exitCode !== null || Date.now() > deadlineMs) {
          throw new AppError('DEMO_LAB_FAILED', `the simulated network did not start: ${problem.trim()}`);
        }
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    stop: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const closed = new Promise((done) => child?.once('close', done));
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child?.kill('SIGKILL'), stopTimeLimitMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}
