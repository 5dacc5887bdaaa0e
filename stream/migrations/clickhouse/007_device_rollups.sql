-- Availability of devices at 1 min, 5 min, 1 h and 1 d: answered polls of all polls, and how fast.
-- `polls` leaves out those that the collector shed (result 6): a poll that was never sent says nothing of the
--   device. Availability of a bucket = polls_ok / polls. Round-trip times are of answered polls, microseconds;
--   their mean is rtt_us / polls_ok.
-- `result`: index into `pollResults` of core/src/contracts/telemetry-device.v1.ts.
-- Chained, merged, deduplicated and rolled back as the interface rollups (006).
CREATE TABLE IF NOT EXISTS device_1m
(
    tenant_id UInt32,
    device_id UUID,
    at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    polls SimpleAggregateFunction(sum, UInt64),
    polls_ok SimpleAggregateFunction(sum, UInt64),
    polls_shed SimpleAggregateFunction(sum, UInt64),
    retries SimpleAggregateFunction(sum, UInt64),
    restarts SimpleAggregateFunction(sum, UInt64),
    rtt_us SimpleAggregateFunction(sum, UInt64),
    rtt_us_max SimpleAggregateFunction(max, UInt32),
    duration_ms_max SimpleAggregateFunction(max, UInt32)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMMDD(at)
ORDER BY (tenant_id, device_id, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS device_1m_mv TO device_1m AS
SELECT
    tenant_id, device_id,
    toStartOfMinute(toDateTime(s.polled_at, 'UTC')) AS at,
    countIf(s.result != 6) AS polls,
    countIf(s.result = 0) AS polls_ok,
    countIf(s.result = 6) AS polls_shed,
    sum(s.retries) AS retries,
    sum(s.restarted) AS restarts,
    sumIf(s.rtt_us, s.result = 0) AS rtt_us,
    maxIf(s.rtt_us, s.result = 0) AS rtt_us_max,
    max(s.duration_ms) AS duration_ms_max
FROM device_samples AS s
GROUP BY tenant_id, device_id, at;

CREATE TABLE IF NOT EXISTS device_5m AS device_1m
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, device_id, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS device_5m_mv TO device_5m AS
SELECT
    tenant_id, device_id,
    toStartOfFiveMinutes(s.at) AS at,
    sum(s.polls) AS polls,
    sum(s.polls_ok) AS polls_ok,
    sum(s.polls_shed) AS polls_shed,
    sum(s.retries) AS retries,
    sum(s.restarts) AS restarts,
    sum(s.rtt_us) AS rtt_us,
    max(s.rtt_us_max) AS rtt_us_max,
    max(s.duration_ms_max) AS duration_ms_max
FROM device_1m AS s
GROUP BY tenant_id, device_id, at;

CREATE TABLE IF NOT EXISTS device_1h AS device_1m
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (tenant_id, device_id, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS device_1h_mv TO device_1h AS
SELECT
    tenant_id, device_id,
    toStartOfHour(s.at) AS at,
    sum(s.polls) AS polls,
    sum(s.polls_ok) AS polls_ok,
    sum(s.polls_shed) AS polls_shed,
    sum(s.retries) AS retries,
    sum(s.restarts) AS restarts,
    sum(s.rtt_us) AS rtt_us,
    max(s.rtt_us_max) AS rtt_us_max,
    max(s.duration_ms_max) AS duration_ms_max
FROM device_5m AS s
GROUP BY tenant_id, device_id, at;

CREATE TABLE IF NOT EXISTS device_1d AS device_1m
ENGINE = AggregatingMergeTree
PARTITION BY toYear(at)
ORDER BY (tenant_id, device_id, at)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, min_bytes_for_wide_part = 134217728;

CREATE MATERIALIZED VIEW IF NOT EXISTS device_1d_mv TO device_1d AS
SELECT
    tenant_id, device_id,
    toStartOfDay(s.at) AS at,
    sum(s.polls) AS polls,
    sum(s.polls_ok) AS polls_ok,
    sum(s.polls_shed) AS polls_shed,
    sum(s.retries) AS retries,
    sum(s.restarts) AS restarts,
    sum(s.rtt_us) AS rtt_us,
    max(s.rtt_us_max) AS rtt_us_max,
    max(s.duration_ms_max) AS duration_ms_max
FROM device_1h AS s
GROUP BY tenant_id, device_id, at;
