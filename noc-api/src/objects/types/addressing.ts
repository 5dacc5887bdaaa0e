/** Prefixes and the addresses inside them; that an address is inside is checked by the database. */
import { normalizeIp, normalizePrefix } from '../network.ts';
import { atSite, commonFields, integer, named, network, oneOf, reference, text, where, words } from '../fields.ts';
import type { ObjectType } from '../object-type.ts';

export const vlanRange = { min: 1, max: 4_094 } as const;

const prefixRoleWords = [
  ['subscribers', 'Abonados', 'Subscribers'],
  ['management', 'Gestión', 'Management'],
  ['point_to_point', 'Punto a punto', 'Point to point'],
  ['public', 'Público', 'Public'],
  ['other', 'Otro', 'Other'],
] as const;

export const prefix: ObjectType = {
  name: 'prefix',
  plural: 'prefixes',
  resource: 'prefix',
  table: 'prefixes',
  label: { one: words(['Prefijo', 'Prefix']), many: words(['Prefijos', 'Prefixes']) },
  nameField: 'prefix',
  fields: named({
    prefix: network('cidr', ['Prefijo', 'Prefix'], { required: true, normalize: normalizePrefix }),
    name: text(['Nombre', 'Name'], { lengthMax: 100, sort: true }),
    role: oneOf(prefixRoleWords, ['Uso', 'Role'], { default: 'other' }),
    siteId: reference('site', ['Sitio', 'Site']),
    vlan: integer(vlanRange, ['VLAN', 'VLAN'], { filter: true }),
    ...commonFields,
  }),
  siteOf: atSite,
  writable: 'all',
};

export const address: ObjectType = {
  name: 'address',
  plural: 'addresses',
  resource: 'address',
  table: 'addresses',
  label: { one: words(['Dirección IP', 'Address']), many: words(['Direcciones IP', 'Addresses']) },
  nameField: 'address',
  fields: named({
    address: network('inet', ['Dirección', 'Address'], { required: true, normalize: normalizeIp }),
    prefixId: reference('prefix', ['Prefijo', 'Prefix'], { required: true }),
    hostName: text(['Nombre de host', 'Host name'], { lengthMax: 253, sort: true }),
    deviceId: reference('device', ['Equipo', 'Device']),
    interfaceId: reference('interface', ['Interfaz', 'Interface']),
    ...commonFields,
  }),
  siteOf: where('prefixId'),
  writable: 'all',
  check: ({ deviceId, interfaceId }) =>
    interfaceId !== null && deviceId === null
      ? [{ field: 'deviceId', code: 'DEVICE_MISSING', message: 'give the device that the interface belongs to' }]
      : [],
};
