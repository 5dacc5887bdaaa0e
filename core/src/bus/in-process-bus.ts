/**
 * The bus of the single node: everything in the memory of one process, with the guarantees of the port.
 *
 * A topic's partition is a queue that is forgotten once every group has handled it; a compacted topic keeps
 * the latest record of each key besides. Nothing survives the process: what must is a row in PostgreSQL
 * first (outbox). Values are kept by reference, so a publisher never writes to one again. A handler that
 * publishes to a topic of its own group may wait for itself when that is full.
 */
import { Gauge } from 'prom-client';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors/app-error.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log/log.ts';
import { sampledWarnings } from '../log/sampled.ts';
import type { Metrics } from '../metrics/registry.ts';
import { Group, type GroupDeps } from './in-process/group.ts';
import { Partition } from './in-process/partition.ts';
import { type BusMetrics, busMetrics } from './metrics.ts';
import {
  type Bus,
  type BusMessage,
  type BusRecord,
  deadLetterTopic,
  type SubscribeOptions,
  type Subscription,
  type TopicSpec,
} from './port.ts';

const deadLetterBacklogBytesMax = 16 * 1024 * 1024;

interface Topic {
  readonly spec: TopicSpec;
  readonly partitions: readonly Partition[];
  /** Where the next message without a key goes. */
  nextSpread: number;
}

export function createInProcessBus(deps: { log: Log; metrics: Metrics; clock: Clock }): Bus {
  return new InProcessBus(deps);
}

class InProcessBus implements Bus {
  readonly name = 'in-process-bus';
  readonly #log: Log;
  readonly #warn: ReturnType<typeof sampledWarnings>;
  readonly #clock: Clock;
  readonly #metrics: BusMetrics;
  readonly #countDropped: (topic: string, records: number) => void;
  readonly #topics = new Map<string, Topic>();
  readonly #groups = new Map<string, Group>();
  readonly #logId = `in-process-${newId()}`;
  #stopped = false;

