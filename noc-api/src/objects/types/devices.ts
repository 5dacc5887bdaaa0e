/** Devices and what connects them. Devices and interfaces have routes of their own (`inventory/`). */
import { deviceKinds } from '@fastisp/core/contracts/inventory-device.v1';
import { checkAddress } from '#inventory/address.ts';
import { communityField } from '#inventory/device-rows.ts';
import { defaultPollIntervalS, defaultSnmpPort } from '#inventory/schemas.ts';
import {
  atSite,
  commonFields,
  flag,
  integer,
  named,
  oneOf,
  reference,
  reported,
  text,
  where,
  words,
} from '../fields.ts';
import type { FieldProblem, ObjectRecord, ObjectType } from '../object-type.ts';

const deviceKindWords: Readonly<Record<(typeof deviceKinds)[number], readonly [es: string, en: string]>> = {
  router: ['Router', 'Router'],
  switch: ['Switch', 'Switch'],
  olt: ['OLT', 'OLT'],
  radio: ['Radioenlace', 'Radio link'],
  server: ['Servidor', 'Server'],
  other: ['Otro', 'Other'],
};

const snmpVersionWords = [
  ['2c', 'SNMP v2c'],
  ['1', 'SNMP v1'],
] as const;

export const device: ObjectType = {
  name: 'device',
  plural: 'devices',
  resource: 'device',
  table: 'devices',
  label: { one: words(['Equipo', 'Device']), many: words(['Equipos', 'Devices']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    address: text(['Dirección', 'Address'], {
      required: true,
      filter: true,
      sort: true,
      lengthMax: 253,
      normalize: (typed) => {
        const checked = checkAddress(typed);
        return 'problem' in checked ? checked : { value: checked.address };
      },
    }),
    kind: oneOf(
      deviceKinds.map((kind) => [kind, ...deviceKindWords[kind]]),
      ['Tipo', 'Kind'],
      { default: 'router' },
    ),
    siteId: reference('site', ['Sitio', 'Site']),
    rackId: reference('rack', ['Rack', 'Rack']),
    powerAreaId: reference('power_area', ['Área eléctrica', 'Power area']),
    isCore: flag(['Es núcleo', 'Is core']),
    snmpVersion: oneOf(snmpVersionWords, ['Versión SNMP', 'SNMP version'], { default: '2c' }),
    snmpPort: integer({ min: 1, max: 65_535 }, ['Puerto SNMP', 'SNMP port'], { default: defaultSnmpPort }),
    snmpCommunity: (name) => ({
      ...text(['Comunidad SNMP', 'SNMP community'], { lengthMax: 255, required: true })(name),
      column: 'snmp_community_sealed',
      secret: { context: communityField },
    }),
    pollIntervalS: integer({ min: 5, max: 3_600 }, ['Intervalo de sondeo (s)', 'Poll interval (s)'], {
      default: defaultPollIntervalS,
    }),
    ...commonFields,
  }),
  siteOf: atSite,
  writable: 'all',
  ownRoutes: true,
};

export const networkInterface: ObjectType = {
  name: 'interface',
  plural: 'interfaces',
  resource: 'interface',
  table: 'interfaces',
  label: { one: words(['Interfaz', 'Interface']), many: words(['Interfaces', 'Interfaces']) },
  nameField: 'name',
  fields: named({
    deviceId: reference('device', ['Equipo', 'Device'], { required: true, readOnly: true }),
    name: reported(['Nombre', 'Name'], { required: true, sort: true }),
    alias: reported(['Alias', 'Alias']),
    description: reported(['Descripción', 'Description']),
    ifIndex: integer({ min: 0, max: 4_294_967_295 }, ['ifIndex', 'ifIndex'], { readOnly: true, filter: true }),
    speedBps: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, ['Velocidad (bit/s)', 'Speed (bit/s)'], {
      readOnly: true,
      default: 0,
    }),
    macAddress: reported(['MAC', 'MAC'], { filter: true }),
    adminUp: flag(['Habilitada', 'Administratively up'], { readOnly: true }),
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'annotate',
};

const linkKindWords = [
  ['physical', 'Físico', 'Physical'],
  ['radio', 'Radioenlace', 'Radio link'],
  ['ring', 'Anillo', 'Ring'],
] as const;

function checkEnds({ aDeviceId, bDeviceId, aInterfaceId, bInterfaceId }: ObjectRecord): readonly FieldProblem[] {
  if (aDeviceId !== bDeviceId) return [];
  if (aInterfaceId !== null && bInterfaceId !== null && aInterfaceId !== bInterfaceId) return [];
  return [
    {
      field: 'bDeviceId',
      code: 'LINK_TO_ITSELF',
      message: 'both ends are one device: name another device, or two different interfaces of it',
    },
  ];
}

export const link: ObjectType = {
  name: 'link',
  plural: 'links',
  resource: 'link',
  table: 'links',
  label: { one: words(['Enlace', 'Link']), many: words(['Enlaces', 'Links']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    kind: oneOf(linkKindWords, ['Tipo', 'Kind'], { default: 'physical' }),
    aDeviceId: reference('device', ['Equipo A', 'Device A'], { required: true }),
    aInterfaceId: reference('interface', ['Interfaz A', 'Interface A']),
    bDeviceId: reference('device', ['Equipo B', 'Device B'], { required: true }),
    bInterfaceId: reference('interface', ['Interfaz B', 'Interface B']),
    capacityBps: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, ['Capacidad (bit/s)', 'Capacity (bit/s)']),
    lengthM: integer({ min: 0, max: 100_000_000 }, ['Longitud (m)', 'Length (m)']),
    ...commonFields,
  }),
  siteOf: where('aDeviceId'),
  writable: 'all',
  check: checkEnds,
};
