/**
 * NetFlow v5, v9 and IPFIX packets into the columns of a block.
 *
 * `decode` never throws on any bytes, holds bounded state (limits.ts) and counts whatever it refuses.
 */
import type { ExporterInfo } from '../exporter-tenants.ts';
import { clockSkewMaxMs, templateFieldsMax } from '../limits.ts';
import type { LearntState } from '../receive/protocol.ts';
import { noRejects, type RejectReason } from '../rejects.ts';
import { createPacketContext, packetBytesMax } from './context.ts';
import {
  type Domain,
  type Exporter,
  ExporterTable,
  type Source,
  type Template,
  type TemplateChange,
} from './exporters.ts';
import { type HeldSet, HeldSets } from './held-sets.ts';
import { applyOptionRecord } from './options.ts';
import { PlanCache } from './plan-cache.ts';
import { compilePlan, type FlowPlan } from './plan.ts';
import { type FlowBuilder, isZero, RecordWriter } from './record-writer.ts';
import type { SequenceRule } from './sequence.ts';
import { isOptionsLayout, readOptionsTemplate, readTemplate, walkRecord } from './template.ts';
import { v5Fields, v5HeaderBytes, v5RecordBytes } from './v5.ts';

const v9HeaderBytes = 20;
const ipfixHeaderBytes = 16;
const setHeaderBytes = 4;
const firstDataSetId = 256;
/** An uptime that fell by more than packets overtake one another is a restart. */
const uptimeFallMs = 60_000;

export interface DecoderOptions {
  readonly builder: FlowBuilder;
  /** Called with a full builder: empties it, or leaves it full and the rest of the set is shed. */
  readonly makeRoom: () => void;
  /** Tenant of exporters outside the inventory; 0 refuses their packets. */
  readonly unknownTenantId: number;
  /** One packet in how many, for exporters that do not say. */
  readonly samplingRateDefault: number;
  readonly onTemplate: (change: TemplateChange) => void;
}

export class FlowDecoder {
  readonly table: ExporterTable;
  readonly held: HeldSets;
  readonly writer: RecordWriter;
  /** Totals since the start; the receiver reports their growth. */
  readonly rejects = noRejects();
  packets = 0;
  flows = 0;
  noTemplate = 0;
  /** Data records that are no flows (timers, statistics). */
  otherRecords = 0;
  optionRecords = 0;
  /** Packets whose header was too far from our clock. */
  skewedPackets = 0;

  private readonly options: DecoderOptions;
  private readonly context = createPacketContext();
  private readonly plans: PlanCache;
  private readonly v5Plan: FlowPlan;
  private readonly offsets = new Int32Array(templateFieldsMax);
  private readonly widths = new Int32Array(templateFieldsMax);
  private tenants: ReadonlyMap<string, ExporterInfo> = new Map();
  /** Held sets whose template has come in the packet at hand; decoded after it. */
  private released: HeldSet[] = [];
  private readonly units: Record<SequenceRule, number> = { flows: 0, packets: 1, records: 0 };
  private counted = true;

  constructor(options: DecoderOptions) {
    this.options = options;
    this.table = new ExporterTable(options.onTemplate);
    this.held = new HeldSets((set) => this.countNoTemplate(set.source));
    this.writer = new RecordWriter(options.builder, options.makeRoom);
    this.plans = new PlanCache(options.builder.columns);
    this.v5Plan = compilePlan(v5Fields, options.builder.columns, { headerHasUptime: true });
  }

  get implausibleTimes(): number {
    return this.context.implausibleTimes;
  }

  /** Which addresses are devices, and whose. */
  setTenants(tenants: ReadonlyMap<string, ExporterInfo>): void {
    this.tenants = tenants;
    this.table.setTenants(tenants);
  }

