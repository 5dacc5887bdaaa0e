/** NetFlow v5, v9 and IPFIX in, blocks `telemetry.flow` and `telemetry.exporter` out. See README.md. */
export { createFlowIngest, type FlowIngest, type FlowIngestDeps } from './ingest.ts';
export { type ExporterInfo, ExporterRegistry, type ExporterTenants } from './exporter-tenants.ts';
