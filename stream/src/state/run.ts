/**
 * The state machine at work: reads inventory, discovery and polls from the bus, publishes states and events,
 * and saves them.
 *
 * What changed is published at once and saved a little later in batches, so that a slow or absent PostgreSQL
 * never delays what people see. A crash can lose the last `saveEveryMs` of saved state; the next poll finds it
 * again. Exactly one process serves all devices: two would each hear half of the polls.
 */
import type { Bus, BusBatch, Subscription } from '@fastisp/core/bus/port';
import { PoisonRecordError } from '@fastisp/core/bus/port';
import { decodeBlocks } from '@fastisp/core/block/native';
import type { Clock } from '@fastisp/core/clock';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceTopic, inventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { deviceStateTopic } from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryEventTopic } from '@fastisp/core/contracts/telemetry-event.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { newId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { StateBook } from './book.ts';
import { newsMessage, stateMessage, stateTombstone } from './messages.ts';
import { createStateMetrics } from './metrics.ts';
import type { DeviceStateStore } from './ports.ts';

export interface DeviceStatesConfig {
  /** How often lateness is looked for and what changed is saved. */
  readonly tickMs: number;
}

export interface DeviceStatesDeps {
  readonly bus: Bus;
  readonly store: DeviceStateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface DeviceStates extends Component {
  readonly book: StateBook;
}

/** Changes kept while the store is away; more drops the oldest history lines (states themselves are kept). */
const unsavedChangesMax = 200_000;
const linger = { batchLingerMs: 0, batchRecordsMax: 64 };

export function createDeviceStates(config: DeviceStatesConfig, deps: DeviceStatesDeps): DeviceStates {
  const { bus, store, clock, log } = deps;
  const metrics = createStateMetrics(deps.metrics);
  const book = new StateBook();
  const inventoryCodec = messageCodec(inventoryDeviceV1);
  const discoveryCodec = messageCodec(discoveryDeviceV1);
  const subscriptions: Subscription[] = [];
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> | null = null;
  let publishing: Promise<void> = Promise.resolve();

  async function publishOutbox(): Promise<void> {
    const nowMs = clock.nowMs();
    const outbox = book.takeOutbox(nowMs);
    const states = [
      ...outbox.states.map((state) => stateMessage(state, nowMs)),
      ...outbox.removed.map((deviceId) => stateTombstone(deviceId)),
    ];
    try {
      if (states.length > 0) await bus.publish(deviceStateTopic, states);
      if (outbox.news.length > 0) await bus.publish(telemetryEventTopic, outbox.news.map(newsMessage));
    } catch (error) {
      book.unpublish(outbox);
      throw error;
    }
    metrics.published.inc(states.length);
    for (const { effect } of outbox.news) {
      if (effect.type === 'device_restarted') metrics.changes.inc({ of: 'device', to: 'restarted' });
      else metrics.changes.inc({ of: effect.type === 'device_status_changed' ? 'device' : 'interface', to: effect.to });
    }
  }

  /** One publication after the other, so that the last state of a device is the last on the bus. */
  function publish(): Promise<void> {
    const done = publishing.then(publishOutbox);
    publishing = done.catch(() => {}); // the caller sees the error; the next publication is a new attempt
    return done;
  }

  async function save(): Promise<void> {
    const unsaved = book.takeUnsaved();
    if (unsaved.states.length + unsaved.removed.length + unsaved.changes.length === 0) return;
    try {
      await store.save(unsaved);
    } catch (err) {
      metrics.saveErrors.inc();
      const dropped = Math.max(0, unsaved.changes.length - unsavedChangesMax);
      log.warn({ err, waiting: unsaved.changes.length, dropped }, 'device states not saved, will be repeated');
      book.unsave({ ...unsaved, changes: unsaved.changes.slice(dropped) });
    }
    metrics.unsaved.set(book.unsavedCount);
  }

  /** At most one save at a time; a slow one makes the next batch bigger. */
  function startSave(): Promise<void> {
    saving ??= save().finally(() => {
      saving = null;
    });
    return saving;
  }

  function tick(): void {
    book.timePassed(clock.nowMs());
    const counts = { up: 0, down: 0, unknown: 0 };
    for (const { status } of book.states()) counts[status] += 1;
    for (const [status, count] of Object.entries(counts)) metrics.devices.set({ status }, count);
    publish().catch((err: unknown) => log.warn({ err }, 'device states not published, will be repeated'));
    void startSave();
  }

  async function onInventory(batch: BusBatch): Promise<void> {
    for (const record of batch.records) {
      if (record.value !== null) book.list(inventoryCodec.decode(record), clock.nowMs());
      else if (record.key !== null) book.remove(record.key);
    }
    await publish();
  }

  async function onDiscovery(batch: BusBatch): Promise<void> {
    for (const record of batch.records) {
      if (record.value !== null) book.discovered(discoveryCodec.decode(record), clock.nowMs());
    }
    await publish();
  }

  async function onPolls(batch: BusBatch): Promise<void> {
    const nowMs = clock.nowMs();
    for (const { value, offset } of batch.records) {
      if (value === null) continue;
      try {
        if (batch.topic === telemetryDeviceV1.topic) {
          for (const block of decodeBlocks(telemetryDeviceV1, value)) {
            metrics.strangers.inc(book.devicesPolled(block, nowMs));
          }
        } else {
          for (const block of decodeBlocks(telemetryInterfaceV1, value)) {
            metrics.strangers.inc(book.interfacesPolled(block, nowMs));
          }
        }
      } catch (cause) {
        throw new PoisonRecordError(offset, 'not a block of this topic', { cause });
      }
    }
    await publish();
  }

  return {
    name: 'stream.state',
    book,
    start: async () => {
      book.load(await store.loadAll());
      // Facts are read from their beginning by each process, polls from where the group stands.
      const facts = { from: 'earliest', ...linger } as const;
      const inventory = bus.subscribe({
        ...facts,
        topics: [inventoryDeviceTopic],
        groupId: `stream.state.inventory.${newId()}`,
        handler: onInventory,
      });
      subscriptions.push(inventory);
      await inventory.ready;
      await inventory.caughtUp();
      const discovery = bus.subscribe({
        ...facts,
        topics: [discoveryDeviceTopic],
        groupId: `stream.state.discovery.${newId()}`,
        handler: onDiscovery,
      });
      const polls = bus.subscribe({
        ...linger,
        topics: [telemetryDeviceV1.topic, telemetryInterfaceV1.topic],
        groupId: 'stream.state',
        handler: onPolls,
      });
      subscriptions.push(discovery, polls);
      await Promise.all([discovery.ready, polls.ready]);
      timer = setInterval(tick, config.tickMs);
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
      if (saving !== null) await saving;
      await startSave();
    },
  };
}
