/** Who is served, with what: subscribers, plans (speed only) and the services that join them to the network. */
import { Type } from 'typebox';
import { normalizeIp } from '../network.ts';
import {
  atSite,
  commonFields,
  integer,
  latitude,
  longitude,
  named,
  network,
  oneOf,
  reference,
  text,
  time,
  where,
  words,
} from '../fields.ts';
import type { FieldProblem, ObjectRecord, ObjectType } from '../object-type.ts';
import { vlanRange } from './addressing.ts';
import { checkPosition } from './places.ts';

const personal = { personal: true } as const;

const subscriberKindWords = [
  ['person', 'Persona', 'Person'],
  ['company', 'Empresa', 'Company'],
] as const;

export const subscriber: ObjectType = {
  name: 'subscriber',
  plural: 'subscribers',
  resource: 'subscriber',
  table: 'subscribers',
  label: { one: words(['Abonado', 'Subscriber']), many: words(['Abonados', 'Subscribers']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, ...personal }),
    kind: oneOf(subscriberKindWords, ['Tipo', 'Kind'], { default: 'person' }),
    documentType: text(['Tipo de documento', 'Document type'], { lengthMax: 20, filter: true, ...personal }),
    document: text(['Documento', 'Document'], { lengthMax: 40, filter: true, sort: true, ...personal }),
    email: (name) => ({
      ...text(['Correo electrónico', 'Email'], personal)(name),
      schema: Type.String({ format: 'email', maxLength: 254 }),
    }),
    phone: text(['Teléfono', 'Phone'], { lengthMax: 40, filter: true, ...personal }),
    street: text(['Dirección', 'Street address'], { lengthMax: 300, ...personal }),
    city: text(['Ciudad', 'City'], { lengthMax: 100, filter: true, sort: true, ...personal }),
    latitude: (name) => ({ ...latitude(name), ...personal }),
    longitude: (name) => ({ ...longitude(name), ...personal }),
    siteId: reference('site', ['Sitio', 'Site']),
    ...commonFields,
  }),
  siteOf: atSite,
  writable: 'all',
  check: checkPosition,
};

export const plan: ObjectType = {
  name: 'plan',
  plural: 'plans',
  resource: 'plan',
  table: 'plans',
  label: { one: words(['Plan', 'Plan']), many: words(['Planes', 'Plans']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    downKbps: integer({ min: 1, max: 1_000_000_000 }, ['Bajada (kbit/s)', 'Down (kbit/s)'], { required: true }),
    upKbps: integer({ min: 1, max: 1_000_000_000 }, ['Subida (kbit/s)', 'Up (kbit/s)'], { required: true }),
    ...commonFields,
  }),
  siteOf: { by: 'nowhere' },
  writable: 'all',
};

function checkAccess({ access, userName, address }: ObjectRecord): readonly FieldProblem[] {
  if (access === 'pppoe' && userName === null) {
    return [{ field: 'userName', code: 'USER_NAME_MISSING', message: 'a PPPoE service needs its user name' }];
  }
  if (access === 'static' && address === null) {
    return [
      { field: 'address', code: 'ADDRESS_MISSING', message: 'a service with a static address needs the address' },
    ];
  }
  return [];
}

const serviceStatusWords = [
  ['active', 'Activo', 'Active'],
  ['pending', 'Pendiente', 'Pending'],
  ['suspended', 'Suspendido', 'Suspended'],
  ['ended', 'Terminado', 'Ended'],
] as const;

const accessWords = [
  ['pppoe', 'PPPoE'],
  ['dhcp', 'DHCP'],
  ['static', 'IP fija', 'Static IP'],
] as const;

export const service: ObjectType = {
  name: 'service',
  plural: 'services',
  resource: 'service',
  table: 'services',
  label: { one: words(['Servicio', 'Service']), many: words(['Servicios', 'Services']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    subscriberId: reference('subscriber', ['Abonado', 'Subscriber'], { required: true }),
    planId: reference('plan', ['Plan', 'Plan'], { required: true }),
    status: oneOf(serviceStatusWords, ['Estado', 'Status'], { default: 'active' }),
    access: oneOf(accessWords, ['Acceso', 'Access'], { default: 'pppoe' }),
    userName: text(['Usuario PPPoE', 'PPPoE user name'], { lengthMax: 100, filter: true, sort: true }),
    address: network('inet', ['Dirección IP', 'Address'], { normalize: normalizeIp }),
    vlan: integer(vlanRange, ['VLAN', 'VLAN'], { filter: true }),
    onuId: reference('onu', ['ONU', 'ONU']),
    deviceId: reference('device', ['Equipo de acceso', 'Access device']),
    startedAt: time(['Alta', 'Started']),
    ...commonFields,
  }),
  siteOf: where('subscriberId'),
  writable: 'all',
  check: checkAccess,
};

export const subscriberSession: ObjectType = {
  name: 'subscriber_session',
  plural: 'subscriber-sessions',
  resource: 'subscriber_session',
  table: 'subscriber_sessions',
  label: { one: words(['Sesión', 'Session']), many: words(['Sesiones', 'Sessions']) },
  nameField: 'userName',
  fields: named({
    userName: text(['Usuario', 'User name'], { required: true, filter: true, sort: true }),
    serviceId: reference('service', ['Servicio', 'Service']),
    subscriberId: reference('subscriber', ['Abonado', 'Subscriber']),
    deviceId: reference('device', ['Equipo', 'Device']),
    address: network('inet', ['Dirección IP', 'Address'], { normalize: normalizeIp }),
    macAddress: text(['MAC', 'MAC'], { filter: true }),
    startedAt: time(['Inicio', 'Started'], { required: true }),
    endedAt: time(['Fin', 'Ended']),
    inOctets: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, ['Octetos de subida', 'Octets in']),
    outOctets: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, ['Octetos de bajada', 'Octets out']),
    ...commonFields,
  }),
  siteOf: where('subscriberId'),
  writable: 'none',
};
