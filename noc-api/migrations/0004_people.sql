-- Why: many tenants with a state and limits; roles of a tenant's own, several for a person; invitations;
--   administrators of the platform above tenants; API tokens that may less than their person; a session that works
--   for one of several tenants, or as another person.
-- Locks: short exclusive ones on tenants, memberships and api_tokens, which have few rows.
-- Rollback: give memberships their column `role` back, filled with one role of each person, and drop what is new.

-- The owner obeys forced policies too: what is filled below belongs to all tenants.
select set_config('app.scope', 'system', true);

alter table tenants
  -- For addresses that people read; unique over all tenants.
  add column slug text,
  -- A suspended tenant's people cannot come in, and its devices are not polled.
  add column status text not null default 'active' check (status in ('active', 'suspended')),
  add column suspended_at timestamptz,
  add column suspended_reason text,
  -- Limits; null: only those of the release.
  add column devices_max integer check (devices_max > 0),
  add column subscribers_max integer check (subscribers_max > 0),
  add column users_max integer check (users_max > 0),
  add constraint tenants_suspension check ((status = 'suspended') = (suspended_at is not null));
update tenants set slug = 'tenant-' || id;
alter table tenants
  alter column slug set not null,
  -- Whoever makes a tenant without a name for addresses gets one that nobody has.
  alter column slug set default gen_random_uuid()::text,
  add constraint tenants_slug_form check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$');
create unique index tenants_slug on tenants (slug);

create table roles (
  tenant_id bigint not null references tenants,
  id uuid not null,
  name text not null,
  description text not null default '',
  -- A list of {permission, effect, scope?} (noc-api/src/identity/authority.ts), read and written as a whole.
  grants jsonb not null check (jsonb_typeof(grants) = 'array'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index roles_name on roles (tenant_id, lower(name));
alter table roles enable row level security;
alter table roles force row level security;
create policy tenant_isolation on roles
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on roles
  using ((select app_is_system())) with check ((select app_is_system()));

create table membership_roles (
  tenant_id bigint not null,
  user_id uuid not null,
  -- Either a role that every tenant has (noc-api/src/identity/roles.ts), or one of its own.
  built_in text check (built_in in ('admin', 'noc', 'billing', 'technician', 'client')),
  role_id uuid,
  foreign key (tenant_id, user_id) references memberships on delete cascade,
  -- A role that somebody has cannot be deleted.
  foreign key (tenant_id, role_id) references roles on delete restrict,
  check (num_nonnulls(built_in, role_id) = 1),
  unique nulls not distinct (tenant_id, user_id, built_in, role_id)
);
create index membership_roles_of_role on membership_roles (tenant_id, role_id) where role_id is not null;
alter table membership_roles enable row level security;
alter table membership_roles force row level security;
create policy tenant_isolation on membership_roles
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on membership_roles
  using ((select app_is_system())) with check ((select app_is_system()));

insert into membership_roles (tenant_id, user_id, built_in) select tenant_id, user_id, role from memberships;
alter table memberships drop column role;

-- Above tenants, so without one; shown to the system only.
create table platform_admins (
  user_id uuid primary key references auth_user on delete cascade,
  created_at timestamptz not null default now()
);
alter table platform_admins enable row level security;
alter table platform_admins force row level security;
create policy system_access on platform_admins
  using ((select app_is_system())) with check ((select app_is_system()));

-- Whoever set the machine up runs the platform: the first administrator of the first tenant.
insert into platform_admins (user_id)
  select m.user_id
  from memberships m join membership_roles r using (tenant_id, user_id)
  where m.tenant_id = 1 and r.built_in = 'admin'
  order by m.created_at, m.user_id
  limit 1;

create table invitations (
  tenant_id bigint not null references tenants,
  id uuid not null,
  -- Lower case.
  email text not null check (email = lower(email)),
  name text not null default '',
  -- SHA-256 of what the link carries; unique over all tenants, because the link names none.
  token_sha256 bytea not null unique,
  -- Null when the platform invited, and when that person is gone.
  invited_by uuid references auth_user on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  -- Inviting again replaces the invitation. One that was accepted or revoked is gone; the audit log has it.
  unique (tenant_id, email)
);
alter table invitations enable row level security;
alter table invitations force row level security;
create policy tenant_isolation on invitations
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on invitations
  using ((select app_is_system())) with check ((select app_is_system()));

create table invitation_roles (
  tenant_id bigint not null,
  invitation_id uuid not null,
  built_in text check (built_in in ('admin', 'noc', 'billing', 'technician', 'client')),
  role_id uuid,
  foreign key (tenant_id, invitation_id) references invitations on delete cascade,
  foreign key (tenant_id, role_id) references roles on delete restrict,
  check (num_nonnulls(built_in, role_id) = 1),
  unique nulls not distinct (tenant_id, invitation_id, built_in, role_id)
);
create index invitation_roles_of_role on invitation_roles (tenant_id, role_id) where role_id is not null;
alter table invitation_roles enable row level security;
alter table invitation_roles force row level security;
create policy tenant_isolation on invitation_roles
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on invitation_roles
  using ((select app_is_system())) with check ((select app_is_system()));

alter table api_tokens
  -- What it may at most, of what its person may; null: all of that.
  add column permissions text[];

-- What a browser's session works on, when that is not simply the person in their first tenant.
create table session_contexts (
  session_id uuid primary key references auth_session on delete cascade,
  tenant_id bigint not null references tenants,
  -- The person that a platform administrator works as, until when, and why.
  acting_as uuid references auth_user on delete cascade,
  acting_until timestamptz,
  acting_reason text,
  check (num_nonnulls(acting_as, acting_until, acting_reason) in (0, 3))
);
create index session_contexts_acting_as on session_contexts (acting_as) where acting_as is not null;
alter table session_contexts enable row level security;
alter table session_contexts force row level security;
create policy tenant_isolation on session_contexts
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on session_contexts
  using ((select app_is_system())) with check ((select app_is_system()));