  /** @param address of the sender as `canonicalAddress` writes it. */
  decode(packet: Uint8Array, address: string, port: number, nowMs: number): void {
    this.packets += 1;
    const { context } = this;
    const bytes = Math.min(packet.length, packetBytesMax);
    context.bytes.set(bytes === packet.length ? packet : packet.subarray(0, bytes));
    context.receivedMs = nowMs;
    this.units.flows = 0;
    this.units.records = 0;
    this.counted = true;
    if (this.options.unknownTenantId === 0 && !this.tenants.has(address)) this.refuse('exporter_unknown');
    else if (bytes < 2) this.refuse('packet_too_short');
    else this.decodeVersion(context.view.getUint16(0), bytes, address, port);
    if (this.released.length > 0) this.decodeReleased();
  }

  /** Takes over what a former process or another worker has learnt. */
  learn({ templates, facts }: LearntState, nowMs: number): void {
    for (const { address, version, domain, layout } of templates) {
      const exporter = this.table.exporter(address, nowMs);
      const known = this.table.domain(exporter, version, domain, nowMs);
      if (this.table.putTemplate(exporter, known, layout, nowMs)) {
        this.released.push(...this.held.take(known, layout.id));
      }
    }
    for (const { address, version, domain, samplers, systemInitMs } of facts) {
      const exporter = this.table.exporter(address, nowMs);
      const known = this.table.domain(exporter, version, domain, nowMs);
      for (const [id, rate] of samplers) this.table.putSampler(exporter, known, id, rate);
      known.systemInitMs = systemInitMs ?? Number.NaN;
    }
    if (this.released.length > 0) this.decodeReleased();
  }

  /** Forgets what is too old. To be called every few seconds. */
  expire(nowMs: number): void {
    this.table.expire(nowMs);
    this.held.expire(nowMs, (exporter) => this.table.exporters.get(exporter.address) === exporter);
  }

  private decodeVersion(version: number, bytes: number, address: string, port: number): void {
    const headerBytes = version === 5 ? v5HeaderBytes : version === 9 ? v9HeaderBytes : ipfixHeaderBytes;
    if (version !== 5 && version !== 9 && version !== 10) this.refuse('version_unknown');
    else if (bytes < headerBytes) this.refuse('packet_too_short');
    else {
      const exporter = this.table.exporter(address, this.context.receivedMs);
      if (version === 5) this.decodeV5(exporter, port, bytes);
      else if (version === 9) this.decodeV9(exporter, port, bytes);
      else this.decodeIpfix(exporter, port, bytes);
    }
  }

  private decodeV5(exporter: Exporter, port: number, bytes: number): void {
    const { context } = this;
    const { view } = context;
    const engine = view.getUint16(20); // type and id
    const source = this.table.source(exporter, port, 5, engine, context.receivedMs);
    const claimed = view.getUint16(2);
    const count = Math.min(claimed, Math.floor((bytes - v5HeaderBytes) / v5RecordBytes));
    if (count < claimed) this.refuse('v5_count_mismatch', source);
    this.setClock(view.getUint32(8) * 1_000 + Math.floor(view.getUint32(12) / 1_000_000), view.getUint32(4));
    const interval = view.getUint16(22) & 0x3fff; // the top two bits are the mode
    context.samplingRate = interval > 0 ? interval : this.defaultRate(exporter);
    const end = v5HeaderBytes + count * v5RecordBytes;
    if (count > 0) this.writeFlows(this.v5Plan, v5HeaderBytes, end, exporter, source);
    this.endPacket(source, view.getUint32(16), true);
  }

  private decodeV9(exporter: Exporter, port: number, bytes: number): void {
    const { view } = this.context;
    const domain = this.table.domain(exporter, 9, view.getUint32(16), this.context.receivedMs);
    const source = this.table.source(exporter, port, 9, domain.id, this.context.receivedMs);
    this.setClock(view.getUint32(8) * 1_000, view.getUint32(4));
    const sequence = view.getUint32(12);
    this.decodeSets(v9HeaderBytes, bytes, exporter, domain, source);
    this.endPacket(source, sequence, true);
  }

