-- Why: files that people import: what was found in them, how their columns map to fields, what a check said.
-- Locks: none. Rollback: drop the tables.

create table imports (
  tenant_id bigint not null references tenants,
  id uuid not null,
  -- Only they see it: a file shows more than what its reader may see of the inventory.
  user_id uuid not null,
  object_type text not null,
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx')),
  bytes bigint not null check (bytes >= 0),
  -- Encoding, delimiter, sheet, header row (noc-api/src/import/schemas.ts), read and written as a whole.
  settings jsonb not null,
  -- Columns with their first cells.
  preview jsonb not null,
  -- A list of {column, field}.
  mapping jsonb not null check (jsonb_typeof(mapping) = 'array'),
  state text not null check (state in ('ready', 'checking', 'checked', 'running', 'done', 'failed')),
  -- Rows that were handled in this state.
  rows_done integer not null default 0,
  -- Known once a check went through the whole file.
  rows_total integer,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  problems integer not null default 0,
  -- There are more problems than are listed.
  problems_cut boolean not null default false,
  -- Why it failed, as a problem document has it; null: it did not.
  failure jsonb,
  -- Grows while somebody works on it; when it stands still, they died.
  beat_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index imports_by_age on imports (created_at);
alter table imports enable row level security;
alter table imports force row level security;
create policy tenant_isolation on imports
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on imports
  using ((select app_is_system())) with check ((select app_is_system()));

create table import_problems (
  tenant_id bigint not null,
  import_id uuid not null,
  place integer not null,
  -- As the spreadsheet counts, the header included; 0: the file as a whole.
  row_number integer not null,
  -- What its header says; null: the row as a whole, or a field that has no column.
  column_name text,
  field text,
  code text not null,
  message text not null,
  -- What the cell holds, cut to a hundred characters.
  value text,
  primary key (tenant_id, import_id, place),
  foreign key (tenant_id, import_id) references imports on delete cascade
);
alter table import_problems enable row level security;
alter table import_problems force row level security;
create policy tenant_isolation on import_problems
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on import_problems
  using ((select app_is_system())) with check ((select app_is_system()));
