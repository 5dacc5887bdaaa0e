/**
 * The topics of all tenants that anyone looks at, kept up to date from the view.
 *
 * Whoever sees all of a tenant shares one log of a topic; those who see some sites share one for each set of sites,
 * so that a delta is made once for each of them and not for each person. Interfaces of a device are all or none.
 */
import { holdsAt, isEverywhere, type SiteFilter, siteFilterKey } from '@fastisp/core/access/site-filter';
import { newId } from '@fastisp/core/ids';
import { trafficWithin } from './site-traffic.ts';
import { TopicLog, type TopicLogLimits } from './topic-log.ts';
import { trafficHistoryS } from './traffic.ts';
import type { NetworkView } from './view.ts';

/** A topic that nobody looks at lives on this long, so that who reconnects finds its deltas. */
const idleMs = 120_000;

/** Of the bytes kept for a topic of all sites, so much for one of some: there may be as many as there are people. */
const scopedBytesShare = 1 / 16;

type Subject =
  | { readonly kind: 'devices' | 'traffic'; readonly sites: SiteFilter }
  /** The site that it was at when the topic began: when it moves, the topic ends and everybody asks again. */
  | { readonly kind: 'device'; readonly deviceId: string; readonly siteId: string | null };

interface Entry {
  readonly key: string;
  readonly log: TopicLog;
  readonly tenantId: number;
  readonly subject: Subject;
  subscribers: number;
  idleSinceMs: number;
}

const deviceIdOf = (topic: string): string | null =>
  topic.startsWith('device:') ? topic.slice('device:'.length) : null;

const keyOf = (tenantId: number, topic: string, sites: SiteFilter): string =>
  deviceIdOf(topic) === null ? `${tenantId}/${topic}/${siteFilterKey(sites)}` : `${tenantId}/${topic}`;

export class Topics {
  private readonly view: NetworkView;
  private readonly limits: TopicLogLimits;
  private readonly entries = new Map<string, Entry>();
  private readonly byLog = new Map<TopicLog, Entry>();
  /** Logs of `devices` by tenant, one for each set of sites. */
  private readonly pictures = new Map<number, Set<Entry>>();

  constructor(view: NetworkView, limits: TopicLogLimits) {
    this.view = view;
    this.limits = limits;
  }

  get size(): number {
    return this.entries.size;
  }

  /**
   * @param sites where the caller may see what the topic is about.
   * @returns null for a device that this tenant has not at these sites. The caller gives it back with `leave`.
   */
  join(tenantId: number, topic: string, sites: SiteFilter): TopicLog | null {
    const subject = this.subjectOf(tenantId, topic, sites);
    if (subject === null) return null;
    const key = keyOf(tenantId, topic, sites);
    const entry = this.entries.get(key) ?? this.open({ key, tenantId, topic, subject });
    entry.subscribers += 1;
    return entry.log;
  }

  leave(log: TopicLog, nowMs: number): void {
    const entry = this.byLog.get(log);
    if (entry === undefined) return; // it has gone meanwhile
    entry.subscribers -= 1;
    entry.idleSinceMs = nowMs;
  }

  /** Whether the log shows who may see these sites what they may see, no more and no less. */
  shows(log: TopicLog, sites: SiteFilter): boolean {
    const entry = this.byLog.get(log);
    if (entry === undefined) return false;
    if (entry.subject.kind === 'device') return holdsAt(sites, entry.subject.siteId);
    return entry.key === keyOf(entry.tenantId, log.topic, sites);
  }

  /** Takes over what changed in the view. @returns topics that are gone: their device is, or is at another site. */
  update(nowMs: number): TopicLog[] {
    const gone: TopicLog[] = [];
    for (const [deviceId, tenantId] of this.view.takeChanged()) {
      this.updatePictures(tenantId, deviceId);
      const device = this.entries.get(`${tenantId}/device:${deviceId}`);
      if (device?.subject.kind !== 'device') continue;
      if (this.view.tenantOf(deviceId) === tenantId && this.view.siteOf(deviceId) === device.subject.siteId) {
        this.fill(device);
      } else {
        gone.push(device.log);
        this.close(device);
      }
    }
    for (const entry of this.entries.values()) {
      if (entry.subscribers === 0 && nowMs - entry.idleSinceMs > idleMs) this.close(entry);
    }
    return gone;
  }

