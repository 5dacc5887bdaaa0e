/**
 * What is known of each exporter: templates, samplers, names, sequence numbers, counters.
 *
 * Templates and samplers belong to (address, version, domain), never to a port: an exporter behind NAT or
 * after a restart sends from another one. Sequence numbers and counters belong to (address, port, domain).
 * Everything is bounded (limits.ts); what goes first is what was heard of longest ago.
 */
import type { ExporterInfo } from '../exporter-tenants.ts';
import {
  domainsPerExporterMax,
  exportersEvictedShare,
  exportersMax,
  samplersPerDomainMax,
  sourcesPerExporterMax,
  stateEntriesMax,
  templateAgeMaxMs,
  templateFieldsPerExporterMax,
  templatesPerExporterMax,
} from '../limits.ts';
import type { FlowPlan } from './plan.ts';
import { type SequenceRule, SequenceTracker } from './sequence.ts';
import { isOptionsLayout, sameLayout, type TemplateLayout } from './template.ts';

export type FlowVersion = 5 | 9 | 10;

export interface Template {
  layout: TemplateLayout;
  /** Compiled when its first record comes. */
  plan: FlowPlan | null;
  usedAtMs: number;
}

export interface Domain {
  readonly version: FlowVersion;
  readonly id: number;
  readonly templates: Map<number, Template>;
  /** One packet in how many, by sampler id; 0 for a rate that names no sampler. */
  readonly samplers: Map<number, number>;
  /** Rate of records that name no sampler; 0 while the exporter has said nothing. */
  samplingRate: number;
  systemInitMs: number;
  /** Samplers or start time changed since they were last taken for the cache. */
  factsChanged: boolean;
  usedAtMs: number;
}

export interface NameFacts {
  readonly interface: Map<number, { name: string; description: string }>;
  readonly application: Map<number, { name: string; description: string }>;
  readonly vrf: Map<number, { name: string; description: string }>;
}

/** One stream of packets with its own sequence, and its counters since they were last taken. */
export interface Source {
  readonly version: FlowVersion;
  readonly domain: number;
  readonly port: number;
  readonly sequence: SequenceTracker;
  lastUptimeMs: number;
  packetsEver: number;
  packets: number;
  flows: number;
  noTemplate: number;
  refused: number;
  samplingRate: number;
  usedAtMs: number;
}

export interface Exporter {
  readonly address: string;
  /** The address as a row of an IPv6 column, four little-endian words. */
  readonly words: Uint32Array;
  /** null: in no inventory. */
  info: ExporterInfo | null;
  readonly domains: Map<number, Domain>;
  readonly sources: Map<number, Source>;
  /** What its last packet was of: most exporters have one of each, and a Map with keys above 2³¹ is slow. */
  lastDomain: Domain | null;
  lastSource: Source | null;
  readonly names: NameFacts;
  templates: number;
  templateFields: number;
  /** Its share of `stateEntriesMax`. */
  entries: number;
  heldSets: number;
  heldBytes: number;
  usedAtMs: number;
}

/** A template that came, changed or went, for the cache on disk and the other workers. */
export interface TemplateChange {
  readonly address: string;
  readonly version: FlowVersion;
  readonly domain: number;
  readonly id: number;
  /** null: it is gone. */
  readonly layout: TemplateLayout | null;
}

const sequenceRuleOf: Readonly<Record<FlowVersion, SequenceRule>> = { 5: 'flows', 9: 'packets', 10: 'records' };

const twoTo32 = 4_294_967_296;

export const domainKey = (version: FlowVersion, id: number): number => version * twoTo32 + id;
/** 16 + 4 + 32 bits: exact in a double. */
const sourceKey = (port: number, version: FlowVersion, domain: number): number =>
  (port * 16 + version) * twoTo32 + domain;

/** Removes from a full map the entry used longest ago. */
function evictOldest<K, V extends { usedAtMs: number }>(map: Map<K, V>): [K, V] | null {
  let oldest: [K, V] | null = null;
  for (const entry of map) if (oldest === null || entry[1].usedAtMs < oldest[1].usedAtMs) oldest = entry;
  if (oldest !== null) map.delete(oldest[0]);
  return oldest;
}

export class ExporterTable {
  readonly exporters = new Map<string, Exporter>();
  evictedExporters = 0;
  evictedTemplates = 0;
  templates = 0;
  /** Entries of all exporters, see `stateEntriesMax`. */
  entries = 0;
  private readonly onTemplate: (change: TemplateChange) => void;
  private tenants: ReadonlyMap<string, ExporterInfo> = new Map();

