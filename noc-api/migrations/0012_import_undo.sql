-- Why: an import that was a mistake is undone as a whole, as long as nobody changed its objects since.
-- Locks: imports for an instant; it has some hundred rows. Rollback: drop the table and the column, the old check.

alter table imports
  drop constraint imports_state_check,
  add constraint imports_state_check
    check (state in ('ready', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
  -- When what it changed is forgotten; null: it changed nothing, or was never imported.
  add column undo_until timestamptz;

-- What an import wrote, in batches as it wrote them, until it is undone or a week old.
create table import_changes (
  tenant_id bigint not null,
  import_id uuid not null,
  place integer not null,
  -- A list of {id, revision, before}: the revision that it left, and the row as it was, secrets sealed; null: it made it.
  changes jsonb not null check (jsonb_typeof(changes) = 'array'),
  primary key (tenant_id, import_id, place),
  foreign key (tenant_id, import_id) references imports on delete cascade
);
alter table import_changes enable row level security;
alter table import_changes force row level security;
create policy tenant_isolation on import_changes
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on import_changes
  using ((select app_is_system())) with check ((select app_is_system()));
