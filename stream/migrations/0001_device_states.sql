-- Why: the state of each device outlives a restart (`since` is kept), and its changes are kept so that uptime can
--   be computed for any period. Both here and not in the column store: a state and the changes that led to it are
--   written in one transaction, they are few, and service credits will be computed from them.
-- Locks: none. Rollback: drop both tables; states then start from `not_polled_yet`.

create table device_states (
  tenant_id bigint not null,
  device_id uuid not null,
  status text not null,
  reason text not null,
  since timestamptz not null,
  last_seen_at timestamptz,
  uptime_ms bigint,
  last_poll_at timestamptz,
  -- Status and since from before it went unknown for want of news; null otherwise.
  before_unknown jsonb,
  -- `InterfaceState[]` of stream/src/state/decide.ts: read and written whole, never searched.
  interfaces jsonb not null,
  primary key (tenant_id, device_id)
);
alter table device_states enable row level security;
alter table device_states force row level security;
create policy tenant_isolation on device_states
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
-- The state machine serves all tenants.
create policy system_access on device_states
  using ((select app_is_system())) with check ((select app_is_system()));

create table device_state_changes (
  tenant_id bigint not null,
  device_id uuid not null,
  at timestamptz not null,
  -- −1 is the device itself.
  if_index bigint not null,
  from_status text not null,
  to_status text not null,
  -- Empty for interfaces.
  reason text not null,
  -- In this order one device's history is one range; a change that is written twice is one row.
  primary key (tenant_id, device_id, at, if_index, to_status)
);
alter table device_state_changes enable row level security;
alter table device_state_changes force row level security;
create policy tenant_isolation on device_state_changes
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on device_state_changes
  using ((select app_is_system())) with check ((select app_is_system()));