  private decodeIpfix(exporter: Exporter, port: number, bytes: number): void {
    const { view } = this.context;
    const domain = this.table.domain(exporter, 10, view.getUint32(12), this.context.receivedMs);
    const source = this.table.source(exporter, port, 10, domain.id, this.context.receivedMs);
    const length = view.getUint16(2);
    if (length > bytes || length < ipfixHeaderBytes) this.refuse('length_mismatch', source);
    this.setClock(view.getUint32(4) * 1_000, 0);
    const sequence = view.getUint32(8);
    this.decodeSets(ipfixHeaderBytes, Math.min(length, bytes), exporter, domain, source);
    this.endPacket(source, sequence, false);
  }

  /** An exporter whose clock is unset (RouterOS starts in 1970 without NTP) still gets its flows at the right time. */
  private setClock(exportMs: number, uptimeMs: number): void {
    const { context } = this;
    const skewMs = context.receivedMs - exportMs;
    const isSkewed = Math.abs(skewMs) > clockSkewMaxMs;
    context.exportMs = exportMs;
    context.uptimeMs = uptimeMs;
    context.shiftMs = isSkewed ? skewMs : 0;
    if (isSkewed) this.skewedPackets += 1;
  }

  private endPacket(source: Source, sequence: number, hasUptime: boolean): void {
    const { receivedMs, uptimeMs } = this.context;
    source.packets += 1;
    const restarted = hasUptime && source.packetsEver > 0 && ((uptimeMs - source.lastUptimeMs) | 0) < -uptimeFallMs;
    source.packetsEver += 1;
    source.lastUptimeMs = uptimeMs;
    source.sequence.observe(sequence, this.units, this.counted, restarted, receivedMs);
  }

  private decodeSets(at: number, end: number, exporter: Exporter, domain: Domain, source: Source): void {
    const { context } = this;
    context.systemInitMs = domain.systemInitMs;
    while (at + setHeaderBytes <= end) {
      const id = context.view.getUint16(at);
      const length = context.view.getUint16(at + 2);
      if (length < setHeaderBytes) {
        // Some fill their datagrams up with zeros (PAN-OS).
        if (!isZero(context.bytes, at, end)) this.refuse('set_too_short', source);
        return;
      }
      if (at + length > end) {
        this.refuse('set_past_end', source);
        this.counted = false;
        return;
      }
      this.decodeSet(id, at + setHeaderBytes, at + length, exporter, domain, source);
      at += length;
    }
  }

  private decodeSet(id: number, at: number, end: number, exporter: Exporter, domain: Domain, source: Source): void {
    if (id >= firstDataSetId) this.decodeDataSet(id, at, end, exporter, domain, source);
    else if (id === (domain.version === 10 ? 2 : 0)) this.readTemplates(false, at, end, exporter, domain, source);
    else if (id === (domain.version === 10 ? 3 : 1)) this.readTemplates(true, at, end, exporter, domain, source);
    else this.refuse('set_id_reserved', source);
  }

  private readTemplates(
    options: boolean,
    at: number,
    end: number,
    exporter: Exporter,
    domain: Domain,
    source: Source,
  ): void {
    const isIpfix = domain.version === 10;
    const read = options ? readOptionsTemplate : readTemplate;
    while (at + 4 <= end && !isZero(this.context.bytes, at, Math.min(end, at + 4))) {
      const record = read(this.context, at, end, isIpfix);
      at = record.next;
      if (record.kind === 'refused') this.refuse(record.reason, source);
      else if (record.kind === 'withdrawal') this.withdraw(record.id, options, exporter, domain);
      else if (this.table.putTemplate(exporter, domain, record.layout, this.context.receivedMs)) {
        this.released.push(...this.held.take(domain, record.layout.id));
      }
    }
  }

  private withdraw(id: number, options: boolean, exporter: Exporter, domain: Domain): void {
    if (id === (options ? 3 : 2)) this.table.deleteAllTemplates(exporter, domain, options);
    else this.table.deleteTemplate(exporter, domain, id);
  }

  private decodeDataSet(id: number, at: number, end: number, exporter: Exporter, domain: Domain, source: Source): void {
    const template = domain.templates.get(id);
    if (template === undefined) {
      this.counted = false;
      this.hold(id, at, end, exporter, domain, source);
      return;
    }
    template.usedAtMs = this.context.receivedMs;
    if (isOptionsLayout(template.layout)) this.decodeOptions(template, at, end, exporter, domain, source);
    else this.decodeFlows(template, at, end, exporter, domain, source);
  }

