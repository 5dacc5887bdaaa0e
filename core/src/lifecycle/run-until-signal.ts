import type { Log } from '../log/log.ts';
import type { Component } from './component.ts';

/**
 * Starts components in order, waits for SIGTERM or SIGINT, stops them in reverse order.
 * A second signal, or `graceMs` passing, ends the process at once with status 1. When a start fails, what
 * had started is stopped and the error is thrown.
 */
export async function runUntilSignal(
  components: readonly Component[],
  options: { graceMs: number; log: Log; onStarted?: () => void },
): Promise<void> {
  const started: Component[] = [];
  const stopAll = async (): Promise<void> => {
    for (const component of started.toReversed()) {
      try {
        await component.stop();
      } catch (err) {
        options.log.error({ err, component: component.name }, 'component did not stop cleanly');
      }
    }
  };
  const signalled = signalReceived();
  try {
    for (const component of components) {
      started.push(component);
      const outcome = await Promise.race([component.start().then(() => 'started' as const), signalled.promise]);
      if (outcome !== 'started') break;
    }
    if (!signalled.received()) options.onStarted?.();
    const signal = await signalled.promise;
    options.log.info({ signal }, 'stopping');
  } finally {
    const deadline = setTimeout(() => {
      options.log.fatal({ graceMs: options.graceMs }, 'stop took too long');
      process.exit(1);
    }, options.graceMs);
    process.once('SIGINT', () => process.exit(1));
    process.once('SIGTERM', () => process.exit(1));
    await stopAll();
    clearTimeout(deadline);
  }
}

function signalReceived(): { promise: Promise<NodeJS.Signals>; received: () => boolean } {
  let seen = false;
  const promise = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        seen = true;
        resolve(signal);
      });
    }
  });
  return { promise, received: () => seen };
}
