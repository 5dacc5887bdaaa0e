import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SwarmReport } from './swarm.ts';

export interface Swarm {
  /** What all have received since the last report. */
  report(): Promise<SwarmReport>;
  stop(): Promise<void>;
}

/**
 * Opens `clients` connections from another process.
 * @param options.topic what they subscribe to; `-` for nothing.
 * @returns once each has its snapshot.
 */
export async function startSwarm(options: { url: string; clients: number; topic: string }): Promise<Swarm> {
  const script = join(import.meta.dirname, 'swarm.ts');
  const child: ChildProcess = spawn(process.execPath, [script, options.url, String(options.clients), options.topic], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('a child with pipes has both');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the swarm has died');
    return value;
  };
  await nextLine();
  return {
    report: async () => {
      stdin.write('report\n');
      return JSON.parse(await nextLine()) as SwarmReport; // swarm.ts writes nothing else
    },
    stop: async () => {
      stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
