-- One row for each poll of each device, answered or not; core/src/contracts/telemetry-device.v1.ts is the contract.
-- ORDER BY, partition, part format, deduplication, retention and rollback: as for interface_samples (002).
CREATE TABLE IF NOT EXISTS device_samples
(
    tenant_id UInt32,
    device_id UUID,
    polled_at DateTime64(3) CODEC(DoubleDelta, LZ4),
    result UInt8,
    uptime_ms UInt64 CODEC(Delta(8), LZ4),
    rtt_us UInt32,
    duration_ms UInt32,
    varbinds UInt32,
    retries UInt16,
    restarted UInt8
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(polled_at, 'UTC')
ORDER BY (tenant_id, device_id, polled_at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;
