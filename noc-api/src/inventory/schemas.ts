import { linkStatuses, stateReasons } from '@fastisp/core/contracts/device-state.v1';
import { deviceKinds } from '@fastisp/core/contracts/inventory-device.v1';
import { type Static, Type } from 'typebox';
import { closed, idsQuery, named, nextCursor, orNull, pageQuery, timestamp, uuid } from '#http/schemas.ts';

const name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '\\S',
  description: 'Unique within the tenant.',
});
const address = Type.String({ minLength: 1, maxLength: 253, description: 'Host name, IPv4 or IPv6 address.' });
const kind = Type.Enum([...deviceKinds]);
const pollIntervalS = Type.Integer({ minimum: 5, maximum: 3_600, description: 'Seconds from poll to poll.' });
const snmpVersion = Type.Enum(['2c', '1']);
const snmpPort = Type.Integer({ minimum: 1, maximum: 65_535 });
const community = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Sealed at rest, never returned.',
  writeOnly: true,
});

export const defaultSnmpPort = 161;
export const defaultPollIntervalS = 60;

/** Where it stands in the inventory; the same words as in `objects/types/devices.ts`. */
const placeFields = {
  externalId: orNull(
    Type.String({ minLength: 1, maxLength: 100, description: 'What another system calls it; unique.' }),
  ),
  siteId: orNull(uuid),
  rackId: orNull(uuid),
  powerAreaId: orNull(uuid),
  isCore: Type.Boolean({ description: 'Where paths end: what reaches a core device is served.' }),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 50, uniqueItems: true }),
  notes: Type.String({ maxLength: 4_000 }),
};
const placeOptions = {
  externalId: Type.Optional(placeFields.externalId),
  siteId: Type.Optional(placeFields.siteId),
  rackId: Type.Optional(placeFields.rackId),
  powerAreaId: Type.Optional(placeFields.powerAreaId),
  isCore: Type.Optional(placeFields.isCore),
  tags: Type.Optional(placeFields.tags),
  notes: Type.Optional(placeFields.notes),
};

export const deviceBody = Type.Object(
  {
    name,
    address,
    kind: Type.Optional(Type.Enum([...deviceKinds], { default: 'router' })),
    snmp: Type.Object(
      {
        version: Type.Optional(Type.Enum(['2c', '1'], { default: '2c' })),
        community,
        port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, default: defaultSnmpPort })),
      },
      closed,
    ),
    pollIntervalS: Type.Optional(Type.Integer({ minimum: 5, maximum: 3_600, default: defaultPollIntervalS })),
    ...placeOptions,
  },
  closed,
);
export type DeviceBody = Static<typeof deviceBody>;

/** What is absent stays as it is. */
export const devicePatch = Type.Object(
  {
    name: Type.Optional(name),
    address: Type.Optional(address),
    kind: Type.Optional(kind),
    snmp: Type.Optional(
      Type.Object(
        {
          version: Type.Optional(snmpVersion),
          community: Type.Optional(community),
          port: Type.Optional(snmpPort),
        },
        closed,
      ),
    ),
    pollIntervalS: Type.Optional(pollIntervalS),
    ...placeOptions,
  },
  { ...closed, minProperties: 1 },
);
export type DevicePatch = Static<typeof devicePatch>;

export const devicePatchQuery = Type.Object(
  {
    withServices: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Moves the device to another site although live services hang on it.',
      }),
    ),
  },
  closed,
);

const deviceFields = {
  id: Type.String({ format: 'uuid' }),
  name,
  address,
  kind,
  snmp: Type.Object({ version: snmpVersion, port: snmpPort, communitySet: Type.Boolean() }),
  pollIntervalS,
  ...placeFields,
  status: Type.Enum([...linkStatuses]),
  reason: Type.Enum([...stateReasons], { description: 'Why it is in this status.' }),
  since: timestamp('When it entered this status.'),
  lastSeenAt: orNull(timestamp('Last poll that it answered; null when never.')),
  interfacesUp: Type.Integer(),
  interfacesDown: Type.Integer({ description: 'Administratively up, but not working.' }),
  createdAt: timestamp('When it was added.'),
  updatedAt: timestamp('When its settings last changed.'),
};

export const deviceRow = named('DeviceRow', Type.Object(deviceFields));
export type DeviceRow = Static<typeof deviceRow>;

export const device = named(
  'Device',
  Type.Object({
    ...deviceFields,
    model: Type.String({ description: 'Empty when unknown.' }),
    sysName: Type.String(),
    sysDescr: Type.String(),
    sysObjectId: Type.String(),
    sysLocation: Type.String(),
    sysContact: Type.String(),
    uptimeMs: orNull(Type.Number({ description: 'Milliseconds since it started, as of `lastSeenAt`.' })),
    interfaceCount: Type.Integer(),
  }),
);
export type Device = Static<typeof device>;

export const deviceSorts = ['worst', 'name', '-name', 'address', '-address', 'lastSeenAt', '-lastSeenAt'] as const;
export type DeviceSort = (typeof deviceSorts)[number];

export const deviceListQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...linkStatuses])),
    kind: Type.Optional(kind),
    siteId: Type.Optional(uuid),
    rackId: Type.Optional(uuid),
    tag: Type.Optional(Type.String({ maxLength: 50 })),
    ids: Type.Optional(idsQuery),
    q: Type.Optional(
      Type.String({ maxLength: 100, description: 'Parts of the name, the address or the external id, in any order.' }),
    ),
    sort: Type.Optional(
      Type.Enum([...deviceSorts], { default: 'worst', description: '`worst`: down, unknown, up; the longest first.' }),
    ),
    ...pageQuery,
  },
  closed,
);
export type DeviceListQuery = Static<typeof deviceListQuery>;

export const deviceList = named(
  'DeviceList',
  Type.Object({
    items: Type.Array(deviceRow),
    total: Type.Integer({ description: 'How many match, on all pages.' }),
    nextCursor,
  }),
);

export const networkInterface = named(
  'Interface',
  Type.Object({
    id: Type.String({ format: 'uuid', description: 'Stays the same when the device numbers its interfaces anew.' }),
    deviceId: Type.String({ format: 'uuid' }),
    ifIndex: Type.Integer(),
    name: Type.String(),
    alias: Type.String(),
    description: Type.String(),
    type: Type.Integer({ description: 'IANA ifType.' }),
    speedBps: Type.Number({ description: 'Bits per second; 0 when unknown.' }),
    mac: Type.String({ description: 'Lower case with colons, or empty.' }),
    status: Type.Enum([...linkStatuses]),
    adminUp: Type.Boolean(),
    since: orNull(timestamp('When it entered this status; null before the first poll.')),
    inBps: orNull(Type.Number({ description: 'Bits per second at the last poll; null without a recent one.' })),
    outBps: orNull(Type.Number({ description: 'Bits per second at the last poll; null without a recent one.' })),
    ratesAt: orNull(timestamp('When the rates were measured.')),
  }),
);
export type NetworkInterface = Static<typeof networkInterface>;

export const interfaceList = Type.Object({ items: Type.Array(networkInterface) });
