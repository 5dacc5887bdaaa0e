-- Why: tenants, the people who sign in, what they may do, and API tokens.
-- Locks: none. Rollback: drop the tables in reverse order.

create table tenants (
  -- Small, because every telemetry row carries it.
  id bigint primary key check (id between 1 and 4294967295),
  name text not null,
  created_at timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant_isolation on tenants
  using (id = (select app_tenant())) with check (id = (select app_tenant()));
create policy system_access on tenants
  using ((select app_is_system())) with check ((select app_is_system()));

-- better-auth's tables (its model, our names): identity is above tenants, so they carry none. `identity/auth.ts`
-- maps the columns and better-auth checks them against its own model at start.
create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  -- A one-time password opens nothing but its own change.
  must_change_password boolean not null default false,
  locale text not null default 'es',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth_session (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_session_of_user on auth_session (user_id);
create index auth_session_by_expiry on auth_session (expires_at);

create table auth_account (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- argon2id, in PHC form.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index auth_account_of_user on auth_account (user_id);

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verification_by_identifier on auth_verification (identifier);

-- The key that signs session cookies, sealed by the secret box; one row, made at the first start.
create table auth_secret (
  id smallint primary key default 1 check (id = 1),
  secret_sealed text not null
);

create table memberships (
  tenant_id bigint not null references tenants,
  user_id uuid not null references auth_user on delete cascade,
  role text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_of_user on memberships (user_id);
alter table memberships enable row level security;
alter table memberships force row level security;
create policy tenant_isolation on memberships
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on memberships
  using ((select app_is_system())) with check ((select app_is_system()));

create table api_tokens (
  id uuid primary key,
  tenant_id bigint not null references tenants,
  user_id uuid not null references auth_user on delete cascade,
  name text not null,
  -- First characters, to recognize it in a list.
  prefix text not null,
  -- SHA-256 is enough for what is random already. Unique over all tenants: nobody can guess into it.
  token_sha256 bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz
);
create index api_tokens_of_user on api_tokens (tenant_id, user_id);
alter table api_tokens enable row level security;
alter table api_tokens force row level security;
create policy tenant_isolation on api_tokens
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on api_tokens
  using ((select app_is_system())) with check ((select app_is_system()));
