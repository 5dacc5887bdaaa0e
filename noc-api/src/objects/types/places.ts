/** Where things are: zones in zones, sites in them, racks at sites. */
import { atSite, commonFields, integer, latitude, longitude, named, reference, text, words } from '../fields.ts';
import type { FieldProblem, ObjectRecord, ObjectType } from '../object-type.ts';

/** Half a position is a mistake. */
export function checkPosition({ latitude, longitude }: ObjectRecord): readonly FieldProblem[] {
  if ((latitude === null) === (longitude === null)) return [];
  const field = latitude === null ? 'latitude' : 'longitude';
  return [{ field, code: 'POSITION_INCOMPLETE', message: 'give both the latitude and the longitude, or neither' }];
}

export const zone: ObjectType = {
  name: 'zone',
  plural: 'zones',
  resource: 'zone',
  table: 'zones',
  label: { one: words(['Zona', 'Zone']), many: words(['Zonas', 'Zones']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    parentId: reference('zone', ['Zona superior', 'Parent zone']),
    ...commonFields,
  }),
  siteOf: { by: 'nowhere' },
  writable: 'all',
};

export const site: ObjectType = {
  name: 'site',
  plural: 'sites',
  resource: 'site',
  table: 'sites',
  label: { one: words(['Sitio', 'Site']), many: words(['Sitios', 'Sites']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    zoneId: reference('zone', ['Zona', 'Zone']),
    street: text(['Dirección', 'Street address'], { lengthMax: 300 }),
    latitude,
    longitude,
    ...commonFields,
  }),
  siteOf: { by: 'self' },
  writable: 'all',
  check: checkPosition,
};

export const rack: ObjectType = {
  name: 'rack',
  plural: 'racks',
  resource: 'rack',
  table: 'racks',
  label: { one: words(['Rack', 'Rack']), many: words(['Racks', 'Racks']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    siteId: reference('site', ['Sitio', 'Site'], { required: true }),
    heightU: integer({ min: 1, max: 60 }, ['Altura (U)', 'Height (U)'], { default: 42 }),
    ...commonFields,
  }),
  siteOf: atSite,
  writable: 'all',
};
