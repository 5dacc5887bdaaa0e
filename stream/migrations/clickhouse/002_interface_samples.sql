-- One row for each poll of each interface; core/src/contracts/telemetry-interface.v1.ts is the contract.
-- Why this ORDER BY: a chart reads one interface over a time, which is then one contiguous range.
-- Partition, part format, deduplication, retention and rollback: as for flows (001).
CREATE TABLE IF NOT EXISTS interface_samples
(
    tenant_id UInt32,
    device_id UUID,
    if_index UInt32,
    polled_at DateTime64(3) CODEC(DoubleDelta, LZ4),
    interval_ms UInt32 CODEC(Delta(4), LZ4),
    in_octets UInt64,
    out_octets UInt64,
    in_packets UInt64,
    out_packets UInt64,
    in_errors UInt64,
    out_errors UInt64,
    in_discards UInt64,
    out_discards UInt64,
    oper_status UInt8,
    admin_status UInt8,
    speed_bps UInt64
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(polled_at, 'UTC')
ORDER BY (tenant_id, device_id, if_index, polled_at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;
