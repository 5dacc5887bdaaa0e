-- Why: business events are written in the transaction of the fact and relayed to the bus from here.
-- Locks: none. Rollback: drop both tables once nothing waits in `outbox`.

create table outbox (
  -- Order within a key: `appendToOutbox` takes the key's lock before it draws the number.
  position bigint generated always as identity primary key,
  tenant_id bigint not null,
  topic text not null,
  message_key text not null,
  -- The message as it goes to the bus, JSON text; null is a tombstone.
  message text,
  created_at timestamptz not null default now()
);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy tenant_isolation on outbox
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on outbox
  using ((select app_is_system())) with check ((select app_is_system()));

-- Which messages a consumer group has applied; written in the transaction of their effect.
create table processed_messages (
  tenant_id bigint not null,
  group_id text not null,
  message_id uuid not null,
  processed_at timestamptz not null default now(),
  primary key (tenant_id, group_id, message_id)
);
create index processed_messages_by_age on processed_messages (processed_at);
alter table processed_messages enable row level security;
alter table processed_messages force row level security;
create policy tenant_isolation on processed_messages
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on processed_messages
  using ((select app_is_system())) with check ((select app_is_system()));
