/** What the main thread and a worker say to each other over their MessagePort. */
import type { MessagePort } from 'node:worker_threads';
import type { DropReason } from '#snmp/port.ts';
import type { DeviceSpec } from '#poll/device.ts';
import type { PollCounts } from '#poll/metrics.ts';
import type { FinishedBlock } from '#poll/rows.ts';

/** Settings of one worker; what it is started with. */
export interface WorkerTask {
  readonly port: MessagePort;
  readonly shard: number;
  readonly settings: WorkerSettings;
}

export interface WorkerSettings {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly factsEveryPolls: number;
  readonly answeringPollsMax: number;
  readonly silentPollsMax: number;
}

export type ToWorker =
  | { readonly type: 'upsert'; readonly spec: DeviceSpec }
  | { readonly type: 'remove'; readonly deviceId: string }
  /** Its facts did not reach the bus: they count as not told. */
  | { readonly type: 'facts_lost'; readonly deviceId: string }
  | { readonly type: 'stop' };

export type FromWorker =
  | { readonly type: 'ready'; readonly receiveBufferBytes: number }
  /** `block.bytes` is moved, not copied. */
  | { readonly type: 'block'; readonly block: FinishedBlock }
  /** A `discoveryDeviceV1` as JSON. */
  | { readonly type: 'facts'; readonly deviceId: string; readonly json: string }
  /** Once a second. */
  | { readonly type: 'report'; readonly report: WorkerReport };

/** Totals since the worker started; the main thread works out the differences. */
export interface WorkerReport {
  readonly polls: PollCounts;
  readonly transport: {
    readonly sent: number;
    readonly received: number;
    readonly timeouts: number;
    readonly retries: number;
    readonly sendErrors: number;
    readonly socketErrors: number;
    readonly dropped: Readonly<Record<DropReason, number>>;
  };
  readonly gauges: {
    readonly devices: number;
    readonly pollsRunning: number;
    readonly pollsWaiting: number;
    readonly requestsInFlight: number;
    readonly requestsQueued: number;
  };
}
