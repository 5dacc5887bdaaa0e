/** Growth of a decoder's totals from report to report. */
import type { Exporter } from '../decode/exporters.ts';
import type { FlowDecoder } from '../decode/decoder.ts';
import { noRejects, type RejectCounts, rejectReasons } from '../rejects.ts';
import type { DomainFacts, SourceReport, WorkerCounters } from './protocol.ts';

export const noCounters = (): WorkerCounters => ({
  packets: 0,
  packetBytes: 0,
  flows: 0,
  reverseFlows: 0,
  shedFlows: 0,
  noTemplateSets: 0,
  otherRecords: 0,
  optionRecords: 0,
  skewedPackets: 0,
  implausibleTimes: 0,
  evictedExporters: 0,
  evictedTemplates: 0,
  failedPackets: 0,
  sequenceRestarts: 0,
  sequenceLate: 0,
});

/** What the receiver itself counts; the rest is the decoder's. */
export interface ReceiverTotals {
  packetBytes: number;
  failedPackets: number;
}

export class Reporter {
  private readonly decoder: FlowDecoder;
  private readonly totals: ReceiverTotals;
  private lastCounters = noCounters();
  private lastRejects = noRejects();
  private restarts = 0;
  private late = 0;

  constructor(decoder: FlowDecoder, totals: ReceiverTotals) {
    this.decoder = decoder;
    this.totals = totals;
  }

  takeCounters(): WorkerCounters {
    const now = this.current();
    const growth = noCounters();
    for (const name of Object.keys(growth) as (keyof WorkerCounters)[]) {
      // the object's own keys
      growth[name] = now[name] - this.lastCounters[name];
    }
    this.lastCounters = now;
    return growth;
  }

  takeRejects(): RejectCounts {
    const growth = noRejects();
    for (const reason of rejectReasons) growth[reason] = this.decoder.rejects[reason] - this.lastRejects[reason];
    this.lastRejects = { ...this.decoder.rejects };
    return growth;
  }

  /** Counters of the sources that sent something, or whose gaps became final, since the call before. */
  takeSources(unknownTenantId: number, nowMs: number): SourceReport[] {
    const reports: SourceReport[] = [];
    for (const exporter of this.decoder.table.exporters.values()) {
      const tenantId = exporter.info?.tenantId ?? unknownTenantId;
      this.takeExporter(exporter, tenantId, nowMs, reports);
    }
    return reports;
  }

  private takeExporter(exporter: Exporter, tenantId: number, nowMs: number, reports: SourceReport[]): void {
    for (const source of exporter.sources.values()) {
      const { port, domain, version, packets, flows, noTemplate, refused, samplingRate, sequence } = source;
      const sequenceGap = sequence.takeGap(nowMs);
      this.restarts += sequence.restarts;
      this.late += sequence.late;
      sequence.restarts = 0;
      sequence.late = 0;
      if (packets + sequenceGap + noTemplate + refused === 0) continue;
      const counts = { packets, flows, sequenceGap, noTemplate, refused, samplingRate };
      reports.push({ tenantId, address: exporter.address, port, domain, version, ...counts });
      source.packets = 0;
      source.flows = 0;
      source.noTemplate = 0;
      source.refused = 0;
    }
  }

  /** Samplers and start times that changed since the call before. */
  takeFacts(): DomainFacts[] {
    const facts: DomainFacts[] = [];
    for (const exporter of this.decoder.table.exporters.values()) {
      for (const domain of exporter.domains.values()) {
        if (!domain.factsChanged) continue;
        domain.factsChanged = false;
        const systemInitMs = Number.isNaN(domain.systemInitMs) ? null : domain.systemInitMs;
        const { version, id, samplers } = domain;
        facts.push({ address: exporter.address, version, domain: id, samplers: [...samplers], systemInitMs });
      }
    }
    return facts;
  }

  private current(): WorkerCounters {
    const { decoder, totals } = this;
    return {
      packets: decoder.packets,
      packetBytes: totals.packetBytes,
      flows: decoder.flows,
      reverseFlows: decoder.writer.reverseRows,
      shedFlows: decoder.writer.shed,
      noTemplateSets: decoder.noTemplate,
      otherRecords: decoder.otherRecords,
      optionRecords: decoder.optionRecords,
      skewedPackets: decoder.skewedPackets,
      implausibleTimes: decoder.implausibleTimes,
      evictedExporters: decoder.table.evictedExporters,
      evictedTemplates: decoder.table.evictedTemplates,
      failedPackets: totals.failedPackets,
      sequenceRestarts: this.restarts,
      sequenceLate: this.late,
    };
  }
}
