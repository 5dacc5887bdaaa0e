-- Why: a person who was removed from a tenant can be brought back with their roles; and invitations that make an
--   administrator of the platform.
-- Locks: a short exclusive one on invitations, which has few rows.
-- Rollback: drop removed_members; delete the invitations with `platform`, and drop the column with its constraint.

create table removed_members (
  tenant_id bigint not null references tenants,
  user_id uuid not null references auth_user on delete cascade,
  -- Ids of the roles they had, those that come with FastISP by their names. No references: a role that is deleted
  -- meanwhile does not come back with the person.
  roles text[] not null,
  joined_at timestamptz not null,
  removed_at timestamptz not null,
  -- As they were called then.
  removed_by_name text not null,
  primary key (tenant_id, user_id)
);
create index removed_members_by_time on removed_members (removed_at);
create index removed_members_of_user on removed_members (user_id);
alter table removed_members enable row level security;
alter table removed_members force row level security;
create policy tenant_isolation on removed_members
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on removed_members
  using ((select app_is_system())) with check ((select app_is_system()));

alter table invitations
  -- Whoever accepts it runs the platform, and has no role in the tenant. Only the platform sees it.
  add column platform boolean not null default false,
  drop constraint invitations_tenant_id_email_key,
  add constraint invitations_once unique (tenant_id, email, platform);
