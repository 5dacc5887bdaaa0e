-- Why: every search of the audit log walks one index in the order of the log (noc-api/src/audit/list.ts): by action,
--   by kind of object, of what was refused; a range of time is found by its first entry.
-- Locks: no entry can be written while an index is made; a million entries take about a second for each.
-- Rollback: drop the new indexes, create audit_entries_by_time on (tenant_id, at).
create index audit_entries_of_action on audit_entries (tenant_id, action, seq);
create index audit_entries_of_type on audit_entries (tenant_id, object_type, seq);
create index audit_entries_not_done on audit_entries (tenant_id, outcome, seq) where outcome <> 'done';
-- With `seq`, for the many entries of one moment that an import writes.
create index audit_entries_since on audit_entries (tenant_id, at, seq);
drop index audit_entries_by_time;
