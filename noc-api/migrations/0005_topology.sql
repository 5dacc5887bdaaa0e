-- Why: the inventory of the network and its subscribers: places, power, addressing, links, optical plant,
-- services. Declared for the program in src/objects/types; what must hold whoever writes is held here.
-- Locks: devices and interfaces are rewritten for their new columns (10,000 devices: well under a second).
-- Rollback: drop the tables in reverse order, the new columns, the functions.
--
-- Search is a LIKE on `search_text` within the tenant: under row-level security an index on LIKE (pg_trgm) is
-- never used, because its operators are not leakproof; `tenant_id` narrows instead, and an index carries the text.

-- Capitals and accents do not matter to people who search. Immutable, whatever the server's locale. 400 characters,
-- because a row of an index holds 2,700 bytes.
create function search_fold(words text) returns text
  language sql immutable parallel safe strict
  return left(translate(lower(words), 'ÁÀÂÄÃáàâäãÉÈÊËéèêëÍÌÎÏíìîïÓÒÔÖÕóòôöõÚÙÛÜúùûüÑñÇç',
    'aaaaaaaaaaeeeeeeeeiiiiiiiioooooooooouuuuuuuunncc'), 400);

-- What every kind has; dropped below, the tables keep its columns.
create table object_columns (
  tenant_id bigint not null,
  id uuid not null,
  -- What another system calls it; unique among the living.
  external_id text,
  tags text[] not null default '{}',
  notes text not null default '',
  -- Grows with each change: the ETag.
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Set while a removal can be undone; then the row goes.
  deleted_at timestamptz
);

create table zones (like object_columns including defaults,
  name text not null,
  parent_id uuid
);
create unique index zones_name on zones (tenant_id, parent_id, lower(name)) nulls not distinct where deleted_at is null;

create table sites (like object_columns including defaults,
  name text not null,
  zone_id uuid,
  street text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  constraint sites_position check ((latitude is null) = (longitude is null))
);
create unique index sites_name on sites (tenant_id, lower(name)) where deleted_at is null;

create table racks (like object_columns including defaults,
  name text not null,
  site_id uuid not null,
  height_u integer not null,
  unique (tenant_id, site_id, id)
);
create unique index racks_name on racks (tenant_id, site_id, lower(name)) where deleted_at is null;

create table power_areas (like object_columns including defaults,
  name text not null,
  site_id uuid,
  provider text
);
create unique index power_areas_name on power_areas (tenant_id, lower(name)) where deleted_at is null;

alter table devices
  add column external_id text,
  add column tags text[] not null default '{}',
  add column notes text not null default '',
  add column site_id uuid,
  add column rack_id uuid,
  add column power_area_id uuid,
  -- Where paths end: what reaches a core device is served.
  add column is_core boolean not null default false,
  -- A rack stands at the site of its devices.
  add constraint devices_rack foreign key (tenant_id, site_id, rack_id) references racks (tenant_id, site_id, id),
  add constraint devices_rack_needs_site check (rack_id is null or site_id is not null);

alter table interfaces
  add column external_id text,
  add column tags text[] not null default '{}',
  add column notes text not null default '',
  add column revision integer not null default 1,
  add column created_at timestamptz not null default now(),
  add column updated_at timestamptz not null default now(),
  add column deleted_at timestamptz,
  add constraint interfaces_of_device unique (tenant_id, device_id, id);
create policy system_access on interfaces
  using ((select app_is_system())) with check ((select app_is_system()));

create table ups_units (like object_columns including defaults,
  name text not null,
  site_id uuid not null,
  power_area_id uuid,
  device_id uuid,
  model text,
  capacity_va integer, runtime_minutes integer
);
create unique index ups_units_name on ups_units (tenant_id, site_id, lower(name)) where deleted_at is null;

create table prefixes (like object_columns including defaults,
  prefix cidr not null,
  name text,
  role text not null,
  site_id uuid,
  vlan integer check (vlan between 1 and 4094)
);
create unique index prefixes_prefix on prefixes (tenant_id, prefix) where deleted_at is null;

create table addresses (like object_columns including defaults,
  address inet not null,
  prefix_id uuid not null,
  host_name text,
  device_id uuid,
  interface_id uuid,
  constraint addresses_interface_of_device foreign key (tenant_id, device_id, interface_id)
    references interfaces (tenant_id, device_id, id) on delete set null (interface_id),
  constraint addresses_interface_needs_device check (interface_id is null or device_id is not null)
);
create unique index addresses_address on addresses (tenant_id, prefix_id, address) where deleted_at is null;

