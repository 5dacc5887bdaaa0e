-- Why: what every policy asks: whose transaction is this? See README.md for how a tenant table is written.
-- Locks: none. Rollback: drop both functions.

-- The tenant of this transaction, or null. After a transaction that set it the setting reads '', not null.
create function app_tenant() returns bigint
  language sql stable parallel safe
  return nullif(pg_catalog.current_setting('app.tenant', true), '')::bigint;

-- True in a transaction of the system itself (outbox relay, snapshots), which `system_access` policies admit.
create function app_is_system() returns boolean
  language sql stable parallel safe
  return coalesce(pg_catalog.current_setting('app.scope', true), '') = 'system';
