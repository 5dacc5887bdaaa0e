import { type Static, Type } from 'typebox';
import { envelope } from './envelope.ts';
import { topics } from './topics.ts';

/**
 * `inventory.objects`: one thing of the inventory: zone, site, rack, power area, UPS, device, prefix, address, link,
 * card, PON port, feeder, splitter, drop, ONU, subscriber, plan or service. Fields are named as the HTTP API names
 * them; what is null, empty, secret or about a person is left out. A tombstone when it was deleted.
 */
export const inventoryObjectV1 = envelope(
  1,
  Type.Object({
    /** Kind of the object, e.g. `pon_port`; one that a reader does not know is skipped. */
    type: Type.String(),
    objectId: Type.String({ format: 'uuid' }),
    /** Grows with each change of the object, so that an old message never overwrites a newer one. */
    revision: Type.Integer({ minimum: 1 }),
    fields: Type.Record(
      Type.String(),
      Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]),
    ),
  }),
);
export type InventoryObjectV1 = Static<typeof inventoryObjectV1>;

export const inventoryObjectTopic = topics.inventoryObjects.name;
export const inventoryObjectKey = ({ data }: Pick<InventoryObjectV1, 'data'>): string =>
  `${data.type}/${data.objectId}`;