  constructor({ log, metrics, clock }: { log: Log; metrics: Metrics; clock: Clock }) {
    this.#log = log;
    this.#warn = sampledWarnings(log);
    this.#clock = clock;
    this.#metrics = busMetrics(metrics);
    const dropped = metrics.counter('core_bus_dropped_total', 'Records dropped because no group read them in time.', [
      'topic',
    ]);
    this.#countDropped = (topic, records) => dropped.inc({ topic }, records);
    observeBacklog(this.#topics, metrics);
  }

  async start(): Promise<void> {}

  /** Lets each handler finish its batch; who still waits to publish is refused. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { partitions } of this.#topics.values()) for (const p of partitions) p.refuseWaiting(stoppedError());
    await Promise.all([...this.#groups.values()].map((group) => group.closeAll()));
  }

  async ensureTopics(specs: readonly TopicSpec[]): Promise<void> {
    for (const spec of specs) {
      const present = this.#topics.get(spec.name);
      if (present !== undefined && present.spec.partitions < spec.partitions) {
        throw new AppError(
          'BUS_TOPIC_TOO_FEW_PARTITIONS',
          `topic ${spec.name} has ${present.spec.partitions} partitions, ${spec.partitions} are needed: restart`,
        );
      }
      if (present === undefined) this.#createTopic(spec);
      if (!this.#topics.has(deadLetterTopic(spec.name))) this.#createTopic(deadLetterSpec(spec));
    }
  }

  async publish(name: string, messages: readonly BusMessage[]): Promise<void> {
    if (this.#stopped) throw stoppedError();
    const topic = this.#topic(name);
    if (topic.spec.compacted && messages.some(({ key }) => key === null)) {
      throw new Error(`${name} is compacted: a message needs a key`);
    }
    const nowMs = this.#clock.nowMs();
    let waiting = 0;
    let settle: (error?: Error) => void = () => {};
    const accepted = (error?: Error): void => {
      waiting -= 1;
      if (waiting === 0 || error !== undefined) settle(error);
    };
    for (const message of messages) {
      if (!partitionFor(topic, message.key).publish(message, nowMs, accepted)) waiting += 1;
    }
    this.#metrics.published.inc({ topic: name }, messages.length);
    if (waiting === 0) return;
    await new Promise<void>((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
  }

  backlogFull(name: string): boolean {
    return this.#topic(name).partitions.some((partition) => partition.full);
  }

  subscribe(options: SubscribeOptions): Subscription {
    if (this.#stopped) throw stoppedError();
    let group = this.#groups.get(options.groupId);
    if (group === undefined) {
      group = new Group(options.groupId, this.#groupDeps(options.groupId));
      this.#groups.set(options.groupId, group);
    }
    return group.join(options);
  }

  #createTopic(spec: TopicSpec): void {
    const partitions = Array.from(
      { length: spec.partitions },
      (_, partition) =>
        new Partition(spec, partition, (records) => {
          this.#countDropped(spec.name, records);
          this.#warn({ topic: spec.name, records }, 'nobody reads this topic, oldest records dropped');
        }),
    );
    this.#topics.set(spec.name, { spec, partitions, nextSpread: 0 });
  }

  #topic(name: string): Topic {
    const topic = this.#topics.get(name);
    if (topic === undefined) throw new Error(`topic ${name} does not exist: ensureTopics comes first`);
    return topic;
  }

  #groupDeps(groupId: string): GroupDeps {
    return {
      partitions: (topic) => this.#topic(topic).partitions,
      nowMs: () => this.#clock.nowMs(),
      onLost: ({ topic, partition }, records) =>
        this.#log.error({ topic, partition, groupId, records }, 'records were dropped while the group was away'),
      onCallbackError: (err) => this.#log.error({ err, groupId }, 'callback of a subscription failed'),
      readerOptions: (options) => ({
        handler: options.handler,
        limits: options,
        logId: this.#logId,
        nowMs: () => this.#clock.nowMs(),
        attemptsMax: options.attemptsMax ?? Number.POSITIVE_INFINITY,
        deadLetter: (record, reason) => this.#deadLetter(record, reason, groupId),
        onFailure: ({ topic, partition }, err, attempt) => {
          this.#metrics.failed.inc({ topic, group: groupId });
          this.#warn({ topic, partition, groupId, attempt, err }, 'batch failed');
        },
      }),
    };
  }

  async #deadLetter(record: BusRecord, reason: string, groupId: string): Promise<void> {
    const { topic, partition, offset, key, value } = record;
    const headers = { ...record.headers, reason, topic, partition: String(partition), offset: String(offset), groupId };
    await this.publish(deadLetterTopic(topic), [{ key, value, headers }]);
    this.#metrics.deadLettered.inc({ topic, group: groupId });
    this.#log.warn(
      { topic, partition, offset: String(offset), groupId, reason },
      'record moved to the dead-letter topic',
    );
  }
}

function partitionFor(topic: Topic, key: string | null): Partition {
  const index = key === null ? topic.nextSpread++ : hashOf(key);
  const partition = topic.partitions[index % topic.partitions.length];
  if (partition === undefined) throw new Error(`topic ${topic.spec.name} has no partitions`);
  return partition;
}

/** FNV-1a over UTF-16 units: short keys, well spread, no allocation. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const deadLetterSpec = (spec: TopicSpec): TopicSpec => ({
  name: deadLetterTopic(spec.name),
  partitions: 1,
  compacted: false,
  retentionMs: spec.retentionMs,
  backlogBytesMax: deadLetterBacklogBytesMax,
});

const stoppedError = (): AppError => new AppError('BUS_STOPPED', 'the bus is stopping', { status: 503 });

function observeBacklog(topics: ReadonlyMap<string, Topic>, metrics: Metrics): void {
  new Gauge({
    name: 'core_bus_backlog_bytes',
    help: 'Bytes that the slowest subscribed group of the fullest partition has not handled.',
    labelNames: ['topic'],
    registers: [metrics.registry],
    collect() {
      for (const [topic, { partitions }] of topics) {
        this.set({ topic }, Math.max(...partitions.map((partition) => partition.backlogBytes)));
      }
    },
  });
}
