-- Why: announced work on the network, and what each tenant sets for itself.
-- Locks: none. Rollback: drop the tables.

create table maintenance_windows (
  tenant_id bigint not null references tenants,
  id uuid not null,
  title text not null,
  reason text not null,
  -- A list of {type, id} (core/src/maintenance/window.ts), read and written as a whole. Ids are no references: a
  -- window outlives what it covered, and still says what was out of the count then.
  scopes jsonb not null check (jsonb_typeof(scopes) = 'array' and jsonb_array_length(scopes) > 0),
  effects text[] not null check (
    cardinality(effects) > 0 and effects <@ array['silence_notifications', 'suppress_alarms', 'exclude_from_sla']
  ),
  starts_at timestamptz not null,
  duration_ms bigint not null check (duration_ms > 0),
  -- RRULE, repeated on the wall clock of time_zone; null: once.
  rule text,
  time_zone text not null,
  -- A list of {startsAt, endedAt}: occurrences that ended earlier than planned.
  cuts jsonb not null default '[]' check (jsonb_typeof(cuts) = 'array'),
  -- From here on nothing of it is in force; null: as planned.
  ended_at timestamptz,
  -- When the last occurrence ends, worked out from the above; null: it goes on.
  over_at timestamptz,
  created_by uuid not null,
  -- As they were called then.
  created_by_name text not null,
  -- Grows with each change, so that an old message never overwrites a newer one.
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Set while a removal can be undone; then the row goes.
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create index maintenance_windows_by_end on maintenance_windows (tenant_id, over_at) where deleted_at is null;
create index maintenance_windows_deleted on maintenance_windows (deleted_at) where deleted_at is not null;
alter table maintenance_windows enable row level security;
alter table maintenance_windows force row level security;
create policy tenant_isolation on maintenance_windows
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on maintenance_windows
  using ((select app_is_system())) with check ((select app_is_system()));

-- One row for each tenant that changed anything; the defaults are in noc-api/src/settings/decide.ts.
create table tenant_settings (
  tenant_id bigint primary key references tenants,
  locale text not null,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- {light, dark}, the brand on each theme of the portal: `#rrggbb` or null.
  colors jsonb not null,
  -- {monday: [{from, to}], …} and [{date, name}]; read and written as a whole.
  business_hours jsonb not null,
  holidays jsonb not null,
  -- Fewer days than the installation keeps; null: as many.
  event_days integer check (event_days > 0),
  audit_days integer check (audit_days >= 30),
  revision integer not null default 1,
  updated_at timestamptz not null
);
alter table tenant_settings enable row level security;
alter table tenant_settings force row level security;
create policy tenant_isolation on tenant_settings
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on tenant_settings
  using ((select app_is_system())) with check ((select app_is_system()));

-- Apart, so that settings are read without the picture.
create table tenant_logos (
  tenant_id bigint primary key references tenants,
  media_type text not null check (media_type in ('image/png', 'image/webp', 'image/svg+xml')),
  content bytea not null check (octet_length(content) between 1 and 262144),
  -- SHA-256 in hexadecimal: its ETag.
  sha256 text not null,
  updated_at timestamptz not null
);
alter table tenant_logos enable row level security;
alter table tenant_logos force row level security;
create policy tenant_isolation on tenant_logos
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on tenant_logos
  using ((select app_is_system())) with check ((select app_is_system()));
