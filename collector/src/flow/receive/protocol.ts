/** What the main thread and a flow worker say to each other over a MessagePort. Structured clones, no JSON. */
import type { FlowVersion, NameFacts, TemplateChange } from '../decode/exporters.ts';
import type { TemplateLayout } from '../decode/template.ts';
import type { ExporterInfo } from '../exporter-tenants.ts';
import type { RejectCounts } from '../rejects.ts';

export interface WorkerSocket {
  /** The variable that set the port, for the error message. */
  readonly variable: string;
  readonly port: number;
}

/** A domain's learnt state: what the cache on disk and the other workers get. */
export interface DomainFacts {
  readonly address: string;
  readonly version: FlowVersion;
  readonly domain: number;
  /** [sampler id, one packet in how many]. */
  readonly samplers: readonly (readonly [number, number])[];
  /** null when unknown. */
  readonly systemInitMs: number | null;
}

export interface CachedTemplate {
  readonly address: string;
  readonly version: FlowVersion;
  readonly domain: number;
  readonly layout: TemplateLayout;
}

export interface LearntState {
  readonly templates: readonly CachedTemplate[];
  readonly facts: readonly DomainFacts[];
}

export interface WorkerSettings {
  readonly host: string;
  readonly sockets: readonly WorkerSocket[];
  /** Several workers share the ports. */
  readonly reusePort: boolean;
  readonly recvBufferBytes: number;
  readonly blockRows: number;
  readonly flushMs: number;
  /** Bytes of blocks handed over and not yet accepted. One more block may go over it. */
  readonly backlogBytesMax: number;
  readonly unknownTenantId: number;
  readonly samplingRateDefault: number;
  readonly tenants: readonly (readonly [string, ExporterInfo])[];
  readonly learnt: LearntState;
}

/** Growth since the report before. */
export interface WorkerCounters {
  packets: number;
  packetBytes: number;
  flows: number;
  reverseFlows: number;
  shedFlows: number;
  noTemplateSets: number;
  otherRecords: number;
  optionRecords: number;
  skewedPackets: number;
  implausibleTimes: number;
  evictedExporters: number;
  evictedTemplates: number;
  /** Packets on which the decoder threw: a bug, but no reason to stop receiving. */
  failedPackets: number;
  sequenceRestarts: number;
  sequenceLate: number;
}

/** As they are now. */
export interface WorkerGauges {
  readonly exporters: number;
  readonly templates: number;
  readonly heldBytes: number;
  readonly blocksInFlight: number;
}

/** One source's counters since the report before; nothing for sources that were silent. */
export interface SourceReport {
  readonly tenantId: number;
  readonly address: string;
  readonly port: number;
  readonly domain: number;
  readonly version: FlowVersion;
  readonly packets: number;
  readonly flows: number;
  readonly sequenceGap: number;
  readonly noTemplate: number;
  readonly refused: number;
  readonly samplingRate: number;
}

export interface ExporterNames {
  readonly address: string;
  readonly names: NameFacts;
}

export type FromWorker =
  | { readonly type: 'listening'; readonly sockets: readonly { port: number; recvBufferBytes: number }[] }
  | { readonly type: 'cannot_listen'; readonly socket: WorkerSocket; readonly code: string; readonly reason: string }
  | {
      readonly type: 'block';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly rows: number;
      readonly minMs: number;
      readonly maxMs: number;
    }
  | { readonly type: 'template'; readonly change: TemplateChange }
  | { readonly type: 'facts'; readonly facts: readonly DomainFacts[] }
  | {
      readonly type: 'report';
      readonly counters: WorkerCounters;
      readonly rejects: RejectCounts;
      readonly gauges: WorkerGauges;
      /** null in a report of counters alone. */
      readonly sources: readonly SourceReport[] | null;
    }
  | { readonly type: 'failure'; readonly message: string; readonly stack: string };

export type ToWorker =
  /** The bus has taken one block. */
  | { readonly type: 'accepted'; readonly bytes: number }
  | { readonly type: 'tenants'; readonly tenants: readonly (readonly [string, ExporterInfo])[] }
  /** Learnt by another worker. */
  | { readonly type: 'learn'; readonly learnt: LearntState }
  | { readonly type: 'report'; readonly sources: boolean }
  /** Close the sockets, hand over everything, end the task. */
  | { readonly type: 'stop' };