create table links (like object_columns including defaults,
  name text not null,
  kind text not null,
  a_device_id uuid not null, a_interface_id uuid,
  b_device_id uuid not null, b_interface_id uuid,
  capacity_bps bigint, length_m integer,
  constraint links_a_interface_of_device foreign key (tenant_id, a_device_id, a_interface_id)
    references interfaces (tenant_id, device_id, id) on delete set null (a_interface_id),
  constraint links_b_interface_of_device foreign key (tenant_id, b_device_id, b_interface_id)
    references interfaces (tenant_id, device_id, id) on delete set null (b_interface_id)
);

create table cards (like object_columns including defaults,
  name text not null,
  device_id uuid not null,
  slot integer not null,
  model text,
  unique (tenant_id, device_id, id)
);
create unique index cards_slot on cards (tenant_id, device_id, slot) where deleted_at is null;

create table pon_ports (like object_columns including defaults,
  name text not null,
  device_id uuid not null,
  card_id uuid,
  number integer not null,
  technology text not null,
  -- A port belongs to the device of its card, and goes with it.
  constraint pon_ports_card_of_device foreign key (tenant_id, device_id, card_id)
    references cards (tenant_id, device_id, id) on update cascade
);
create unique index pon_ports_number on pon_ports (tenant_id, device_id, card_id, number) nulls not distinct
  where deleted_at is null;

-- Below a port `device_id`, the OLT, follows from the parent (`derive_olt` below): lists by OLT and site need no walk.
create table feeders (like object_columns including defaults,
  name text not null,
  pon_port_id uuid not null,
  length_m integer,
  device_id uuid
);

create table splitters (like object_columns including defaults,
  name text not null,
  feeder_id uuid, parent_id uuid,
  outputs integer not null,
  latitude double precision, longitude double precision,
  device_id uuid,
  constraint splitters_one_parent check (num_nonnulls(feeder_id, parent_id) = 1)
);

create table drops (like object_columns including defaults,
  name text not null,
  splitter_id uuid, feeder_id uuid,
  output_number integer,
  length_m integer,
  device_id uuid,
  constraint drops_one_parent check (num_nonnulls(splitter_id, feeder_id) = 1)
);
create unique index drops_output on drops (tenant_id, splitter_id, output_number) where deleted_at is null;

create table onus (like object_columns including defaults,
  serial text not null,
  model text,
  drop_id uuid,
  pon_port_id uuid,
  onu_number integer,
  power_area_id uuid,
  rx_power_min_dbm double precision,
  device_id uuid
);
create unique index onus_serial on onus (tenant_id, serial) where deleted_at is null;
create unique index onus_number on onus (tenant_id, pon_port_id, onu_number) where deleted_at is null;

create table subscribers (like object_columns including defaults,
  name text not null,
  kind text not null,
  document_type text, document text,
  email text, phone text,
  street text, city text,
  latitude double precision, longitude double precision,
  site_id uuid
);

create table plans (like object_columns including defaults,
  name text not null,
  down_kbps integer not null,
  up_kbps integer not null
);
create unique index plans_name on plans (tenant_id, lower(name)) where deleted_at is null;

create table services (like object_columns including defaults,
  name text not null,
  -- Exactly one.
  subscriber_id uuid not null,
  plan_id uuid not null,
  status text not null,
  access text not null,
  user_name text,
  address inet,
  vlan integer check (vlan between 1 and 4094),
  onu_id uuid,
  device_id uuid,
  started_at timestamptz
);
create unique index services_user_name on services (tenant_id, user_name) where deleted_at is null and status <> 'ended';
create unique index services_address on services (tenant_id, address) where deleted_at is null and status <> 'ended';

create table subscriber_sessions (like object_columns including defaults,
  user_name text not null,
  service_id uuid, subscriber_id uuid, device_id uuid,
  address inet, mac_address text,
  started_at timestamptz not null, ended_at timestamptz,
  in_octets bigint, out_octets bigint
);

drop table object_columns;

-- How often the inventory of a tenant changed: what is derived from it (the graph in memory) knows by this whether it
-- is still right.
create table inventory_versions (
  tenant_id bigint primary key,
  version bigint not null default 0
);

-- What every table has: policies, the tenant, the objects that it points to (`column>table`), each with an index for
-- the living, what is searched, and the order of lists by name, whose index alone answers a search.
do $$
declare
  kind record;
  pointer text;
