-- Interface traffic at 1 min, 5 min, 1 h and 1 d, each made from the one before it.
-- Why chained: a block of the next level is made from the few rows of the one before, not from raw again.
--   With deduplicate_blocks_in_dependent_materialized_views = 1 a replay is dropped at every level, and a level
--   that a failed insert missed is made up for by the retry.
-- A sample belongs to the bucket in which its interval ended. Mean rate of a bucket = octets × 8000 / interval_ms;
--   a bucket without a row is a gap. Rates of single samples are kept as extremes, bits per second.
-- AggregatingMergeTree: rows of one key are merged in the background, so a query must always aggregate
--   (sum, max, min) and GROUP BY.
-- Rollback: DROP the views, then the tables.
CREATE TABLE IF NOT EXISTS interface_1m
(
    tenant_id UInt32,
    device_id UUID,
    if_index UInt32,
    at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    samples SimpleAggregateFunction(sum, UInt64),
    interval_ms SimpleAggregateFunction(sum, UInt64),
    in_octets SimpleAggregateFunction(sum, UInt64),
    out_octets SimpleAggregateFunction(sum, UInt64),
    in_packets SimpleAggregateFunction(sum, UInt64),
    out_packets SimpleAggregateFunction(sum, UInt64),
    in_errors SimpleAggregateFunction(sum, UInt64),
    out_errors SimpleAggregateFunction(sum, UInt64),
    in_discards SimpleAggregateFunction(sum, UInt64),
    out_discards SimpleAggregateFunction(sum, UInt64),
    in_bps_min SimpleAggregateFunction(min, UInt64),
    in_bps_max SimpleAggregateFunction(max, UInt64),
    out_bps_min SimpleAggregateFunction(min, UInt64),
    out_bps_max SimpleAggregateFunction(max, UInt64),
    speed_bps SimpleAggregateFunction(max, UInt64),
    samples_up SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMMDD(at)
ORDER BY (tenant_id, device_id, if_index, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS interface_1m_mv TO interface_1m AS
SELECT
    tenant_id, device_id, if_index,
    toStartOfMinute(toDateTime(s.polled_at, 'UTC')) AS at,
    count() AS samples,
    sum(s.interval_ms) AS interval_ms,
    sum(s.in_octets) AS in_octets,
    sum(s.out_octets) AS out_octets,
    sum(s.in_packets) AS in_packets,
    sum(s.out_packets) AS out_packets,
    sum(s.in_errors) AS in_errors,
    sum(s.out_errors) AS out_errors,
    sum(s.in_discards) AS in_discards,
    sum(s.out_discards) AS out_discards,
    min(s.in_bps) AS in_bps_min,
    max(s.in_bps) AS in_bps_max,
    min(s.out_bps) AS out_bps_min,
    max(s.out_bps) AS out_bps_max,
    max(s.speed_bps) AS speed_bps,
    countIf(s.oper_status = 1) AS samples_up
FROM
(
    SELECT
        *,
        intDiv(in_octets * 8000, greatest(interval_ms, 1)) AS in_bps,
        intDiv(out_octets * 8000, greatest(interval_ms, 1)) AS out_bps
    FROM interface_samples
) AS s
GROUP BY tenant_id, device_id, if_index, at;

CREATE TABLE IF NOT EXISTS interface_5m AS interface_1m
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, device_id, if_index, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS interface_5m_mv TO interface_5m AS
SELECT
    tenant_id, device_id, if_index,
    toStartOfFiveMinutes(s.at) AS at,
    sum(s.samples) AS samples,
    sum(s.interval_ms) AS interval_ms,
    sum(s.in_octets) AS in_octets,
    sum(s.out_octets) AS out_octets,
    sum(s.in_packets) AS in_packets,
    sum(s.out_packets) AS out_packets,
    sum(s.in_errors) AS in_errors,
    sum(s.out_errors) AS out_errors,
    sum(s.in_discards) AS in_discards,
    sum(s.out_discards) AS out_discards,
    min(s.in_bps_min) AS in_bps_min,
    max(s.in_bps_max) AS in_bps_max,
    min(s.out_bps_min) AS out_bps_min,
    max(s.out_bps_max) AS out_bps_max,
    max(s.speed_bps) AS speed_bps,
    sum(s.samples_up) AS samples_up
FROM interface_1m AS s
GROUP BY tenant_id, device_id, if_index, at;

CREATE TABLE IF NOT EXISTS interface_1h AS interface_1m
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, device_id, if_index, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS interface_1h_mv TO interface_1h AS
SELECT
    tenant_id, device_id, if_index,
    toStartOfHour(s.at) AS at,
    sum(s.samples) AS samples,
    sum(s.interval_ms) AS interval_ms,
    sum(s.in_octets) AS in_octets,
    sum(s.out_octets) AS out_octets,
    sum(s.in_packets) AS in_packets,
    sum(s.out_packets) AS out_packets,
    sum(s.in_errors) AS in_errors,
    sum(s.out_errors) AS out_errors,
    sum(s.in_discards) AS in_discards,
    sum(s.out_discards) AS out_discards,
    min(s.in_bps_min) AS in_bps_min,
    max(s.in_bps_max) AS in_bps_max,
    min(s.out_bps_min) AS out_bps_min,
    max(s.out_bps_max) AS out_bps_max,
    max(s.speed_bps) AS speed_bps,
    sum(s.samples_up) AS samples_up
FROM interface_5m AS s
GROUP BY tenant_id, device_id, if_index, at;

CREATE TABLE IF NOT EXISTS interface_1d AS interface_1m
ENGINE = AggregatingMergeTree
PARTITION BY toYear(at)
ORDER BY (tenant_id, device_id, if_index, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS interface_1d_mv TO interface_1d AS
SELECT
    tenant_id, device_id, if_index,
    toStartOfDay(s.at) AS at,
    sum(s.samples) AS samples,
    sum(s.interval_ms) AS interval_ms,
    sum(s.in_octets) AS in_octets,
    sum(s.out_octets) AS out_octets,
    sum(s.in_packets) AS in_packets,
    sum(s.out_packets) AS out_packets,
    sum(s.in_errors) AS in_errors,
    sum(s.out_errors) AS out_errors,
    sum(s.in_discards) AS in_discards,
    sum(s.out_discards) AS out_discards,
    min(s.in_bps_min) AS in_bps_min,
    max(s.in_bps_max) AS in_bps_max,
    min(s.out_bps_min) AS out_bps_min,
    max(s.out_bps_max) AS out_bps_max,
    max(s.speed_bps) AS speed_bps,
    sum(s.samples_up) AS samples_up
FROM interface_1h AS s
GROUP BY tenant_id, device_id, if_index, at;
