/**
 * VictoriaMetrics as the write peer of the InfluxDB sink: it takes line protocol at `/api/v2/write` and answers
 * queries on what it got. It has no Flux and forgives bad lines, so it stands in for writing only.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { AppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';

export interface VictoriaMetrics extends Component {
  readonly url: string;
}

const startTimeLimitMs = 20_000;

export function createVictoriaMetrics(options: { folder: string; port: number }): VictoriaMetrics {
  const url = `http://127.0.0.1:${options.port}`;
  let child: ChildProcess | undefined;
  return {
    name: 'victoria-metrics',
    url,
    start: async () => {
      if (spawnSync('sh', ['-c', 'command -v victoria-metrics']).status !== 0) {
        throw new AppError('STACK_PROGRAM_MISSING', 'victoria-metrics is missing: apt-get install victoria-metrics');
      }
      await mkdir(options.folder, { recursive: true });
      const args = [
        `-storageDataPath=${options.folder}`,
        `-httpListenAddr=127.0.0.1:${options.port}`,
        '-retentionPeriod=1y',
        '-loggerLevel=WARN',
      ];
      child = spawn('victoria-metrics', args, { stdio: 'ignore' });
      await answering(`${url}/health`);
    },
    stop: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const closed = new Promise((done) => child?.once('close', done));
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function answering(url: string): Promise<void> {
  const deadlineMs = Date.now() + startTimeLimitMs;
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    if (Date.now() > deadlineMs) throw new AppError('STACK_VICTORIA_SLOW', `nothing answers at ${url}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
