/**
 * VictoriaMetrics as the write peer of the InfluxDB sink: it takes line protocol at `/api/v2/write` and answers
 * queries on what it got. It has no Flux and forgives bad lines, so it stands in for writing only.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { AppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';
import { answering, endChild, isInstalled, saysOk, spawnTied } from './child.ts';

export interface VictoriaMetrics extends Component {
  readonly url: string;
}

const startTimeLimitMs = 20_000;
const stopTimeLimitMs = 10_000;

export function createVictoriaMetrics(options: { folder: string; port: number }): VictoriaMetrics {
  const url = `http://127.0.0.1:${options.port}`;
  let child: ChildProcess | undefined;
  return {
    name: 'VictoriaMetrics',
    url,
    start: async () => {
      if (!isInstalled('victoria-metrics')) {
        throw new AppError('STACK_PROGRAM_MISSING', 'victoria-metrics is missing: apt-get install victoria-metrics');
      }
      await mkdir(options.folder, { recursive: true });
      const args = [
        `-storageDataPath=${options.folder}`,
        `-httpListenAddr=127.0.0.1:${options.port}`,
        '-retentionPeriod=1y',
        '-loggerLevel=WARN',
      ];
      child = spawnTied('victoria-metrics', args, { stdio: 'ignore' });
      const server = { name: 'VictoriaMetrics', child, logFile: null, timeLimitMs: startTimeLimitMs };
      await answering(server, () => saysOk(`${url}/health`));
    },
    stop: () => endChild(child, 'SIGTERM', stopTimeLimitMs),
  };
}
