/** The piscina task that lives as long as its worker. */
import { systemClock } from '@fastisp/core/clock';
import type { MessagePort } from 'node:worker_threads';
import { keepFreedMemory } from './kept-memory.ts';
import type { WorkerSettings } from './protocol.ts';
import { Receiver } from './receiver.ts';

export interface WorkerTask {
  readonly settings: WorkerSettings;
  readonly port: MessagePort;
}

export async function run({ settings, port }: WorkerTask): Promise<void> {
  keepFreedMemory();
  await new Receiver(settings, port, systemClock).run();
  port.close();
}
