-- What each flow exporter sent in each period of ten seconds; core/src/contracts/telemetry-exporter.v1.ts is the
-- contract. There are few exporters, so it is kept as it is, without rollups.
-- ORDER BY, partition, part format, deduplication, retention and rollback: as for interface_samples (002).
CREATE TABLE IF NOT EXISTS exporter_samples
(
    tenant_id UInt32,
    at DateTime64(3) CODEC(DoubleDelta, LZ4),
    exporter_address IPv6,
    exporter_port UInt16,
    observation_domain UInt32,
    flow_version UInt8,
    packets UInt64,
    flows UInt64,
    sequence_gap UInt64,
    no_template UInt64,
    refused UInt64,
    kernel_drops UInt64,
    sampling_rate UInt32
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(at, 'UTC')
ORDER BY (tenant_id, exporter_address, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;
