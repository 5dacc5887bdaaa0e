import { type Static, Type } from 'typebox';
import { envelope } from './envelope.ts';
import { topics } from './topics.ts';

/** `discovery.devices`: what a device says of itself, published when it differs from the last time. */
export const discoveryDeviceV1 = envelope(
  1,
  Type.Object({
    deviceId: Type.String({ format: 'uuid' }),
    sysName: Type.String(),
    sysDescr: Type.String(),
    sysObjectId: Type.String(),
    sysLocation: Type.String(),
    sysContact: Type.String(),
    /** Best effort from sysDescr and sysObjectID, e.g. `MikroTik RB5009`; empty when unknown. */
    model: Type.String(),
    interfaces: Type.Array(
      Type.Object({
        ifIndex: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }),
        /** ifName, or ifDescr where there is none. */
        name: Type.String(),
        description: Type.String(),
        alias: Type.String(),
        /** IANA ifType. */
        type: Type.Integer(),
        speedBps: Type.Number({ minimum: 0 }),
        /** Lower case with colons, or empty. */
        macAddress: Type.String(),
        adminStatus: Type.Integer(),
        operStatus: Type.Integer(),
      }),
      { maxItems: 65_536 },
    ),
  }),
);
export type DiscoveryDeviceV1 = Static<typeof discoveryDeviceV1>;
export type DiscoveredInterface = DiscoveryDeviceV1['data']['interfaces'][number];

export const discoveryDeviceTopic = topics.discoveryDevices.name;