begin
  for kind in
    select * from (values
      ('zones', 'name', 'name', '{parent_id>zones}'),
      ('sites', 'name', 'name, street', '{zone_id>zones}'),
      ('racks', 'name', 'name', '{site_id>sites}'),
      ('power_areas', 'name', 'name, provider', '{site_id>sites}'),
      ('devices', 'name', 'name, address', '{site_id>sites,rack_id>racks,power_area_id>power_areas}'),
      ('ups_units', 'name', 'name, model', '{site_id>sites,power_area_id>power_areas,device_id>devices}'),
      ('interfaces', 'name', 'name, alias, description, mac_address', '{}'),
      ('prefixes', 'text(prefix)', 'text(prefix), name', '{site_id>sites}'),
      ('addresses', 'host(address)', 'host(address), host_name', '{prefix_id>prefixes,device_id>devices}'),
      ('links', 'name', 'name', '{a_device_id>devices,b_device_id>devices}'),
      ('cards', 'name', 'name, model', '{device_id>devices}'),
      ('pon_ports', 'name', 'name', '{device_id>devices,card_id>cards}'),
      ('feeders', 'name', 'name', '{pon_port_id>pon_ports,device_id>devices}'),
      ('splitters', 'name', 'name', '{feeder_id>feeders,parent_id>splitters,device_id>devices}'),
      ('drops', 'name', 'name', '{splitter_id>splitters,feeder_id>feeders,device_id>devices}'),
      ('onus', 'serial', 'serial, model', '{drop_id>drops,pon_port_id>pon_ports,power_area_id>power_areas,device_id>devices}'),
      ('subscribers', 'name', 'name, document, phone, email, street', '{site_id>sites}'),
      ('plans', 'name', 'name', '{}'),
      ('services', 'name', 'name, user_name, host(address)', '{subscriber_id>subscribers,plan_id>plans,onu_id>onus,device_id>devices}'),
      ('subscriber_sessions', 'user_name', 'user_name, host(address), mac_address', '{service_id>services,subscriber_id>subscribers,device_id>devices}'),
      ('inventory_versions', null, null, '{}')
    ) as kinds (tbl, called, searched, pointers)
  loop
    if kind.tbl not in ('devices', 'interfaces') then
      execute format('alter table %I add foreign key (tenant_id) references tenants, enable row level security, force row level security', kind.tbl);
      execute format('create policy tenant_isolation on %I using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()))', kind.tbl);
      execute format('create policy system_access on %I using ((select app_is_system())) with check ((select app_is_system()))', kind.tbl);
    end if;
    if kind.called is not null and kind.tbl not in ('devices', 'interfaces') then
      execute format('alter table %I add primary key (tenant_id, id)', kind.tbl);
    end if;
    foreach pointer in array kind.pointers::text[] loop
      execute format('alter table %I add constraint %I foreign key (tenant_id, %I) references %I %s', kind.tbl,
        kind.tbl || '_' || split_part(pointer, '>', 1), split_part(pointer, '>', 1), split_part(pointer, '>', 2),
        -- What was measured outlives what it was measured on.
        case kind.tbl when 'subscriber_sessions' then format('on delete set null (%I)', split_part(pointer, '>', 1)) end);
      execute format('create index on %I (tenant_id, %I) where deleted_at is null', kind.tbl, split_part(pointer, '>', 1));
    end loop;
    continue when kind.called is null;
    execute format(
      'alter table %I add column sort_name text generated always as (left(search_fold(%s), 100)) stored,
         add column search_text text generated always as (search_fold(%s || '' '' || coalesce(external_id, ''''))) stored',
      kind.tbl, kind.called, (
        select string_agg(format($part$coalesce(%s, '')$part$, part), $glue$ || ' ' || $glue$)
        from unnest(string_to_array(kind.searched, ', ')) as part));
    execute format('create unique index %I on %I (tenant_id, external_id) where deleted_at is null', kind.tbl || '_external_id', kind.tbl);
    execute format('create index %I on %I (tenant_id, sort_name, id) include (search_text) where deleted_at is null', kind.tbl || '_by_name', kind.tbl);
    continue when kind.tbl = 'devices'; -- has this one
    execute format('create index %I on %I (deleted_at) where deleted_at is not null', kind.tbl || '_deleted', kind.tbl);
  end loop;
end $$;
create index subscribers_document on subscribers (tenant_id, document) where deleted_at is null;

-- The rules below raise what a constraint would: a check violation with a name, which src/objects/violations.ts explains.
create procedure refuse(rule text) language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = rule, message = 'refused by the rule ' || rule;
end $$;

-- No tree comes back to itself. Moves within a tenant take turns: two halves of a circle could not see each other.
create function refuse_cycle() returns trigger language plpgsql as $$
declare
  comes_back boolean;
begin
  if new.parent_id is null then return null; end if;
  if tg_op = 'UPDATE' then perform pg_advisory_xact_lock(7204321, (new.tenant_id % 2147483647)::integer); end if;
  execute format('with recursive above (id) as (select $1 union
    select child.parent_id from %I as child join above using (id) where child.tenant_id = $3 and child.parent_id is not null)
    select exists (select from above where id = $2)', tg_table_name) into comes_back using new.parent_id, new.id, new.tenant_id;
  if comes_back then call refuse(tg_table_name || '_cycle'); end if;
  return null;
end $$;
create trigger no_cycle after insert or update of parent_id on zones for each row execute function refuse_cycle();
create trigger no_cycle after insert or update of parent_id on splitters for each row execute function refuse_cycle();

-- Cards and PON ports are parts of an OLT, and it stays one while it has them.
create function refuse_other_than_olt() returns trigger language plpgsql as $$
begin
  if not exists (select from devices where tenant_id = new.tenant_id and id = new.device_id and kind = 'olt') then call refuse(tg_table_name || '_olt'); end if;
  return null;
end $$;
create trigger only_olt after insert or update of device_id on cards for each row execute function refuse_other_than_olt();
create trigger only_olt after insert or update of device_id on pon_ports for each row execute function refuse_other_than_olt();
create function refuse_olt_with_ports() returns trigger language plpgsql as $$
begin
  if exists (select from cards where tenant_id = new.tenant_id and device_id = new.id and deleted_at is null)
    or exists (select from pon_ports where tenant_id = new.tenant_id and device_id = new.id and deleted_at is null) then call refuse('devices_olt_with_ports'); end if;
  return null;
end $$;
create trigger olt_stays after update of kind on devices for each row
  when (old.kind = 'olt' and new.kind <> 'olt') execute function refuse_olt_with_ports();

-- The OLT of what hangs on a port; the row before asks its parent, the row after tells its children.
create function derive_olt() returns trigger language plpgsql as $$
begin
  new.device_id := case tg_table_name
    when 'feeders' then (select device_id from pon_ports where tenant_id = new.tenant_id and id = (to_jsonb(new) ->> 'pon_port_id')::uuid)
    when 'onus' then coalesce((select device_id from drops where tenant_id = new.tenant_id and id = (to_jsonb(new) ->> 'drop_id')::uuid),
      (select device_id from pon_ports where tenant_id = new.tenant_id and id = (to_jsonb(new) ->> 'pon_port_id')::uuid))
    else coalesce((select device_id from feeders where tenant_id = new.tenant_id and id = (to_jsonb(new) ->> 'feeder_id')::uuid),
      (select device_id from splitters where tenant_id = new.tenant_id and id = (to_jsonb(new) ->> case tg_table_name when 'drops' then 'splitter_id' else 'parent_id' end)::uuid))
    end;
  return new;
end $$;
create function pass_olt_on() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'pon_ports' then
    update feeders set device_id = null where tenant_id = new.tenant_id and pon_port_id = new.id;
    update onus set device_id = null where tenant_id = new.tenant_id and pon_port_id = new.id;
  elsif tg_table_name = 'feeders' then
    update splitters set device_id = null where tenant_id = new.tenant_id and feeder_id = new.id;
    update drops set device_id = null where tenant_id = new.tenant_id and feeder_id = new.id;
  elsif tg_table_name = 'splitters' then
    update splitters set device_id = null where tenant_id = new.tenant_id and parent_id = new.id;
    update drops set device_id = null where tenant_id = new.tenant_id and splitter_id = new.id;
  else
    update onus set device_id = null where tenant_id = new.tenant_id and drop_id = new.id;
  end if;
  return null;
end $$;
do $$
declare
  tbl text;
begin
  foreach tbl in array array['feeders', 'splitters', 'drops', 'onus'] loop
    execute format('create trigger derive_olt before insert or update on %I for each row execute function derive_olt()', tbl);
  end loop;
  foreach tbl in array array['pon_ports', 'feeders', 'splitters', 'drops'] loop
    execute format('create trigger pass_olt_on after update on %I for each row
      when (old.device_id is distinct from new.device_id) execute function pass_olt_on()', tbl);
  end loop;
end $$;

-- An address lies in its prefix, also when the prefix changes.
create function refuse_address_outside() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'addresses' then
    if not exists (select from prefixes p where p.tenant_id = new.tenant_id and p.id = new.prefix_id and (to_jsonb(new) ->> 'address')::inet <<= p.prefix) then
      call refuse('addresses_inside_prefix');
    end if;
  elsif exists (select from addresses a where a.tenant_id = new.tenant_id and a.prefix_id = new.id and a.deleted_at is null
    and not a.address <<= (to_jsonb(new) ->> 'prefix')::cidr) then call refuse('prefixes_around_addresses'); end if;
  return null;
end $$;
create trigger inside_prefix after insert or update on addresses for each row execute function refuse_address_outside();
create trigger around_addresses after update of prefix on prefixes for each row execute function refuse_address_outside();
