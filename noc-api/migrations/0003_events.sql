-- Why: what happened, for people to read; written from the topic `telemetry.event`, each message once.
-- Locks: none. Rollback: drop the table.

create table events (
  tenant_id bigint not null references tenants,
  id uuid not null,
  occurred_at timestamptz not null,
  type text not null,
  device_id uuid not null,
  if_index bigint,
  status_from text,
  status_to text,
  reason text,
  primary key (tenant_id, id)
);
create index events_newest on events (tenant_id, occurred_at desc, id desc);
create index events_of_device on events (tenant_id, device_id, occurred_at desc, id desc);
create index events_by_age on events (occurred_at);
alter table events enable row level security;
alter table events force row level security;
create policy tenant_isolation on events
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on events
  using ((select app_is_system())) with check ((select app_is_system()));
