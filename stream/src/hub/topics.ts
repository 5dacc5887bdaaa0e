/** The topics of all tenants that anyone looks at, kept up to date from the view. */
import { newId } from '@fastisp/core/ids';
import { TopicLog, type TopicLogLimits } from './topic-log.ts';
import type { NetworkView } from './view.ts';

/** A topic that nobody looks at lives on this long, so that who reconnects finds its deltas. */
const idleMs = 120_000;

interface Entry {
  readonly log: TopicLog;
  readonly tenantId: number;
  /** Null for `devices` and `traffic`. */
  readonly deviceId: string | null;
  subscribers: number;
  idleSinceMs: number;
}

export class Topics {
  private readonly view: NetworkView;
  private readonly limits: TopicLogLimits;
  private readonly entries = new Map<string, Entry>();

  constructor(view: NetworkView, limits: TopicLogLimits) {
    this.view = view;
    this.limits = limits;
  }

  get size(): number {
    return this.entries.size;
  }

  /** @returns null for a device that this tenant has not. The caller gives it back with `leave`. */
  join(tenantId: number, topic: string): TopicLog | null {
    const key = `${tenantId}/${topic}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      const deviceId = topic.startsWith('device:') ? topic.slice('device:'.length) : null;
      if (deviceId !== null && this.view.tenantOf(deviceId) !== tenantId) return null;
      const log = new TopicLog(topic, newId(), this.limits);
      entry = { log, tenantId, deviceId, subscribers: 0, idleSinceMs: 0 };
      this.fill(entry);
      log.cut(''); // the first rows are no news: whoever joins gets a snapshot
      this.entries.set(key, entry);
    }
    entry.subscribers += 1;
    return entry.log;
  }

  leave(tenantId: number, topic: string, nowMs: number): void {
    const entry = this.entries.get(`${tenantId}/${topic}`);
    if (entry === undefined) return;
    entry.subscribers -= 1;
    entry.idleSinceMs = nowMs;
  }

  /** Takes over what changed in the view. @returns topics that are gone, because their device is. */
  update(nowMs: number): TopicLog[] {
    const gone: TopicLog[] = [];
    for (const [deviceId, tenantId] of this.view.takeChanged()) {
      const row = this.view.deviceRow(deviceId);
      const devices = this.entries.get(`${tenantId}/devices`)?.log;
      if (row === null) devices?.delete(deviceId);
      else devices?.set(deviceId, row);
      const key = `${tenantId}/device:${deviceId}`;
      const device = this.entries.get(key);
      if (device === undefined) continue;
      if (row !== null) this.fill(device);
      else {
        gone.push(device.log);
        this.entries.delete(key);
      }
    }
    for (const [key, entry] of this.entries) {
      if (entry.subscribers === 0 && nowMs - entry.idleSinceMs > idleMs) this.entries.delete(key);
    }
    return gone;
  }

  sampleTraffic(nowMs: number): void {
    for (const { tenantId, row, expired } of this.view.sampleTraffic(nowMs)) {
      const log = this.entries.get(`${tenantId}/traffic`)?.log;
      log?.set(row.at, row);
      for (const at of expired) log?.delete(at);
    }
  }

  /** One delta for each topic that changed. @returns how many. */
  cut(asOf: string): number {
    let cuts = 0;
    for (const { log } of this.entries.values()) if (log.cut(asOf)) cuts += 1;
    return cuts;
  }

  private fill({ log, tenantId, deviceId }: Entry): void {
    if (deviceId !== null) {
      const rows = this.view.interfaceRows(deviceId);
      const present = new Set(rows.map((row) => String(row.ifIndex)));
      for (const row of rows) log.set(String(row.ifIndex), row);
      for (const key of [...log.keys()]) if (!present.has(key)) log.delete(key);
    } else if (log.topic === 'traffic') {
      for (const row of this.view.trafficOf(tenantId)) log.set(row.at, row);
    } else {
      for (const id of this.view.devicesOf(tenantId)) {
        const row = this.view.deviceRow(id);
        if (row !== null) log.set(id, row);
      }
    }
  }
}
