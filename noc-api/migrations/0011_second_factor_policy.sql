-- Why: roles whose people need a second factor, the platform's own rule for its administrators, and which sessions
--   began with one.
-- Locks: a short exclusive one on auth_session; its rows are few.
-- Rollback: drop the two tables and the column.

-- Roles, those that come with FastISP too, whose people reach nothing in this tenant without a second factor.
create table second_factor_roles (
  tenant_id bigint not null references tenants,
  built_in text check (built_in in ('admin', 'noc', 'billing', 'technician', 'client')),
  role_id uuid,
  foreign key (tenant_id, role_id) references roles on delete cascade,
  check (num_nonnulls(built_in, role_id) = 1),
  unique nulls not distinct (tenant_id, built_in, role_id)
);
create index second_factor_roles_of_role on second_factor_roles (tenant_id, role_id) where role_id is not null;
alter table second_factor_roles enable row level security;
alter table second_factor_roles force row level security;
create policy tenant_isolation on second_factor_roles
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on second_factor_roles
  using ((select app_is_system())) with check ((select app_is_system()));

-- What the platform asks of itself; one row.
create table platform_policy (
  id smallint primary key default 1 check (id = 1),
  administrators_need_second_factor boolean not null default false
);
insert into platform_policy default values;
alter table platform_policy enable row level security;
alter table platform_policy force row level security;
create policy system_access on platform_policy
  using ((select app_is_system())) with check ((select app_is_system()));

-- When this session proved a second factor: a code, a backup code or a passkey. Null: by a password alone.
alter table auth_session add column second_factor_at timestamptz;
update auth_session set second_factor_at = auth_session.created_at
  from second_factors
  where second_factors.user_id = auth_session.user_id and second_factors.confirmed_at <= auth_session.created_at;
