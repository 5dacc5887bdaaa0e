/** What feeds the network: areas of the power company that fail together, and the batteries in between. */
import { atSite, commonFields, integer, named, reference, text, words } from '../fields.ts';
import type { ObjectType } from '../object-type.ts';

export const powerArea: ObjectType = {
  name: 'power_area',
  plural: 'power-areas',
  resource: 'power',
  table: 'power_areas',
  label: { one: words(['Área eléctrica', 'Power area']), many: words(['Áreas eléctricas', 'Power areas']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    siteId: reference('site', ['Sitio', 'Site']),
    provider: text(['Proveedor', 'Provider'], { lengthMax: 100, filter: true }),
    ...commonFields,
  }),
  siteOf: atSite,
  writable: 'all',
};

export const ups: ObjectType = {
  name: 'ups',
  plural: 'ups',
  resource: 'power',
  table: 'ups_units',
  label: { one: words(['UPS', 'UPS']), many: words(['UPS', 'UPS units']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    siteId: reference('site', ['Sitio', 'Site'], { required: true }),
    powerAreaId: reference('power_area', ['Área eléctrica', 'Power area']),
    deviceId: reference('device', ['Equipo que lo monitorea', 'Device that monitors it']),
    model: text(['Modelo', 'Model'], { lengthMax: 100, filter: true }),
    capacityVa: integer({ min: 1, max: 10_000_000 }, ['Capacidad (VA)', 'Capacity (VA)']),
    runtimeMinutes: integer({ min: 0, max: 100_000 }, ['Autonomía (min)', 'Runtime (min)']),
    ...commonFields,
  }),
  siteOf: atSite,
  writable: 'all',
};
