-- Why: what is restored must fit what changed meanwhile: cards and ports come back to an OLT only. And what is deleted
-- holds up nobody: a rack moves though a deleted device stood in it, which lets go of it.
-- Locks: the tables for an instant. Rollback: the triggers as 0005 made them.

drop trigger only_olt on cards;
create trigger only_olt after insert or update of device_id, deleted_at on cards for each row
  when (new.deleted_at is null) execute function refuse_other_than_olt();
drop trigger only_olt on pon_ports;
create trigger only_olt after insert or update of device_id, deleted_at on pon_ports for each row
  when (new.deleted_at is null) execute function refuse_other_than_olt();

create function leave_rack() returns trigger language plpgsql as $$
begin
  update devices set rack_id = null
  where tenant_id = new.tenant_id and site_id = old.site_id and rack_id = new.id and deleted_at is not null;
  return new;
end $$;
create trigger leave_rack before update of site_id on racks for each row
  when (old.site_id <> new.site_id) execute function leave_rack();
