import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTopology, type TopologyObjects } from './topology.ts';

/** Small networks of every shape: meshes with and without core, nested plant, power areas. */
const networks: fc.Arbitrary<TopologyObjects> = fc
  .record({
    devices: fc.array(fc.record({ isCore: fc.boolean(), area: fc.nat(2) }), { minLength: 1, maxLength: 7 }),
    links: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 10 }),
    ports: fc.array(fc.nat(6), { maxLength: 4 }),
    splitters: fc.array(fc.tuple(fc.boolean(), fc.nat(5)), { maxLength: 6 }),
    onus: fc.array(fc.tuple(fc.nat(5), fc.nat(2)), { maxLength: 6 }),
  })
  .map((shape) => {
    const pick = (prefix: string, index: number, count: number) => (count === 0 ? null : `${prefix}${index % count}`);
    const device = (index: number) => `d${index % shape.devices.length}`;
    return {
      powerAreas: [{ id: 'area0' }, { id: 'area1' }],
      devices: shape.devices.map(({ isCore, area }, i) => ({
        ...{ id: `d${i}`, isCore },
        powerAreaId: area === 2 ? null : `area${area}`,
      })),
      links: shape.links.map(([a, b], i) => ({ id: `l${i}`, aDeviceId: device(a), bDeviceId: device(b) })),
      ponPorts: shape.ports.map((on, i) => ({ id: `p${i}`, deviceId: device(on) })),
      feeders: shape.ports.map((_on, i) => ({ id: `f${i}`, ponPortId: `p${i}` })),
      // A splitter hangs on an earlier splitter or on a feeder, so that there is no circle.
      splitters: shape.splitters.map(([nested, on], i) => ({
        id: `s${i}`,
        parentId: nested ? pick('s', on, i) : null,
        feederId: nested && i > 0 ? null : pick('f', on, shape.ports.length),
      })),
      drops: shape.onus.map(([on], i) => ({
        ...{ id: `drop${i}`, feederId: null },
        splitterId: pick('s', on, shape.splitters.length),
      })),
      onus: shape.onus.map(([, area], i) => ({
        ...{ id: `onu${i}`, dropId: `drop${i}`, ponPortId: null },
        powerAreaId: area === 2 ? null : `area${area}`,
      })),
      services: [
        ...shape.onus.map((_, i) => ({ id: `of-onu${i}`, onuId: `onu${i}`, deviceId: null })),
        ...shape.devices.map((_, i) => ({ id: `of-d${i}`, onuId: null, deviceId: `d${i}` })),
      ],
    };
  });

/** The same questions by sets of words, with no thought of speed. */
class Naive {
  readonly neighbours = new Map<string, Set<string>>();
  readonly parents = new Map<string, string>();
  readonly network: TopologyObjects;

  constructor(network: TopologyObjects) {
    this.network = network;
    for (const { id } of network.devices) this.neighbours.set(id, new Set());
    for (const { id, aDeviceId, bDeviceId } of network.links) this.#join(id, [aDeviceId, bDeviceId]);
    for (const { id, deviceId } of network.ponPorts ?? []) this.#hang(id, deviceId);
    for (const { id, ponPortId } of network.feeders ?? []) this.#hang(id, ponPortId);
    for (const { id, parentId, feederId } of network.splitters ?? []) this.#hang(id, parentId ?? feederId);
    for (const { id, splitterId, feederId } of network.drops ?? []) this.#hang(id, splitterId ?? feederId);
    for (const { id, dropId, ponPortId } of network.onus ?? []) this.#hang(id, dropId ?? ponPortId);
  }

