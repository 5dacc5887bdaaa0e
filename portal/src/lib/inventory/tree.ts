/** What hangs on what: the tree of the inventory, and the way up from any object. Pure. */
import type { ObjectRecord, Types } from './object-types.ts';

/** Objects of `type` whose `field` names the one above; `only` narrows the list further, as the API filters. */
export interface Edge {
  readonly type: string;
  readonly field: string;
  readonly only?: Readonly<Record<string, string>>;
  /** At the root: all of them, whatever they hang on. */
  readonly whole?: true;
  /** Of those on the page: devices in a rack hang on it, not on its site. */
  readonly keep?: (record: ObjectRecord, parentId: string) => boolean;
}

/** Ask for devices in a rack by its site: the list of devices has no filter for racks. */
export interface TreeNode {
  readonly type: string;
  readonly id: string;
  readonly record: ObjectRecord;
}

const edges: Readonly<Record<string, readonly Edge[]>> = {
  zone: [
    { type: 'zone', field: 'parentId' },
    { type: 'site', field: 'zoneId' },
  ],
  site: [
    { type: 'rack', field: 'siteId' },
    { type: 'device', field: 'siteId', keep: ({ rackId }) => rackId === null },
    { type: 'power_area', field: 'siteId' },
    { type: 'ups', field: 'siteId' },
  ],
  rack: [{ type: 'device', field: 'siteId', keep: ({ rackId }, rack) => rackId === rack }],
  card: [{ type: 'pon_port', field: 'cardId' }],
  pon_port: [
    { type: 'feeder', field: 'ponPortId' },
    { type: 'onu', field: 'ponPortId', only: { dropId: 'none' } },
  ],
  feeder: [
    { type: 'splitter', field: 'feederId' },
    { type: 'drop', field: 'feederId' },
  ],
  splitter: [
    { type: 'splitter', field: 'parentId' },
    { type: 'drop', field: 'splitterId' },
  ],
  drop: [{ type: 'onu', field: 'dropId' }],
  onu: [{ type: 'service', field: 'onuId' }],
  subscriber: [{ type: 'service', field: 'subscriberId' }],
};

const olt: readonly Edge[] = [
  { type: 'card', field: 'deviceId' },
  { type: 'pon_port', field: 'deviceId', only: { cardId: 'none' } },
];
const otherDevice: readonly Edge[] = [{ type: 'service', field: 'deviceId', only: { onuId: 'none' } }];

/** Zones without a parent, then sites without a zone. */
export const rootEdges: readonly Edge[] = [
  { type: 'zone', field: 'parentId' },
  { type: 'site', field: 'zoneId' },
];

/** For who sees no zones, which stand at no site: all sites that they do see. */
export const rootEdgesWithoutZones: readonly Edge[] = [{ type: 'site', field: 'zoneId', whole: true }];

export function edgesOf(node: Pick<TreeNode, 'type' | 'record'>): readonly Edge[] {
  if (node.type === 'device') return node.record['kind'] === 'olt' ? olt : otherDevice;
  return edges[node.type] ?? [];
}

/** The filter of a list that asks for one edge; null: the root. */
export function filterOf(edge: Edge, parent: TreeNode | null): Record<string, string> {
  if (edge.whole === true) return { ...edge.only };
  const value = parent === null ? 'none' : parent.type === 'rack' ? String(parent.record['siteId']) : parent.id;
  return { [edge.field]: value, ...edge.only };
}

/** Fields that name what is above, the nearest first. */
const upward: Readonly<Record<string, readonly string[]>> = {
  zone: ['parentId'],
  site: ['zoneId'],
  rack: ['siteId'],
  device: ['rackId', 'siteId'],
  interface: ['deviceId'],
  power_area: ['siteId'],
  ups: ['siteId'],
  card: ['deviceId'],
  pon_port: ['cardId', 'deviceId'],
  feeder: ['ponPortId'],
  splitter: ['parentId', 'feederId'],
  drop: ['splitterId', 'feederId'],
  onu: ['dropId', 'ponPortId'],
  subscriber: ['siteId'],
  service: ['subscriberId'],
  prefix: ['siteId'],
  address: ['prefixId'],
};

/** The object above, or null at the top. */
export function above(types: Types, typeName: string, record: ObjectRecord): { type: string; id: string } | null {
  const type = types.get(typeName);
  for (const name of upward[typeName] ?? []) {
    const id = record[name];
    const to = type?.fields.find((field) => field.name === name)?.reference;
    if (typeof id === 'string' && to !== null && to !== undefined) return { type: to, id };
  }
  return null;
}

export const treeKey = (type: string, id: string): string => `${type}:${id}`;

/** Kinds whose failure the topology knows the reach of. */
export const topologyTypes: ReadonlySet<string> = new Set([
  ...['zone', 'site', 'power_area', 'device', 'link'],
  ...['card', 'pon_port', 'feeder', 'splitter', 'drop', 'onu'],
]);
