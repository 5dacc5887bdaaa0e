-- Why: who may do what is asked anew with each request; what stays connected (`/stream`) must hear of a change at
--   once, whichever process or console made it. The database tells it, when the change commits.
-- Locks: short exclusive ones on tables with few rows and on auth_session.
-- Rollback: drop the triggers and the functions.

-- The payload is `user:<id>` or `tenant:<id>`; equal ones of one transaction are one notification.
create function tell_access_of_user() returns trigger language plpgsql as $$
begin
  perform pg_notify('access_changes', 'user:' || coalesce(new.user_id, old.user_id));
  return null;
end $$;

create function tell_access_of_tenant() returns trigger language plpgsql as $$
begin
  perform pg_notify('access_changes', 'tenant:' || coalesce(new.tenant_id, old.tenant_id));
  return null;
end $$;

create function tell_tenant_status() returns trigger language plpgsql as $$
begin
  perform pg_notify('access_changes', 'tenant:' || new.id);
  return null;
end $$;

-- A session that works for another tenant now, or as another person.
create function tell_access_of_session() returns trigger language plpgsql as $$
begin
  perform pg_notify('access_changes', 'user:' || user_id)
    from auth_session where id = coalesce(new.session_id, old.session_id);
  return null;
end $$;

create trigger tell_access after insert or update or delete on membership_roles
  for each row execute function tell_access_of_user();
create trigger tell_access after delete on memberships
  for each row execute function tell_access_of_user();
create trigger tell_access after insert or delete on platform_admins
  for each row execute function tell_access_of_user();
create trigger tell_access after delete on auth_session
  for each row execute function tell_access_of_user();
create trigger tell_access after delete on api_tokens
  for each row execute function tell_access_of_user();
create trigger tell_access after delete on second_factors
  for each row execute function tell_access_of_user();
create trigger tell_access after delete on passkeys
  for each row execute function tell_access_of_user();
create trigger tell_access after update on roles
  for each row execute function tell_access_of_tenant();
create trigger tell_access after insert or delete on second_factor_roles
  for each row execute function tell_access_of_tenant();
create trigger tell_access after update of status on tenants
  for each row when (old.status is distinct from new.status) execute function tell_tenant_status();
create trigger tell_access after insert or update or delete on session_contexts
  for each row execute function tell_access_of_session();
