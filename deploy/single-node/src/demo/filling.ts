/** Fills the demo while its pages are already there; once for a home, so that what people changed stays. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import { type FillOptions, fillDemo } from './fill.ts';

export interface Filling extends Component {
  /** After the welcome was said: its lines come below. */
  begin(): void;
}

type FillingOptions = Omit<FillOptions, 'url' | 'network' | 'stopping' | 'nowMs'> & {
  readonly home: string;
  url(): string;
  network(): Promise<FillOptions['network']>;
  readonly log: Log;
};

export function createFilling({ home, url, network, log, ...options }: FillingOptions): Filling {
  const { say } = options;
  const doneFile = join(home, 'demo.filled');
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const fill = async (): Promise<void> => {
    const done = await readFile(doneFile, 'utf8').catch(() => null);
    if (done !== null) return;
    const written = await fillDemo({
      ...options,
      ...{ url: url(), network: await network(), nowMs: Date.now(), stopping: stopping.signal },
    });
    await writeFile(doneFile, `${new Date().toISOString()}\n`);
    log.info({ written }, 'demo filled');
  };
  return {
    name: 'demo inventory',
    start: () => Promise.resolve(),
    begin: () => {
      running = fill().catch((err: unknown) => {
        if (stopping.signal.aborted) return;
        log.error({ err }, 'demo not filled');
        const why = isAppError(err) ? err.message : 'the demo could not be filled, see the log';
        say(`${why}. The next \`npm run demo\` tries again.`);
      });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
