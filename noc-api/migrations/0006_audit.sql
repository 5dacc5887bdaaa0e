-- Why: who did what, from where, with what before and after: a log that only grows, chained by hashes for each tenant,
--   so that an entry that was changed, removed or slipped in is found by the verifier (noc-api/src/audit).
-- Locks: none. Rollback: drop the function and both tables.

create table audit_entries (
  -- 0 is the platform's own chain: what happened before anybody knew the tenant.
  tenant_id bigint not null,
  -- Position in the tenant's chain, from 1 without gaps.
  seq bigint not null,
  -- Never before that of the entry before it, so that a range of time is a range of `seq`.
  at timestamptz not null,
  -- `session`, `token`, `system` or `anonymous`.
  via text not null,
  user_id uuid,
  -- As they were called then: the log outlives the person's account.
  user_name text not null,
  token_id uuid,
  impersonator_id uuid,
  impersonator_name text,
  address text,
  user_agent text,
  action text not null,
  object_type text not null,
  object_id text not null,
  object_name text not null,
  -- `done`, `denied` or `failed`.
  outcome text not null,
  -- Repeated attempts of one kind are one entry.
  occurrences integer not null default 1 check (occurrences > 0),
  reason text,
  -- JSON as text, not jsonb: the hash is over these very characters.
  before text,
  after text,
  -- SHA-256 over the hash of the entry before and every column above (audit/entry.ts).
  hash bytea not null check (length(hash) = 32),
  -- With `at` in the key the table can be partitioned by time; `seq` alone is unique by the lock on the head.
  primary key (tenant_id, seq, at)
);
create index audit_entries_by_time on audit_entries (tenant_id, at);
create index audit_entries_of_person on audit_entries (tenant_id, user_id, seq) where user_id is not null;
create index audit_entries_of_object on audit_entries (tenant_id, object_type, object_id, seq);
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy tenant_isolation on audit_entries
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on audit_entries
  using ((select app_is_system())) with check ((select app_is_system()));

-- The end of each chain. Its row lock is what puts the entries of a tenant in order.
create table audit_heads (
  tenant_id bigint primary key,
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  at timestamptz not null default '-infinity',
  -- The last entry that retention removed: the chain is verified from there.
  pruned_seq bigint not null default 0,
  pruned_hash bytea not null default decode(repeat('00', 32), 'hex')
);
alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy tenant_isolation on audit_heads
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on audit_heads
  using ((select app_is_system())) with check ((select app_is_system()));

-- Removes the oldest entries of one chain, at most `rows_max`, and remembers where it stopped. It runs with the
-- owner's right to delete, which nobody else has. An owner that is a superuser obeys no policies, so it asks by
-- itself whose transaction this is. Nothing younger than 30 days goes, whoever asks.
create function audit_prune(chain bigint, older_than timestamptz, rows_max integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  last_seq bigint;
  last_hash bytea;
  removed bigint;
begin
  if not app_is_system() and chain is distinct from app_tenant() then
    raise exception 'this chain belongs to another tenant' using errcode = 'insufficient_privilege';
  end if;
  if older_than > now() - interval '30 days' then
    raise exception 'audit entries are kept for 30 days at least' using errcode = 'check_violation';
  end if;
  perform from audit_heads where tenant_id = chain for update;
  select e.seq, e.hash into last_seq, last_hash
    from (
      select seq, hash from audit_entries where tenant_id = chain and at < older_than order by seq limit rows_max
    ) as e
    order by e.seq desc limit 1;
  if last_seq is null then
    return 0;
  end if;
  delete from audit_entries where tenant_id = chain and seq <= last_seq;
  get diagnostics removed = row_count;
  update audit_heads set pruned_seq = last_seq, pruned_hash = last_hash where tenant_id = chain;
  return removed;
end $$;

do $$ begin
  if current_setting('app.runtime_role', true) <> '' then
    execute format('revoke update, delete on audit_entries from %I', current_setting('app.runtime_role'));
    execute format('revoke update, delete on audit_heads from %I', current_setting('app.runtime_role'));
    execute format('grant update (seq, hash, at) on audit_heads to %I', current_setting('app.runtime_role'));
  end if;
end $$;
