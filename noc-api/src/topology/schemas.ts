import { type Static, Type } from 'typebox';
import { closed, named, orNull, uuid } from '#http/schemas.ts';

/** Nodes of one answer that are named; the counts are of all. */
const itemsMax = 1_000;

const limit = Type.Optional(
  Type.Integer({ minimum: 0, maximum: itemsMax, default: 100, description: 'Most that are named; all are counted.' }),
);

const node = named(
  'TopologyNode',
  Type.Object({
    id: uuid,
    type: Type.String({ description: 'Its kind, as in /object-types.' }),
    name: Type.String(),
  }),
);
export type TopologyNode = Static<typeof node>;

export const belowQuery = Type.Object({ limit }, closed);
export const nodesBelow = named(
  'NodesBelow',
  Type.Object({
    node,
    counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'How many of each kind; active services among them.',
    }),
    items: Type.Array(node),
  }),
);
export type NodesBelow = Static<typeof nodesBelow>;

export const pathsQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'Most paths.' })) },
  closed,
);
export const nodePaths = named(
  'NodePaths',
  Type.Object({
    node,
    paths: Type.Array(Type.Array(node), { description: 'From the node to a core device; the fewest devices first.' }),
    complete: Type.Boolean({ description: 'False: there are more paths.' }),
    cut: Type.Boolean({
      description: 'Paths lead on over sites that the caller may not see, and are told up to there.',
    }),
  }),
);
export type NodePaths = Static<typeof nodePaths>;

export const affectedBody = Type.Object(
  {
    failed: Type.Array(uuid, {
      minItems: 1,
      maxItems: 10_000,
      description: 'Devices, links, cards, ports, feeders, splitters, drops, ONUs, power areas, sites or zones.',
    }),
    limit,
  },
  closed,
);
export const affectedServices = named(
  'AffectedServices',
  Type.Object({
    services: Type.Integer({ description: 'Active services whose every path to a core is cut.' }),
    subscribers: Type.Integer({ description: 'Whose services these are.' }),
    items: Type.Array(
      Type.Object({ serviceId: uuid, serviceName: Type.String(), subscriberId: uuid, subscriberName: Type.String() }),
    ),
  }),
);
export type AffectedServices = Static<typeof affectedServices>;

export const powerBody = Type.Object(
  {
    powerAreas: Type.Array(uuid, { minItems: 1, maxItems: 1_000, description: 'That fail together.' }),
    limit,
  },
  closed,
);
const minutes = (description: string) => orNull(Type.Integer({ description }));
export const powerFailure = named(
  'PowerFailure',
  Type.Object({
    devices: Type.Array(
      Type.Object({
        id: uuid,
        name: Type.String(),
        stopsAfterMinutes: minutes('0: at once; null: its UPS has no runtime in the inventory.'),
      }),
      { description: 'That lose power, the first to stop first; at most `limit`.' },
    ),
    counts: Type.Object({ devices: Type.Integer(), onus: Type.Integer() }, { description: 'All that lose power.' }),
    stages: Type.Array(
      Type.Object({
        afterMinutes: minutes('Null: when a UPS stops of which nobody knows when; the last.'),
        devices: Type.Integer({ description: 'That stop then.' }),
        onus: Type.Integer(),
        services: Type.Integer({ description: 'Active services that are cut off from then on, with all before.' }),
        subscribers: Type.Integer({ description: 'Whose services these are.' }),
      }),
    ),
  }),
);
export type PowerFailure = Static<typeof powerFailure>;
