/** The piscina task that lives as long as its worker. */
import { systemClock } from '@fastisp/core/clock';
import type { MessagePort } from 'node:worker_threads';
import type { WorkerSettings } from './protocol.ts';
import { Receiver } from './receiver.ts';

export interface WorkerTask {
  readonly settings: WorkerSettings;
  readonly port: MessagePort;
}

/** glibc takes this as the size up to which freed memory is kept for the next allocation (its own maximum is 32 MiB). */
const keptAllocationBytes = 31 * 1024 * 1024;

/**
 * Blocks of some MiB are allocated and freed several times a second. Left alone, glibc maps each one anew and
 * the kernel clears its pages: a third of all our CPU time per flow. Freeing one large mapping moves its
 * threshold (mallopt(3), M_MMAP_THRESHOLD), after which blocks reuse memory. Elsewhere it does nothing.
 */
function keepFreedMemory(): void {
  new ArrayBuffer(keptAllocationBytes).transfer(0);
}

export async function run({ settings, port }: WorkerTask): Promise<void> {
  keepFreedMemory();
  await new Receiver(settings, port, systemClock).run();
  port.close();
}
