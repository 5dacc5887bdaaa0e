/** One flow worker as the main thread sees it: started, listened to, stopped. */
import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { FromWorker, ToWorker, WorkerSettings } from './receive/protocol.ts';
import type { WorkerTask } from './receive/worker.ts';

export interface WorkerEvents {
  /** Everything the worker says. */
  onMessage(message: FromWorker, worker: WorkerHandle): void;
}

export class WorkerHandle {
  /**
   * Resolves when the worker's task has ended as told and everything it said has been heard; rejects when
   * the worker died.
   */
  readonly ended: Promise<void>;
  private readonly port: MessagePort;

  constructor(pool: Piscina<WorkerTask, void>, settings: WorkerSettings, events: WorkerEvents) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.on('message', (message: FromWorker) => events.onMessage(message, this));
    const ran = pool.run({ settings, port: port2 }, { transferList: [port2] });
    // The task's end comes over another port than its last words, which may still be on the way.
    const heard = once(port1, 'close');
    this.ended = ran.then(async () => {
      await heard;
    });
  }

  send(message: ToWorker): void {
    this.port.postMessage(message);
  }
}
