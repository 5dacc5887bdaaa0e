-- Flow totals at 1 min, 5 min, 1 h and 1 d: what the top-N questions of the API read.
-- The grain: a minute of (source, destination, protocol, port) has about as many rows as the minute has flows, so
--   it would save nothing and cost three times the insert (measured). Instead each flow is counted once in each
--   of four breakdowns, and every breakdown adds up to all of the traffic:
--     source, destination: exporter_address, address · port: exporter_address, protocol, port
--     interface: exporter_address, in_if, out_if
--   Columns that a breakdown does not use are zero. A query must name exactly one breakdown, or it counts twice.
--   Conversations are asked of `flows` itself, within its retention.
-- Totals are bounded: of each block of flows the heaviest keys of a breakdown have rows of their own, the rest is one
--   row with `is_tail` = 1 whose key columns are zero, so that a breakdown still adds up. A key has its own row when it
--   is among the first 8,192 of the tenant's in its block (about a second of traffic), or among the first 64 of its
--   exporter: what is folded had less than 1/8,192 of the block's bytes. Ties are broken by the key, so that an insert
--   that is repeated makes the same rows.
--   Why: a carrier's second has a hundred thousand addresses, a flood with forged sources has as many as flows, and
--   each cost a row at four levels. CPU-s a million flows, raw table included, without and with tails: 3.7 and 1.2 at
--   200,000 flows/s of 262,144 subscribers, 10.8 and 2.6 when no address occurs twice.
-- `port` is the lower of the two that is not 0: the service's, as good as always.
-- `bytes` and `packets` are multiplied by the sampling rate; `…_unscaled` are as the exporter sent them.
-- A flow belongs to the bucket of its receipt.
-- The coarser views have no GROUP BY: a block of the level before has each key about once, and the engine sums what
--   it inserts anyway; aggregating first cost a sixth more (measured).
-- One view with GROUPING SETS, not four views: it read and inserted for two thirds of the CPU (measured).
-- Chained, merged, deduplicated and rolled back as the interface rollups (006).
CREATE TABLE IF NOT EXISTS flows_1m
(
    tenant_id UInt32,
    breakdown Enum8('source' = 1, 'destination' = 2, 'port' = 3, 'interface' = 4),
    at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    exporter_address IPv6,
    address IPv6,
    protocol UInt8,
    port UInt16,
    in_if UInt32,
    out_if UInt32,
    is_tail UInt8,
    flows UInt64,
    bytes UInt64,
    packets UInt64,
    bytes_unscaled UInt64,
    packets_unscaled UInt64
)
ENGINE = SummingMergeTree
PARTITION BY toYYYYMMDD(at)
ORDER BY (tenant_id, breakdown, at, exporter_address, address, protocol, port, in_if, out_if, is_tail)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS flows_1m_mv TO flows_1m AS
SELECT
    tenant_id,
    breakdown,
    at,
    exporter_address,
    if(is_tail, toIPv6('::'), r.address) AS address,
    if(is_tail, 0, r.protocol) AS protocol,
    if(is_tail, 0, r.port) AS port,
    if(is_tail, 0, r.in_if) AS in_if,
    if(is_tail, 0, r.out_if) AS out_if,
    r.rank > 8192 AND r.rank_of_exporter > 64 AS is_tail,
    sum(r.flows) AS flows,
    sum(r.bytes) AS bytes,
    sum(r.packets) AS packets,
    sum(r.bytes_unscaled) AS bytes_unscaled,
    sum(r.packets_unscaled) AS packets_unscaled
FROM
(
    SELECT
        *,
        row_number() OVER (PARTITION BY tenant_id, breakdown
            ORDER BY bytes DESC, exporter_address, address, protocol, port, in_if, out_if, at) AS rank,
        row_number() OVER (PARTITION BY tenant_id, breakdown, exporter_address
            ORDER BY bytes DESC, address, protocol, port, in_if, out_if, at) AS rank_of_exporter
    FROM
    (
        SELECT
            tenant_id,
            -- grouping() has a 1 for each of its arguments that the set leaves out.
            transform(
                grouping(src_address, dst_address, protocol, in_if),
                [7, 11, 13, 14], ['source', 'destination', 'port', 'interface'], ''
            ) AS breakdown,
            at,
            exporter_address,
            if(breakdown = 'source', src_address, dst_address) AS address,
            protocol,
            port,
            in_if,
            out_if,
            count() AS flows,
            sum(f.bytes * f.rate) AS bytes,
            sum(f.packets * f.rate) AS packets,
            sum(f.bytes) AS bytes_unscaled,
            sum(f.packets) AS packets_unscaled
        FROM
        (
            SELECT
                tenant_id, exporter_address, src_address, dst_address, protocol, in_if, out_if, bytes, packets,
                toStartOfMinute(toDateTime(received_at, 'UTC')) AS at,
                if(least(src_port, dst_port) = 0, greatest(src_port, dst_port), least(src_port, dst_port)) AS port,
                greatest(sampling_rate, 1) AS rate
            FROM flows
        ) AS f
        GROUP BY GROUPING SETS
        (
            (tenant_id, at, exporter_address, src_address),
            (tenant_id, at, exporter_address, dst_address),
            (tenant_id, at, exporter_address, protocol, port),
            (tenant_id, at, exporter_address, in_if, out_if)
        )
    )
) AS r
GROUP BY tenant_id, breakdown, at, exporter_address, address, protocol, port, in_if, out_if, is_tail;

CREATE TABLE IF NOT EXISTS flows_5m AS flows_1m
ENGINE = SummingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, breakdown, at, exporter_address, address, protocol, port, in_if, out_if, is_tail)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS flows_5m_mv TO flows_5m AS
SELECT
    tenant_id, breakdown, toStartOfFiveMinutes(f.at) AS at, exporter_address, address, protocol, port, in_if, out_if,
    is_tail,
    f.flows AS flows,
    f.bytes AS bytes,
    f.packets AS packets,
    f.bytes_unscaled AS bytes_unscaled,
    f.packets_unscaled AS packets_unscaled
FROM flows_1m AS f;

CREATE TABLE IF NOT EXISTS flows_1h AS flows_1m
ENGINE = SummingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, breakdown, at, exporter_address, address, protocol, port, in_if, out_if, is_tail)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS flows_1h_mv TO flows_1h AS
SELECT
    tenant_id, breakdown, toStartOfHour(f.at) AS at, exporter_address, address, protocol, port, in_if, out_if,
    is_tail,
    f.flows AS flows,
    f.bytes AS bytes,
    f.packets AS packets,
    f.bytes_unscaled AS bytes_unscaled,
    f.packets_unscaled AS packets_unscaled
FROM flows_5m AS f;

CREATE TABLE IF NOT EXISTS flows_1d AS flows_1m
ENGINE = SummingMergeTree
PARTITION BY toYear(at)
ORDER BY (tenant_id, breakdown, at, exporter_address, address, protocol, port, in_if, out_if, is_tail)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS flows_1d_mv TO flows_1d AS
SELECT
    tenant_id, breakdown, toStartOfDay(f.at) AS at, exporter_address, address, protocol, port, in_if, out_if,
    is_tail,
    f.flows AS flows,
    f.bytes AS bytes,
    f.packets AS packets,
    f.bytes_unscaled AS bytes_unscaled,
    f.packets_unscaled AS packets_unscaled
FROM flows_1h AS f;