  private decodeFlows(
    template: Template,
    at: number,
    end: number,
    exporter: Exporter,
    domain: Domain,
    source: Source,
  ): void {
    const plan = this.plans.planOf(template, domain.version === 9);
    if (!plan.isFlow) {
      const records = this.walkRecords(template, at, end, () => undefined);
      this.units.flows += records;
      this.units.records += records;
      this.otherRecords += records;
      return;
    }
    this.context.samplers = domain.samplers;
    this.context.samplingRate = domain.samplingRate || this.defaultRate(exporter);
    this.writeFlows(plan, at, end, exporter, source);
  }

  private writeFlows(plan: FlowPlan, at: number, end: number, exporter: Exporter, source: Source): void {
    const { builder, unknownTenantId } = this.options;
    const tenantId = exporter.info?.tenantId ?? unknownTenantId;
    const origin = { exporter, version: source.version, domain: source.domain, tenantId };
    const result = this.writer.write(plan, this.context, at, end, origin);
    if (result.truncated) this.refuse('record_truncated', source);
    this.units.flows += result.records;
    this.units.records += result.records;
    this.flows += result.flows;
    source.flows += result.flows;
    if (builder.rows > 0) source.samplingRate = builder.columns.sampling_rate[builder.rows - 1] ?? 0;
  }

  private decodeOptions(
    template: Template,
    at: number,
    end: number,
    exporter: Exporter,
    domain: Domain,
    source: Source,
  ): void {
    const record = { fields: template.layout.fields, offsets: this.offsets, widths: this.widths };
    const records = this.walkRecords(template, at, end, () => {
      const ignored = applyOptionRecord(this.context, this.table, exporter, domain, record);
      if (ignored !== null) this.refuse(ignored, source);
    });
    this.context.systemInitMs = domain.systemInitMs;
    this.optionRecords += records;
    this.units.records += records;
  }

  /** Calls `each` with the record's fields in `offsets` and `widths`. @returns how many there were. */
  private walkRecords(template: Template, at: number, end: number, each: () => void): number {
    const { fields } = template.layout;
    let records = 0;
    for (;;) {
      const next = walkRecord(this.context.view, fields, at, end, this.offsets, this.widths);
      if (next < 0 || next === at) return records;
      each();
      records += 1;
      at = next;
    }
  }

  private hold(id: number, at: number, end: number, exporter: Exporter, domain: Domain, source: Source): void {
    const { receivedMs, exportMs, uptimeMs, shiftMs } = this.context;
    const bytes = this.context.bytes.slice(at, end);
    const clock = { receivedMs, exportMs, uptimeMs, shiftMs };
    const held = this.held.hold({ exporter, domain, source, templateId: id, bytes, ...clock });
    if (!held) this.countNoTemplate(source);
  }

  /** After the packet that brought the template, because each held set takes its place in the context. */
  private decodeReleased(): void {
    const { context } = this;
    const sets = this.released;
    this.released = [];
    for (const { exporter, domain, source, templateId, bytes, ...clock } of sets) {
      context.bytes.set(bytes);
      context.receivedMs = clock.receivedMs;
      context.exportMs = clock.exportMs;
      context.uptimeMs = clock.uptimeMs;
      context.shiftMs = clock.shiftMs;
      context.systemInitMs = domain.systemInitMs;
      this.decodeDataSet(templateId, 0, bytes.length, exporter, domain, source);
    }
  }

  private defaultRate(exporter: Exporter): number {
    return exporter.info?.samplingRateDefault ?? this.options.samplingRateDefault;
  }

  private countNoTemplate(source: Source): void {
    source.noTemplate += 1;
    this.noTemplate += 1;
  }

  private refuse(reason: RejectReason, source?: Source): void {
    this.rejects[reason] += 1;
    if (source !== undefined) source.refused += 1;
  }
}