  #join(id: string, others: readonly string[]): void {
    this.neighbours.set(id, new Set(others));
    for (const other of others) this.neighbours.get(other)?.add(id);
  }

  #hang(id: string, parent: string | null): void {
    if (parent !== null) this.parents.set(id, parent);
    this.#join(id, parent === null ? [] : [parent]);
  }

  #around(start: string, failed: ReadonlySet<string>): Set<string> {
    const seen = new Set<string>();
    const visit = (id: string): void => {
      if (failed.has(id) || seen.has(id)) return;
      seen.add(id);
      for (const next of this.neighbours.get(id) ?? []) visit(next);
    };
    visit(start);
    return seen;
  }

  anchorsAround(id: string): Set<string> {
    const part = this.#around(id, new Set());
    const devices = this.network.devices.filter((device) => part.has(device.id));
    const cores = devices.filter((device) => device.isCore);
    if (devices.length > 0) return new Set((cores.length > 0 ? cores : devices).map((device) => device.id));
    return new Set([...part].filter((each) => !this.parents.has(each)));
  }

  failing(ids: readonly string[]): Set<string> {
    const all = new Set(ids);
    const members = [...this.network.devices, ...(this.network.onus ?? [])];
    for (const { id, powerAreaId } of members) if (powerAreaId && ids.includes(powerAreaId)) all.add(id);
    return all;
  }

  isServed(id: string, failed: ReadonlySet<string>): boolean {
    const anchors = this.anchorsAround(id);
    return [...this.#around(id, failed)].some((each) => anchors.has(each));
  }

  affected(failedIds: readonly string[]): string[] {
    const failed = this.failing(failedIds);
    return (this.network.services ?? [])
      .filter(({ onuId, deviceId }) => !this.isServed(onuId ?? deviceId ?? '', failed))
      .map(({ id }) => id);
  }

  paths(id: string): string[][] {
    const anchors = this.anchorsAround(id);
    const found: string[][] = [];
    const walk = (path: readonly string[]): void => {
      const last = path.at(-1) ?? '';
      if (anchors.has(last)) {
        found.push([...path]);
        return;
      }
      for (const next of this.neighbours.get(last) ?? []) if (!path.includes(next)) walk([...path, next]);
    };
    walk([id]);
    return found;
  }
}

const networkAndFailures = networks.chain((network) => {
  const ids = [...new Naive(network).neighbours.keys(), 'area0', 'area1'];
  return fc.tuple(fc.constant(network), fc.subarray(ids), fc.constantFrom(...ids.slice(0, -2)));
});

test('the services cut off are those that a plain search cannot bring to any core', () => {
  fc.assert(
    fc.property(networkAndFailures, ([network, failed]) => {
      const answer = buildTopology(network).affectedServices(failed);
      expect(answer.toSorted()).toEqual(new Naive(network).affected(failed).toSorted());
    }),
    { numRuns: 500 },
  );
});

test('below a node is every other node that is served with it and not without it', () => {
  fc.assert(
    fc.property(networkAndFailures, ([network, , node]) => {
      const naive = new Naive(network);
      const [before, after] = [new Set<string>(), naive.failing([node])];
      const expected = [...naive.neighbours.keys()].filter(
        (id) => id !== node && naive.isServed(id, before) && !naive.isServed(id, after),
      );
      expect(buildTopology(network).below(node).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 300 },
  );
});

test('the paths are all simple paths to the first core, the shortest first', () => {
  fc.assert(
    fc.property(networkAndFailures, ([network, , node]) => {
      const { paths, complete } = buildTopology(network).pathsToCore(node, { pathsMax: 10_000 });
      const text = (each: readonly string[]) => each.join(' ');
      expect(complete).toBe(true);
      expect(paths.map(text).toSorted()).toEqual(new Naive(network).paths(node).map(text).toSorted());
      expect(paths.map((path) => path.length)).toEqual(paths.map((path) => path.length).toSorted((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});

test('more failures never bring a service back', () => {
  fc.assert(
    fc.property(networkAndFailures, fc.nat(20), ([network, failed], fewer) => {
      const topology = buildTopology(network);
      const less = topology.affectedServices(failed.slice(0, fewer));
      const more = new Set(topology.affectedServices(failed));
      expect(less.filter((id) => !more.has(id))).toEqual([]);
    }),
  );
});
