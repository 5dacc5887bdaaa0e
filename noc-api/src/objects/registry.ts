/** Every kind of object, by name; parents before what refers to them, so that an import can take them in this order. */
import type { Field, ObjectType, ObjectTypeName } from './object-type.ts';
import { address, prefix } from './types/addressing.ts';
import { plan, service, subscriber, subscriberSession } from './types/customers.ts';
import { device, link, networkInterface } from './types/devices.ts';
import { rack, site, zone } from './types/places.ts';
import { card, drop, feeder, onu, ponPort, splitter } from './types/plant.ts';
import { powerArea, ups } from './types/power.ts';

export const objectTypes: readonly ObjectType[] = [
  ...[zone, site, rack, powerArea, device, ups, networkInterface, prefix, address, link],
  ...[card, ponPort, feeder, splitter, drop, onu, subscriber, plan, service, subscriberSession],
];

const byName = new Map(objectTypes.map((type) => [type.name, type]));

export function objectType(name: ObjectTypeName): ObjectType {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`the object type ${name} is not in the registry`);
  return found;
}

/** A field that points to a kind, and where it is. */
export interface ReferenceTo {
  readonly from: ObjectType;
  readonly name: string;
  readonly field: Field;
}

const referencesByTarget = new Map<ObjectTypeName, ReferenceTo[]>();
for (const from of objectTypes) {
  for (const [name, field] of Object.entries(from.fields)) {
    if (field.reference === undefined) continue;
    const references = referencesByTarget.get(field.reference) ?? [];
    referencesByTarget.set(field.reference, [...references, { from, name, field }]);
  }
}

/** Everything that may point to an object of this kind. */
export const referencesTo = (name: ObjectTypeName): readonly ReferenceTo[] => referencesByTarget.get(name) ?? [];
