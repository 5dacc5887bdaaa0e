/**
 * The bus: topics of keyed records in partitions, consumer groups that commit after handling.
 *
 * It is shaped by Kafka's guarantees, so that the in-process adapter (one node) and the Kafka
 * adapter (scale-out) pass one contract test, and no feature knows which of them it runs on.
 * Delivery is at least once; records with one key keep their order.
 */
import type { Component } from '../lifecycle/component.ts';

export interface BusMessage {
  /** Records with the same key share a partition and keep their order; null spreads them. */
  readonly key: string | null;
  /** null is a tombstone on a compacted topic. */
  readonly value: Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BusRecord extends BusMessage {
  readonly topic: string;
  readonly partition: number;
  /** Grows by at least one from record to record of a partition. */
  readonly offset: bigint;
  /** When the bus accepted it, milliseconds since the Unix epoch. */
  readonly timestampMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BusBatch {
  readonly topic: string;
  readonly partition: number;
  /** At least one, in offset order. */
  readonly records: readonly BusRecord[];
  /**
   * Names the log that the offsets belong to: with (topic, partition, offset) it identifies a record for
   * ever. The in-process bus starts a new log with each process.
   */
  readonly logId: string;
}

/**
 * Handles one batch of one partition. Offsets are committed when it resolves. When it rejects, the
 * same batch (same records, same bounds) is delivered again after a back-off; when it rejects with a
 * `PoisonRecordError`, that record goes to the dead-letter topic and the rest is delivered again; when it rejects
 * with a `PartitionTakenError`, the partition is taken up anew from its committed offset, by whoever owns it.
 */
export type BatchHandler = (batch: BusBatch, signal: AbortSignal) => Promise<void>;

export interface SubscribeOptions {
  readonly topics: readonly string[];
  /** Members of a group share the partitions; each group sees every record. */
  readonly groupId: string;
  /** Where a group without committed offsets starts. Default `latest`; a reader of state wants `earliest`. */
  readonly from?: 'earliest' | 'latest';
  readonly handler: BatchHandler;
  /** Most records in a batch. Default 500. */
  readonly batchRecordsMax?: number;
  /** Most bytes of values in a batch, except that one record always fits. Default 8 MiB. */
  readonly batchBytesMax?: number;
  /** How long to wait for a batch to fill after its first record arrived. Default 0: deliver what is there. */
  readonly batchLingerMs?: number;
  /** Deliveries of one batch before its records go to the dead-letter topic. Default Infinity: block and retry. */
  readonly attemptsMax?: number;
  /**
   * Asked before each batch: the offset (exclusive) at which the next batch of the partition must end, or
   * null. It lets a sink repeat exactly the insert that its predecessor may have done before it died; the
   * in-process bus never asks, because its log ends with the process.
   */
  readonly batchEnd?: (partition: TopicPartition, logId: string) => Promise<bigint | null>;
  /** Called before the first batch of newly owned partitions. */
  readonly onAssigned?: (partitions: readonly TopicPartition[]) => Promise<void> | void;
  /** Called when partitions move away, after their last batch was handled or aborted. */
  readonly onRevoked?: (partitions: readonly TopicPartition[]) => Promise<void> | void;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface Subscription {
  /** Resolves once partitions are assigned (or the first empty assignment came). */
  readonly ready: Promise<void>;
  /**
   * Resolves when everything that was in the topics at the moment of the call has been handled by
   * this member: how a reader of a compacted topic knows that its picture is complete.
   */
  caughtUp(): Promise<void>;
  /** Finishes the batch in hand, commits, leaves the group. */
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Keeps the last record of each key for ever. */
  readonly compacted: boolean;
  /** How long records are kept where the adapter keeps them at all; ignored for compacted topics. */
  readonly retentionMs: number;
  /** Most bytes that may wait unhandled in one partition of the in-process bus; then `publish` waits. */
  readonly backlogBytesMax: number;
}

export interface Bus extends Component {
  /** Creates missing topics; refuses one that exists with fewer partitions. Idempotent. */
  ensureTopics(specs: readonly TopicSpec[]): Promise<void>;
  /**
   * Resolves when the bus has accepted all messages. Waits while a subscribed group is too far behind
   * (back-pressure), so a caller that may shed uses `backlogFull` first.
   */
  publish(topic: string, messages: readonly BusMessage[]): Promise<void>;
  /** True when a publish to the topic would wait. */
  backlogFull(topic: string): boolean;
  subscribe(options: SubscribeOptions): Subscription;
}

/** Thrown by a handler: this record can never be handled. `reason` is counted and goes with it to `<topic>.dlq`. */
export class PoisonRecordError extends Error {
  readonly offset: bigint;
  readonly reason: string;
  constructor(offset: bigint, reason: string, options?: ErrorOptions) {
    super(`record ${offset} refused: ${reason}`, options);
    this.name = 'PoisonRecordError';
    this.offset = offset;
    this.reason = reason;
  }
}

/**
 * Thrown by a handler that found another member at work on its partition: this one slept, say, and does not know yet.
 * Nothing of the batch is committed, and its records are fetched again if the partition is still, or again, ours.
 */
export class PartitionTakenError extends Error {
  constructor({ topic, partition }: TopicPartition) {
    super(`partition ${partition} of ${topic} has been taken over by another member`);
    this.name = 'PartitionTakenError';
  }
}

export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;
