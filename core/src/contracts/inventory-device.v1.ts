import { type Static, Type } from 'typebox';
import { envelope } from './envelope.ts';
import { topics } from './topics.ts';

export const deviceKinds = ['router', 'switch', 'olt', 'radio', 'server', 'other'] as const;

/** `inventory.devices`: what the collector must poll. */
export const inventoryDeviceV1 = envelope(
  1,
  Type.Object({
    deviceId: Type.String({ format: 'uuid' }),
    name: Type.String(),
    /** Host name or IP address. */
    address: Type.String(),
    kind: Type.Enum([...deviceKinds]),
    snmp: Type.Object({
      version: Type.Enum(['2c', '1']),
      port: Type.Integer({ minimum: 1, maximum: 65_535 }),
      /** The community, sealed by `secret/secret-box.ts` for (tenant, device id, `snmp.community`). */
      communitySealed: Type.String(),
    }),
    pollIntervalS: Type.Integer({ minimum: 5, maximum: 3_600 }),
    /** Where it stands, which decides who may see it; null or absent: at no site. */
    siteId: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
    /** Grows with each change of the device, so that an old message never overwrites a newer one. */
    revision: Type.Integer({ minimum: 1 }),
  }),
);
export type InventoryDeviceV1 = Static<typeof inventoryDeviceV1>;

export const inventoryDeviceTopic = topics.inventoryDevices.name;