  constructor(onTemplate: (change: TemplateChange) => void) {
    this.onTemplate = onTemplate;
  }

  setTenants(tenants: ReadonlyMap<string, ExporterInfo>): void {
    this.tenants = tenants;
    for (const exporter of this.exporters.values()) exporter.info = tenants.get(exporter.address) ?? null;
  }

  exporter(address: string, nowMs: number): Exporter {
    const known = this.exporters.get(address);
    if (known !== undefined) {
      known.usedAtMs = nowMs;
      return known;
    }
    if (this.exporters.size >= exportersMax) this.evictExporters();
    const exporter: Exporter = {
      address,
      words: addressWords(address),
      info: this.tenants.get(address) ?? null,
      domains: new Map(),
      sources: new Map(),
      lastDomain: null,
      lastSource: null,
      names: { interface: new Map(), application: new Map(), vrf: new Map() },
      templates: 0,
      templateFields: 0,
      entries: 0,
      heldSets: 0,
      heldBytes: 0,
      usedAtMs: nowMs,
    };
    this.exporters.set(address, exporter);
    return exporter;
  }

  domain(exporter: Exporter, version: FlowVersion, id: number, nowMs: number): Domain {
    const last = exporter.lastDomain;
    if (last !== null && last.id === id && last.version === version) {
      last.usedAtMs = nowMs;
      return last;
    }
    const domain = this.findDomain(exporter, version, id, nowMs);
    domain.usedAtMs = nowMs;
    exporter.lastDomain = domain;
    return domain;
  }

  private findDomain(exporter: Exporter, version: FlowVersion, id: number, nowMs: number): Domain {
    const key = domainKey(version, id);
    const known = exporter.domains.get(key);
    if (known !== undefined) return known;
    if (exporter.domains.size >= domainsPerExporterMax) {
      const evicted = evictOldest(exporter.domains);
      if (evicted !== null) this.forgetDomain(exporter, evicted[1]);
    }
    const domain: Domain = {
      version,
      id,
      templates: new Map(),
      samplers: new Map(),
      samplingRate: 0,
      systemInitMs: Number.NaN,
      factsChanged: false,
      usedAtMs: nowMs,
    };
    exporter.domains.set(key, domain);
    this.charge(exporter, 1);
    return domain;
  }

  source(exporter: Exporter, port: number, version: FlowVersion, domain: number, nowMs: number): Source {
    const last = exporter.lastSource;
    if (last !== null && last.port === port && last.domain === domain && last.version === version) {
      last.usedAtMs = nowMs;
      return last;
    }
    const source = this.findSource(exporter, port, version, domain, nowMs);
    source.usedAtMs = nowMs;
    exporter.lastSource = source;
    return source;
  }

  private findSource(exporter: Exporter, port: number, version: FlowVersion, domain: number, nowMs: number): Source {
    const key = sourceKey(port, version, domain);
    const known = exporter.sources.get(key);
    if (known !== undefined) return known;
    if (exporter.sources.size < sourcesPerExporterMax) this.charge(exporter, 1);
    else evictOldest(exporter.sources);
    const source: Source = {
      version,
      domain,
      port,
      sequence: new SequenceTracker(sequenceRuleOf[version]),
      lastUptimeMs: 0,
      packetsEver: 0,
      packets: 0,
      flows: 0,
      noTemplate: 0,
      refused: 0,
      samplingRate: 0,
      usedAtMs: nowMs,
    };
    exporter.sources.set(key, source);
    return source;
  }

  /** @returns whether it is new or says something else than before. */
  putTemplate(exporter: Exporter, domain: Domain, layout: TemplateLayout, nowMs: number): boolean {
    const known = domain.templates.get(layout.id);
    if (known !== undefined && sameLayout(known.layout, layout)) {
      known.usedAtMs = nowMs;
      return false;
    }
    if (known !== undefined) this.discount(exporter, known);
    const isOver = () =>
      exporter.templates >= templatesPerExporterMax ||
      exporter.templateFields + layout.fields.length > templateFieldsPerExporterMax;
    while (exporter.templates > 0 && isOver()) this.evictTemplate(exporter);
    exporter.templates += 1;
    exporter.templateFields += layout.fields.length;
    this.templates += 1;
    domain.templates.set(layout.id, { layout, plan: null, usedAtMs: nowMs });
    this.charge(exporter, layout.fields.length);
    this.changed(exporter, domain, layout.id, layout);
    return true;
  }

  deleteTemplate(exporter: Exporter, domain: Domain, id: number): void {
    const template = domain.templates.get(id);
    if (template === undefined) return;
    domain.templates.delete(id);
    this.discount(exporter, template);
    this.changed(exporter, domain, id, null);
  }

