/** Totals of a tenant over time: flows per second of its exporters, and the last minutes of its traffic. */
import { getU64 } from '@fastisp/core/block/builder';
import type { DecodedBlock } from '@fastisp/core/block/native';
import type { StreamTrafficRow } from '@fastisp/core/contracts/stream-protocol.v1';
import type { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { addressText } from '@fastisp/core/net/canonical-address';

/** Exporter rows count the flows of ten seconds (telemetry-exporter.v1). */
const exporterPeriodS = 10;
/** An exporter of which nothing came for three periods sends nothing. */
const exporterSilentMs = 30_000;
/** How much of the past a snapshot of `traffic` holds. */
export const trafficHistoryS = 300;

export class FlowRates {
  /** By tenant, then by exporter. */
  private readonly tenants = new Map<number, Map<string, { address: string; atMs: number; flows: number }>>();

  add({ columns, rows }: DecodedBlock<typeof telemetryExporterV1>): void {
    for (let row = 0; row < rows; row += 1) {
      const tenantId = columns.tenant_id[row] ?? 0;
      let exporters = this.tenants.get(tenantId);
      if (exporters === undefined) this.tenants.set(tenantId, (exporters = new Map()));
      const bytes = columns.exporter_address.subarray(16 * row, 16 * row + 16);
      const parts = [columns.exporter_port[row], columns.observation_domain[row], columns.flow_version[row]];
      const key = `${bytes.toString()}/${parts.join('/')}`;
      const address = exporters.get(key)?.address ?? addressText(bytes);
      exporters.set(key, { address, atMs: getU64(columns.at, row), flows: getU64(columns.flows, row) });
    }
  }

  /** Also forgets exporters that went silent. */
  perSecond(tenantId: number, nowMs: number): number {
    let flows = 0;
    const exporters = this.tenants.get(tenantId);
    if (exporters === undefined) return 0;
    for (const [key, exporter] of exporters) {
      if (nowMs - exporter.atMs > exporterSilentMs) exporters.delete(key);
      else flows += exporter.flows;
    }
    return flows / exporterPeriodS;
  }

  /** Flows per second by the exporter's address; one may have several domains. */
  *byAddress(tenantId: number, nowMs: number): Generator<readonly [address: string, perSecond: number]> {
    for (const { address, atMs, flows } of this.tenants.get(tenantId)?.values() ?? []) {
      if (nowMs - atMs <= exporterSilentMs) yield [address, flows / exporterPeriodS];
    }
  }
}

export class TrafficHistory {
  private readonly tenants = new Map<number, { rows: StreamTrafficRow[]; lastMs: number }>();

  /** @returns the keys (`at`) of rows that are too old now. */
  add(tenantId: number, row: StreamTrafficRow, atMs: number): string[] {
    let history = this.tenants.get(tenantId);
    if (history === undefined) this.tenants.set(tenantId, (history = { rows: [], lastMs: 0 }));
    if (atMs <= history.lastMs) return []; // the clock stood still or went back
    history.lastMs = atMs;
    history.rows.push(row);
    return history.rows.splice(0, history.rows.length - trafficHistoryS).map(({ at }) => at);
  }

  of(tenantId: number): readonly StreamTrafficRow[] {
    return this.tenants.get(tenantId)?.rows ?? [];
  }
}