  sampleTraffic(nowMs: number): void {
    const samples = new Map(this.view.sampleTraffic(nowMs).map((sample) => [sample.tenantId, sample]));
    for (const [tenantId, entries] of Map.groupBy(this.entries.values(), (entry) => entry.tenantId)) {
      const sample = samples.get(tenantId);
      if (sample === undefined) continue;
      const { row, expired } = sample;
      const bySite = memoized(() => this.view.trafficBySite(tenantId, nowMs));
      for (const { log, subject } of entries) {
        if (subject.kind !== 'traffic') continue;
        const whole = isEverywhere(subject.sites);
        log.set(row.at, JSON.stringify(whole ? row : { ...row, ...trafficWithin(bySite(), subject.sites) }));
        if (whole) for (const at of expired) log.delete(at);
        else dropOldest(log, trafficHistoryS);
      }
    }
  }

  /** One delta for each topic that changed. @returns how many. */
  cut(asOf: string): number {
    let cuts = 0;
    for (const { log } of this.entries.values()) if (log.cut(asOf)) cuts += 1;
    return cuts;
  }

  private subjectOf(tenantId: number, topic: string, sites: SiteFilter): Subject | null {
    const deviceId = deviceIdOf(topic);
    if (deviceId === null) return { kind: topic === 'traffic' ? 'traffic' : 'devices', sites };
    const siteId = this.view.siteOf(deviceId);
    if (this.view.tenantOf(deviceId) !== tenantId || !holdsAt(sites, siteId)) return null;
    return { kind: 'device', deviceId, siteId };
  }

  private open(of: Pick<Entry, 'key' | 'tenantId' | 'subject'> & { topic: string }): Entry {
    const { topic, ...about } = of;
    const { limits } = this;
    const whole = of.subject.kind === 'device' || isEverywhere(of.subject.sites);
    const kept = whole ? limits : { ...limits, bytesMax: limits.bytesMax * scopedBytesShare };
    const entry: Entry = { ...about, log: new TopicLog(topic, newId(), kept), subscribers: 0, idleSinceMs: 0 };
    this.fill(entry);
    entry.log.cut(''); // the first rows are no news: whoever joins gets a snapshot
    this.entries.set(entry.key, entry);
    this.byLog.set(entry.log, entry);
    if (entry.subject.kind === 'devices') {
      const pictures = this.pictures.get(entry.tenantId) ?? new Set();
      this.pictures.set(entry.tenantId, pictures.add(entry));
    }
    return entry;
  }

  private close(entry: Entry): void {
    this.entries.delete(entry.key);
    this.byLog.delete(entry.log);
    const pictures = this.pictures.get(entry.tenantId);
    if (pictures?.delete(entry) === true && pictures.size === 0) this.pictures.delete(entry.tenantId);
  }

  private updatePictures(tenantId: number, deviceId: string): void {
    const pictures = this.pictures.get(tenantId);
    if (pictures === undefined) return;
    const row = this.view.tenantOf(deviceId) === tenantId ? this.view.deviceRow(deviceId) : null;
    const text = row === null ? null : JSON.stringify(row);
    const siteId = this.view.siteOf(deviceId);
    for (const { log, subject } of pictures) {
      if (text !== null && subject.kind === 'devices' && holdsAt(subject.sites, siteId)) log.set(deviceId, text);
      else log.delete(deviceId);
    }
  }

  private fill({ log, tenantId, subject }: Entry): void {
    if (subject.kind === 'device') {
      const rows = this.view.interfaceRows(subject.deviceId);
      const present = new Set(rows.map((row) => String(row.ifIndex)));
      for (const row of rows) log.set(String(row.ifIndex), JSON.stringify(row));
      for (const key of [...log.keys()]) if (!present.has(key)) log.delete(key);
    } else if (subject.kind === 'devices') {
      for (const id of this.view.devicesOf(tenantId)) {
        const row = holdsAt(subject.sites, this.view.siteOf(id)) ? this.view.deviceRow(id) : null;
        if (row !== null) log.set(id, JSON.stringify(row));
      }
    } else if (isEverywhere(subject.sites)) {
      // The past is kept for the whole tenant only; of a part it begins when somebody looks at it.
      for (const row of this.view.trafficOf(tenantId)) log.set(row.at, JSON.stringify(row));
    }
  }
}

function dropOldest(log: TopicLog, rowsMax: number): void {
  for (const key of [...log.keys()].slice(0, Math.max(0, log.size - rowsMax))) log.delete(key);
}

function memoized<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
