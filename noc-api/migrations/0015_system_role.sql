-- Why: `system_access` for the role of the system only, see core/migrations/0003_system_role.sql; that role may
--   change of the audit log what the runtime login may, nothing more.
-- Locks: each table for a moment. Rollback: alter the policies back as they were written, grant to the role again.

call narrow_policies();

revoke update, delete on audit_entries, audit_heads from fastisp_system;
grant update (seq, hash, at) on audit_heads to fastisp_system;

-- As in 0006_audit.sql; the owner, as whom it runs, sees the rows of a tenant only, so it names the one it prunes.
create or replace function audit_prune(chain bigint, older_than timestamptz, rows_max integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant_before text := current_setting('app.tenant', true);
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
  perform set_config('app.tenant', chain::text, true);
  perform from audit_heads where tenant_id = chain for update;
  select e.seq, e.hash into last_seq, last_hash
    from (
      select seq, hash from audit_entries where tenant_id = chain and at < older_than order by seq limit rows_max
    ) as e
    order by e.seq desc limit 1;
  if last_seq is null then
    removed := 0;
  else
    delete from audit_entries where tenant_id = chain and seq <= last_seq;
    get diagnostics removed = row_count;
    update audit_heads set pruned_seq = last_seq, pruned_hash = last_hash where tenant_id = chain;
  end if;
  perform set_config('app.tenant', coalesce(tenant_before, ''), true);
  return removed;
end $$;
