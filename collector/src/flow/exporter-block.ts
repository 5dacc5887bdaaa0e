/** What the sources of a period sent, as one block of `telemetry.exporter`. */
import { BlockBuilder, setU64 } from '@fastisp/core/block/builder';
import { blockMessage } from '@fastisp/core/block/message';
import type { BusMessage } from '@fastisp/core/bus/port';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { addressWords } from './decode/exporters.ts';
import type { SourceReport } from './receive/protocol.ts';

/** @param sources at least one. */
export function exporterBlock(
  sources: readonly SourceReport[],
  period: { readonly atMs: number; readonly kernelDrops: number },
): BusMessage {
  const builder = new BlockBuilder(telemetryExporterV1, sources.length);
  const { columns } = builder;
  for (const [row, source] of sources.entries()) {
    columns.tenant_id[row] = source.tenantId;
    setU64(columns.at, row, period.atMs);
    columns.exporter_address.set(new Uint8Array(addressWords(source.address).buffer), 16 * row);
    columns.exporter_port[row] = source.port;
    columns.observation_domain[row] = source.domain;
    columns.flow_version[row] = source.version;
    setU64(columns.packets, row, source.packets);
    setU64(columns.flows, row, source.flows);
    setU64(columns.sequence_gap, row, source.sequenceGap);
    setU64(columns.no_template, row, source.noTemplate);
    setU64(columns.refused, row, source.refused);
    setU64(columns.kernel_drops, row, period.kernelDrops);
    columns.sampling_rate[row] = source.samplingRate;
  }
  builder.rows = sources.length;
  return blockMessage(builder, { minMs: period.atMs, maxMs: period.atMs });
}