  /** IPFIX's withdrawal of all templates, or of all options templates. */
  deleteAllTemplates(exporter: Exporter, domain: Domain, options: boolean): void {
    for (const [id, template] of domain.templates) {
      if (isOptionsLayout(template.layout) === options) this.deleteTemplate(exporter, domain, id);
    }
  }

  /** @returns false when the domain has as many samplers as it may. */
  putSampler(exporter: Exporter, domain: Domain, id: number, rate: number): boolean {
    if (!domain.samplers.has(id)) {
      if (domain.samplers.size >= samplersPerDomainMax) return false;
      this.charge(exporter, 1);
    }
    domain.samplers.set(id, rate);
    // Records that name no sampler: the rate that names none either, otherwise the one heard last.
    domain.samplingRate = domain.samplers.get(0) ?? rate;
    return true;
  }

  /** Forgets templates that nobody has sent or used for a day. */
  expire(nowMs: number): void {
    for (const exporter of this.exporters.values()) {
      for (const domain of exporter.domains.values()) {
        for (const [id, template] of domain.templates) {
          if (nowMs - template.usedAtMs <= templateAgeMaxMs) continue;
          this.deleteTemplate(exporter, domain, id);
          this.evictedTemplates += 1;
        }
      }
    }
  }

  /** Counts what an exporter adds to the state of all; past the limit the exporters heard longest ago go. */
  charge(exporter: Exporter, entries: number): void {
    exporter.entries += entries;
    this.entries += entries;
    if (entries > 0 && this.entries > stateEntriesMax) this.evictExporters(exporter);
  }

  private discount(exporter: Exporter, template: Template): void {
    exporter.templates -= 1;
    exporter.templateFields -= template.layout.fields.length;
    this.templates -= 1;
    this.charge(exporter, -template.layout.fields.length);
  }

  /** The one used longest ago. */
  private evictTemplate(exporter: Exporter): void {
    let oldest: { domain: Domain; id: number; usedAtMs: number } | null = null;
    for (const domain of exporter.domains.values()) {
      for (const [id, { usedAtMs }] of domain.templates) {
        if (oldest === null || usedAtMs < oldest.usedAtMs) oldest = { domain, id, usedAtMs };
      }
    }
    if (oldest === null) return;
    this.deleteTemplate(exporter, oldest.domain, oldest.id);
    this.evictedTemplates += 1;
  }

  private evictExporters(asking?: Exporter): void {
    const candidates = [...this.exporters.values()]
      .filter((exporter) => exporter !== asking)
      .sort((a, b) => Number(a.info !== null) - Number(b.info !== null) || a.usedAtMs - b.usedAtMs);
    for (const exporter of candidates.slice(0, Math.ceil(candidates.length * exportersEvictedShare))) {
      for (const domain of exporter.domains.values()) this.forgetDomain(exporter, domain);
      this.exporters.delete(exporter.address);
      this.entries -= exporter.entries;
      this.evictedExporters += 1;
    }
  }

  private forgetDomain(exporter: Exporter, domain: Domain): void {
    for (const id of [...domain.templates.keys()]) {
      this.deleteTemplate(exporter, domain, id);
      this.evictedTemplates += 1;
    }
    this.charge(exporter, -1 - domain.samplers.size);
  }

  private changed(exporter: Exporter, domain: Domain, id: number, layout: TemplateLayout | null): void {
    this.onTemplate({ address: exporter.address, version: domain.version, domain: domain.id, id, layout });
  }
}

/** An address as the kernel writes it (zone left out) in the layout of an IPv6 column. */
export function addressWords(address: string): Uint32Array {
  const bytes = new Uint8Array(16);
  const plain = address.split('%', 1)[0] ?? '';
  const ipv4 = /(?:^|:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  if (ipv4 !== null) {
    bytes[10] = 0xff;
    bytes[11] = 0xff;
    for (let part = 0; part < 4; part += 1) bytes[12 + part] = Number(ipv4[part + 1]);
  } else {
    const [head = '', tail] = plain.split('::', 2);
    const groups = (text: string): number[] =>
      text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16) || 0);
    const [left, right] = [groups(head), groups(tail ?? '')];
    for (const [index, group] of left.entries()) putGroup(bytes, index, group);
    for (const [index, group] of right.entries()) putGroup(bytes, 8 - right.length + index, group);
  }
  return new Uint32Array(bytes.buffer);
}

function putGroup(bytes: Uint8Array, index: number, group: number): void {
  bytes[2 * index] = group >>> 8;
  bytes[2 * index + 1] = group & 0xff;
}
