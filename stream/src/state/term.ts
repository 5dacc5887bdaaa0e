/**
 * One term as leader of the device states: from loading what the predecessor saved to letting go. Reads inventory,
 * discovery and polls from the bus, publishes states and events, and saves them.
 *
 * What changed is published at once and saved a little later in batches, so that a slow or absent PostgreSQL
 * never delays what people see. A crash can lose the last `tickMs` of saved state; the next poll finds it
 * again. Whoever leads no more publishes nothing (`mayAct`) and saves nothing (the store's epoch); a message that it
 * had already given to the bus may still arrive, so the leader reads `state.devices` too and repeats its own state
 * after such a one.
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
import { isAppError } from '@fastisp/core/errors/app-error';
import { newId } from '@fastisp/core/ids';
import type { Log } from '@fastisp/core/log/log';
import { stateNotLeading } from '#errors.ts';
import { StateBook } from './book.ts';
import { epochOf, newsMessage, stateMessage, stateTombstone } from './messages.ts';
import type { StateMetrics } from './metrics.ts';
import type { DeviceStateStore } from './ports.ts';

export interface TermOptions {
  /** How often lateness is looked for and what changed is saved. */
  readonly tickMs: number;
  /** Whether this process leads at this moment. */
  readonly mayAct: () => boolean;
  /** The store says that another process has taken over. */
  readonly onFenced: () => void;
}

export interface TermDeps {
  readonly bus: Bus;
  readonly store: DeviceStateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: StateMetrics;
}

export interface Term {
  /** Resolves when all states are loaded and published. */
  start(): Promise<void>;
  /** Saves what is unsaved, unless another process has taken over. */
  stop(): Promise<void>;
}

/** Changes kept while the store is away; more drops the oldest history lines (states themselves are kept). */
const unsavedChangesMax = 200_000;
const linger = { batchLingerMs: 0, batchRecordsMax: 64 };

export function createTerm(options: TermOptions, deps: TermDeps): Term {
  const { bus, store, clock, log, metrics } = deps;
  const book = new StateBook();
  const inventoryCodec = messageCodec(inventoryDeviceV1);
  const discoveryCodec = messageCodec(discoveryDeviceV1);
  const subscriptions: Subscription[] = [];
  let epoch = 0;
  let fenced = false;
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> | null = null;
  let publishing: Promise<void> = Promise.resolve();

  const mayAct = (): boolean => !fenced && options.mayAct();

  async function publishOutbox(): Promise<void> {
    if (!mayAct()) throw stateNotLeading();
    const nowMs = clock.nowMs();
    const outbox = book.takeOutbox(nowMs);
    const states = [
      ...outbox.states.map((state) => stateMessage(state, { nowMs, epoch })),
      ...outbox.removed.map((deviceId) => stateTombstone(deviceId, epoch)),
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

  /** For facts, which each leader reads from the beginning: what is not published now is by the next tick, or not by us. */
  async function publishIfLeading(): Promise<void> {
    if (mayAct()) await publish();
  }

  async function save(): Promise<void> {
    const unsaved = book.takeUnsaved();
    if (fenced) return; // what this process knows is history
    if (unsaved.states.length + unsaved.removed.length + unsaved.changes.length === 0) return;
    try {
      await store.save(epoch, unsaved);
    } catch (err) {
      if (isAppError(err, 'STREAM_STATE_FENCED')) {
        beFenced(err);
        return;
      }
      metrics.saveErrors.inc();
      const dropped = Math.max(0, unsaved.changes.length - unsavedChangesMax);
      log.warn({ err, waiting: unsaved.changes.length, dropped }, 'device states not saved, will be repeated');
      book.unsave({ ...unsaved, changes: unsaved.changes.slice(dropped) });
    }
    metrics.unsaved.set(book.unsavedCount);
  }

  function beFenced(err: unknown): void {
    fenced = true;
    metrics.fenced.inc();
    log.warn({ err }, 'another process decides the device states now');
    options.onFenced();
  }

  /** At most one save at a time; a slow one makes the next batch bigger. */
  function startSave(): Promise<void> {
    saving ??= save().finally(() => {
      saving = null;
    });
    return saving;
  }

  function tick(): void {
    if (!mayAct()) return; // nobody is late because we were not listening
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
    await publishIfLeading();
  }

  async function onDiscovery(batch: BusBatch): Promise<void> {
    for (const record of batch.records) {
      if (record.value !== null) book.discovered(discoveryCodec.decode(record), clock.nowMs());
    }
    await publishIfLeading();
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
    await publish(); // refused while we don't lead: the batch is delivered again, here or to our successor
  }

  /** Messages of a leader before us that were still on their way. */
  async function onStates(batch: BusBatch): Promise<void> {
    for (const { key, headers } of batch.records) {
      if (key === null || epochOf({ headers }) >= epoch) continue;
      metrics.repaired.inc();
      book.republish(key);
    }
    await publishIfLeading();
  }

  return {
    start: async () => {
      const saved = await store.takeOver();
      epoch = saved.epoch;
      book.load(saved.states);
      const states = bus.subscribe({
        ...linger,
        topics: [deviceStateTopic],
        groupId: `stream.state.echo.${newId()}`,
        handler: onStates,
      });
      subscriptions.push(states);
      await states.ready;
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
      timer = setInterval(tick, options.tickMs);
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
      if (saving !== null) await saving;
      await startSave();
    },
  };
}
