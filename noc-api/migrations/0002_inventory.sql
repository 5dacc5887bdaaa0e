-- Why: devices as people set them, what the devices say of themselves, and their interfaces.
-- Locks: none. Rollback: drop the tables in reverse order.

create table devices (
  tenant_id bigint not null references tenants,
  id uuid not null,
  name text not null,
  -- Canonical (inventory/address.ts), so that duplicates are seen.
  address text not null,
  kind text not null,
  snmp_version text not null,
  snmp_port integer not null check (snmp_port between 1 and 65535),
  -- Sealed by the secret box for (tenant, device, `snmp.community`).
  snmp_community_sealed text not null,
  poll_interval_s integer not null check (poll_interval_s between 5 and 3600),
  -- Grows with each change, so that an old message never overwrites a newer one.
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Set while a removal can be undone; then the row goes.
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index devices_name on devices (tenant_id, lower(name)) where deleted_at is null;
create unique index devices_endpoint on devices (tenant_id, address, snmp_port) where deleted_at is null;
create index devices_deleted on devices (deleted_at) where deleted_at is not null;
alter table devices enable row level security;
alter table devices force row level security;
create policy tenant_isolation on devices
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on devices
  using ((select app_is_system())) with check ((select app_is_system()));

create table device_facts (
  tenant_id bigint not null,
  device_id uuid not null,
  sys_name text not null,
  sys_descr text not null,
  sys_object_id text not null,
  sys_location text not null,
  sys_contact text not null,
  model text not null,
  -- When the device said so: an older message never overwrites a newer one.
  discovered_at timestamptz not null,
  primary key (tenant_id, device_id),
  foreign key (tenant_id, device_id) references devices on delete cascade
);
alter table device_facts enable row level security;
alter table device_facts force row level security;
create policy tenant_isolation on device_facts
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create table interfaces (
  tenant_id bigint not null,
  id uuid not null,
  device_id uuid not null,
  -- Null while the device does not have it: it keeps its id, should it come back.
  if_index bigint check (if_index between 0 and 4294967295),
  name text not null,
  description text not null,
  alias text not null,
  type integer not null,
  speed_bps bigint not null,
  mac_address text not null,
  admin_up boolean not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, device_id) references devices on delete cascade,
  -- Deferred: a device that numbers its interfaces anew swaps them within one transaction.
  unique (tenant_id, device_id, if_index) deferrable initially deferred
);
alter table interfaces enable row level security;
alter table interfaces force row level security;
create policy tenant_isolation on interfaces
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

-- Which ifIndex an interface had when: telemetry is stored by ifIndex, and a device may number anew.
create table interface_indexes (
  tenant_id bigint not null,
  interface_id uuid not null,
  if_index bigint not null,
  since timestamptz not null,
  -- Exclusive; null: still.
  until timestamptz,
  primary key (tenant_id, interface_id, since),
  foreign key (tenant_id, interface_id) references interfaces on delete cascade
);
alter table interface_indexes enable row level security;
alter table interface_indexes force row level security;
create policy tenant_isolation on interface_indexes
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
