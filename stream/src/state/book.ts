/**
 * The states of all devices, in memory: turns what comes from the bus into events for `decide.ts` and collects
 * what must be published and saved. It does no I/O, so that a simulation can drive it.
 *
 * Devices that were loaded from the store but are not in the inventory (yet) sleep: they are neither published
 * nor late, and wake with their old state when the inventory lists them.
 */
import { getU64, getUuid } from '@fastisp/core/block/builder';
import type { DecodedBlock } from '@fastisp/core/block/native';
import type { InventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import type { DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { pollResults, type telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import type { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { decideDevice, type DeviceEvent, type DeviceState, type InterfaceReading, type StateEffect } from './decide.ts';
import type { StateChange } from './ports.ts';

/** A device that only answered is published again when its last publication is this old. */
export const seenRefreshMs = 60_000;

/** What happened to a device that others are told, in the order in which it happened. */
export interface DeviceNews {
  readonly tenantId: number;
  readonly deviceId: string;
  readonly effect: Extract<
    StateEffect,
    { type: 'device_status_changed' | 'interface_status_changed' | 'device_restarted' }
  >;
}

export interface Outbox {
  /** States to publish. */
  readonly states: DeviceState[];
  /** Devices that are gone. */
  readonly removed: string[];
  readonly news: DeviceNews[];
}

export interface Unsaved {
  readonly states: DeviceState[];
  readonly removed: { readonly tenantId: number; readonly deviceId: string }[];
  readonly changes: StateChange[];
}

interface Listed {
  state: DeviceState;
  revision: number;
  publishedAtMs: number;
}

export class StateBook {
  private readonly sleeping = new Map<string, DeviceState>();
  private readonly listed = new Map<string, Listed>();
  private toPublish = new Set<string>();
  private toRemove = new Set<string>();
  private news: DeviceNews[] = [];
  private unsaved = new Set<string>();
  private unsavedRemovals = new Map<string, number>();
  private unsavedChanges: StateChange[] = [];

  /** Puts saved states to sleep; called once, before anything else. */
  load(states: readonly DeviceState[]): void {
    for (const state of states) this.sleeping.set(state.deviceId, state);
  }

  get size(): number {
    return this.listed.size;
  }

  /** Changes that wait to be saved: the store is slow or away when this grows. */
  get unsavedCount(): number {
    return this.unsavedChanges.length;
  }

  state(deviceId: string): DeviceState | null {
    return this.listed.get(deviceId)?.state ?? null;
  }

  *states(): Generator<DeviceState> {
    for (const { state } of this.listed.values()) yield state;
  }

  list(message: InventoryDeviceV1, nowMs: number): void {
    const { deviceId, revision, pollIntervalS } = message.data;
    const known = this.listed.get(deviceId);
    if (known !== undefined && revision < known.revision) return;
    const pollIntervalMs = pollIntervalS * 1_000;
    if (known !== undefined) {
      known.revision = revision;
      this.apply(deviceId, { type: 'listed', tenantId: message.tenantId, deviceId, pollIntervalMs }, nowMs);
      return;
    }
    const saved = this.sleeping.get(deviceId);
    this.sleeping.delete(deviceId);
    // A restart is no silence of the collector: it gets its three intervals from now.
    const woken = saved === undefined ? null : { ...saved, pollIntervalMs, heardAtMs: nowMs };
    const event: DeviceEvent = { type: 'listed', tenantId: message.tenantId, deviceId, pollIntervalMs };
    const state = woken ?? decideDevice(null, event, nowMs).state;
    if (state === null) throw new Error('a listed device has a state');
    this.listed.set(deviceId, { state, revision, publishedAtMs: 0 });
    this.toRemove.delete(deviceId);
    this.toPublish.add(deviceId);
    if (woken === null) this.unsaved.add(deviceId);
  }

  remove(deviceId: string): void {
    const state = this.listed.get(deviceId)?.state ?? this.sleeping.get(deviceId);
    if (state === undefined) return;
    this.listed.delete(deviceId);
    this.sleeping.delete(deviceId);
    this.toPublish.delete(deviceId);
    this.unsaved.delete(deviceId);
    this.toRemove.add(deviceId);
    this.unsavedRemovals.set(deviceId, state.tenantId);
  }

  discovered(message: DiscoveryDeviceV1, nowMs: number): void {
    const { deviceId, interfaces } = message.data;
    this.apply(deviceId, { type: 'discovered', atMs: Date.parse(message.occurredAt), interfaces }, nowMs);
  }

  /** @returns rows of devices that are not in the inventory. */
  devicesPolled(block: DecodedBlock<typeof telemetryDeviceV1>, nowMs: number): number {
    const { columns, rows } = block;
    let strangers = 0;
    for (let row = 0; row < rows; row += 1) {
      const result = pollResults[columns.result[row] ?? 0];
      if (result === undefined) continue; // a newer collector's result, which this version cannot judge
      const known = this.apply(
        getUuid(columns.device_id, row),
        {
          type: 'polled',
          atMs: getU64(columns.polled_at, row),
          result,
          uptimeMs: getU64(columns.uptime_ms, row),
          restarted: columns.restarted[row] === 1,
        },
        nowMs,
      );
      if (!known) strangers += 1;
    }
    return strangers;
  }

  /** @returns rows of devices that are not in the inventory. */
  interfacesPolled(block: DecodedBlock<typeof telemetryInterfaceV1>, nowMs: number): number {
    const { columns, rows } = block;
    let strangers = 0;
    let row = 0;
    while (row < rows) {
      const deviceId = getUuid(columns.device_id, row);
      const atMs = getU64(columns.polled_at, row);
      const interfaces: InterfaceReading[] = [];
      // The rows of one poll lie together; where they do not, they are just several events.
      while (row < rows && sameUuid(columns.device_id, row, deviceId) && getU64(columns.polled_at, row) === atMs) {
        interfaces.push({
          ifIndex: columns.if_index[row] ?? 0,
          adminStatus: columns.admin_status[row] ?? 0,
          operStatus: columns.oper_status[row] ?? 0,
        });
        row += 1;
      }
      if (!this.apply(deviceId, { type: 'interfaces_polled', atMs, interfaces }, nowMs)) strangers += interfaces.length;
    }
    return strangers;
  }

  timePassed(nowMs: number): void {
    for (const deviceId of this.listed.keys()) this.apply(deviceId, { type: 'time_passed' }, nowMs);
  }

  /** What is to be published now; the caller gives it back with `unpublish` when that failed. */
  takeOutbox(nowMs: number): Outbox {
    const states: DeviceState[] = [];
    for (const deviceId of this.toPublish) {
      const entry = this.listed.get(deviceId);
      if (entry === undefined) continue;
      entry.publishedAtMs = nowMs;
      states.push(entry.state);
    }
    const outbox = { states, removed: [...this.toRemove], news: this.news };
    this.toPublish = new Set();
    this.toRemove = new Set();
    this.news = [];
    return outbox;
  }

  /** Somebody else published this device's state: what is true must come after it. */
  republish(deviceId: string): void {
    if (this.listed.has(deviceId)) this.toPublish.add(deviceId);
    else this.toRemove.add(deviceId);
  }

  unpublish(outbox: Outbox): void {
    for (const { deviceId } of outbox.states) if (this.listed.has(deviceId)) this.toPublish.add(deviceId);
    for (const deviceId of outbox.removed) if (!this.listed.has(deviceId)) this.toRemove.add(deviceId);
    this.news = [...outbox.news, ...this.news];
  }

  /** What is to be saved now; the caller gives it back with `unsave` when that failed. */
  takeUnsaved(): Unsaved {
    const states = [...this.unsaved].map((id) => this.listed.get(id)?.state).filter((state) => state !== undefined);
    const removed = [...this.unsavedRemovals].map(([deviceId, tenantId]) => ({ tenantId, deviceId }));
    const taken = { states, removed, changes: this.unsavedChanges };
    this.unsaved = new Set();
    this.unsavedRemovals = new Map();
    this.unsavedChanges = [];
    return taken;
  }

  unsave(taken: Unsaved): void {
    for (const { deviceId } of taken.states) if (this.listed.has(deviceId)) this.unsaved.add(deviceId);
    for (const { deviceId, tenantId } of taken.removed) {
      if (!this.listed.has(deviceId)) this.unsavedRemovals.set(deviceId, tenantId);
    }
    this.unsavedChanges = [...taken.changes, ...this.unsavedChanges];
  }

  /** @returns false for a device that is not in the inventory. */
  private apply(deviceId: string, event: DeviceEvent, nowMs: number): boolean {
    const entry = this.listed.get(deviceId);
    if (entry === undefined) return false;
    const { state, effects } = decideDevice(entry.state, event, nowMs);
    if (state === null) throw new Error('a listed device keeps a state');
    entry.state = state;
    for (const effect of effects) this.collect(entry, effect, nowMs);
    return true;
  }

  private collect(entry: Listed, effect: StateEffect, nowMs: number): void {
    const { tenantId, deviceId, reason } = entry.state;
    switch (effect.type) {
      case 'changed':
        this.toPublish.add(deviceId);
        this.unsaved.add(deviceId);
        return;
      case 'seen':
        if (nowMs - entry.publishedAtMs < seenRefreshMs) return;
        this.toPublish.add(deviceId);
        this.unsaved.add(deviceId);
        return;
      case 'device_restarted':
        this.news.push({ tenantId, deviceId, effect });
        return;
      case 'device_status_changed':
      case 'interface_status_changed': {
        this.news.push({ tenantId, deviceId, effect });
        const ifIndex = effect.type === 'device_status_changed' ? null : effect.ifIndex;
        const { from, to, atMs } = effect;
        this.unsavedChanges.push({
          tenantId,
          deviceId,
          ifIndex,
          from,
          to,
          atMs,
          reason: ifIndex === null ? reason : null,
        });
        return;
      }
      default:
        effect satisfies never;
    }
  }
}

/** Cheaper than making a text for each row: compares only when the last word differs from the row before. */
function sameUuid(column: Uint32Array, row: number, uuid: string): boolean {
  if (row > 0) {
    const at = 4 * row;
    const same =
      column[at] === column[at - 4] &&
      column[at + 1] === column[at - 3] &&
      column[at + 2] === column[at - 2] &&
      column[at + 3] === column[at - 1];
    if (same) return true;
  }
  return getUuid(column, row) === uuid;
}
