import type { BlockSchema } from '../block/schema.ts';

/** What one flow exporter sent in the last 10 s and what became of it. Counters are per period, not totals. */
export const telemetryExporterV1 = {
  id: 'telemetry.exporter.v1',
  topic: 'telemetry.exporter',
  table: 'exporter_samples',
  columns: {
    tenant_id: 'UInt32',
    at: 'DateTime64(3)',
    exporter_address: 'IPv6',
    exporter_port: 'UInt16',
    observation_domain: 'UInt32',
    flow_version: 'UInt8',
    packets: 'UInt64',
    flows: 'UInt64',
    /** Sequence numbers missing: flows (v5), packets (v9), data records (IPFIX). */
    sequence_gap: 'UInt64',
    /** Data sets dropped because their template never came in time. */
    no_template: 'UInt64',
    /** Packets or sets refused, all reasons together; /metrics has them by reason. */
    refused: 'UInt64',
    /** Drops of the receiving socket by the kernel in this period; the same figure in each row of a period. */
    kernel_drops: 'UInt64',
    sampling_rate: 'UInt32',
  },
} as const satisfies BlockSchema;
