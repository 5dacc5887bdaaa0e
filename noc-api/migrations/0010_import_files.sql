-- Why: any process may be asked for the next step of an import, so that an uploaded file is here and not on the disk
-- of the one that took it; and what a problem of a row names, for a sentence in the language of its reader.
-- Locks: import_problems for an instant (a default is no rewrite). Rollback: drop the table and the column.

-- Pieces of a file in their order, until it is imported, discarded or a week old.
create table import_chunks (
  tenant_id bigint not null,
  import_id uuid not null,
  place integer not null,
  content bytea not null,
  primary key (tenant_id, import_id, place),
  foreign key (tenant_id, import_id) references imports on delete cascade
);
-- A workbook is packed already, and to pack text costs more time than its bytes here: they live for minutes.
alter table import_chunks alter column content set storage external;
alter table import_chunks enable row level security;
alter table import_chunks force row level security;
create policy tenant_isolation on import_chunks
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy system_access on import_chunks
  using ((select app_is_system())) with check ((select app_is_system()));

alter table import_problems add column params jsonb not null default '{}';
