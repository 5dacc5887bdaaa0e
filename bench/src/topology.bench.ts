/**
 * Questions of an outage over the inventory of a large provider: 100,000 subscribers behind 100 OLTs on rings, with
 * one core router that fails. The peer is the same question asked by a plain search over maps and sets.
 */
import { buildTopology, type TopologyObjects } from '@fastisp/core/topology/topology';
import type { Bench, BenchResult } from './result.ts';

const affectedMsMax = 50;
const rounds = 25;

/** Rings of ten OLTs; an OLT has 16 ports, a port two levels of splitters and its share of the ONUs. */
function providerOf(subscribers: number): TopologyObjects {
  const olts = Math.max(10, Math.round(subscribers / 1_000));
  const ports = olts * 16;
  const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
  const isRingEnd = (i: number) => i % 10 === 9 || i === olts - 1;
  return {
    devices: [
      { id: 'core', isCore: true },
      ...ids('olt', olts).map((id) => ({ id, isCore: false })),
      ...ids('switch', olts * 9).map((id) => ({ id, isCore: false })),
    ],
    links: [
      ...ids('ring', olts).flatMap((id, i) => [
        ...(i % 10 === 0 ? [{ id: `${id}-up`, aDeviceId: 'core', bDeviceId: `olt-${i}` }] : []),
        { id, aDeviceId: `olt-${i}`, bDeviceId: isRingEnd(i) ? 'core' : `olt-${i + 1}` },
      ]),
      ...ids('access', olts * 9).map((id, i) => ({ id, aDeviceId: `olt-${i % olts}`, bDeviceId: `switch-${i}` })),
    ],
    cards: ids('card', olts * 2).map((id, i) => ({ id, deviceId: `olt-${i >> 1}` })),
    ponPorts: ids('port', ports).map((id, i) => ({ id, deviceId: `olt-${i >> 4}`, cardId: `card-${i >> 3}` })),
    feeders: ids('feeder', ports).map((id, i) => ({ id, ponPortId: `port-${i}` })),
    splitters: [
      ...ids('splitter', ports).map((id, i) => ({ id, feederId: `feeder-${i}`, parentId: null })),
      ...ids('tap', ports * 8).map((id, i) => ({ id, feederId: null, parentId: `splitter-${i >> 3}` })),
    ],
    drops: ids('drop', subscribers).map((id, i) => ({ id, feederId: null, splitterId: `tap-${i % (ports * 8)}` })),
    onus: ids('onu', subscribers).map((id, i) => ({ id, dropId: `drop-${i}`, ponPortId: null })),
    services: ids('service', subscribers).map((id, i) => ({ id, onuId: `onu-${i}`, deviceId: null })),
  };
}

/** What somebody would write first: neighbours in maps, a search from the cores, then a look at each service. */
function plainSearch(network: TopologyObjects): (failed: ReadonlySet<string>) => string[] {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string | null): void => {
    if (b === null) return;
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    const back = neighbours.get(b);
    if (back === undefined) neighbours.set(b, [a]);
    else back.push(a);
  };
  for (const { id, aDeviceId, bDeviceId } of network.links) for (const end of [aDeviceId, bDeviceId]) join(id, end);
  for (const { id, deviceId } of network.cards ?? []) join(id, deviceId);
  for (const { id, cardId = null } of network.ponPorts ?? []) join(id, cardId);
  for (const { id, ponPortId } of network.feeders ?? []) join(id, ponPortId);
  for (const { id, parentId, feederId } of network.splitters ?? []) join(id, parentId ?? feederId);
  for (const { id, splitterId } of network.drops ?? []) join(id, splitterId);
  for (const { id, dropId } of network.onus ?? []) join(id, dropId);
  return (failed) => {
    const reached = new Set<string>();
    const queue = network.devices.filter((device) => device.isCore && !failed.has(device.id)).map(({ id }) => id);
    for (const id of queue) reached.add(id);
    for (const id of queue) {
      for (const next of neighbours.get(id) ?? []) {
        if (reached.has(next) || failed.has(next)) continue;
        reached.add(next);
        queue.push(next);
      }
    }
    return (network.services ?? []).filter(({ onuId }) => !reached.has(onuId ?? '')).map(({ id }) => id);
  };
}

/** The slowest of the rounds, milliseconds: a promise that holds on average is none. */
function slowestMs(work: (round: number) => unknown): number {
  let slowest = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAtMs = performance.now();
    work(round);
    slowest = Math.max(slowest, performance.now() - startedAtMs);
  }
  return slowest;
}

async function* run(options: { quick: boolean }): AsyncGenerator<BenchResult> {
  const subscribers = options.quick ? 20_000 : 100_000;
  const network = providerOf(subscribers);
  const startedAtMs = performance.now();
  const topology = buildTopology(network);
  const builtMs = performance.now() - startedAtMs;
  const plain = plainSearch(network);
  const failures: [metric: string, failed: string[]][] = [
    ['core router fails', ['core']],
    ['two links of a ring fail', ['ring-1', 'ring-4']],
  ];
  for (const [metric, failed] of failures) {
    const found = topology.affectedServices(failed).length;
    if (found !== plain(new Set(failed)).length || found === 0) throw new Error(`${metric}: the answers differ`);
    const ours = slowestMs(() => topology.affectedServices(failed));
    const peer = slowestMs(() => plain(new Set(failed)));
    yield {
      bench: 'topology',
      metric: `${metric}: ${found.toLocaleString('en')} of ${subscribers.toLocaleString('en')} services affected, slowest of ${rounds}`,
      unit: 'ms',
      ours,
      peers: { 'plain search over maps': peer },
      target: `<= ${affectedMsMax} ms`,
      met: ours <= affectedMsMax,
    };
  }
  const paths = slowestMs((round) => topology.pathsToCore(`onu-${round * 7}`));
  yield { ...measured('all paths of an ONU to the core', paths, affectedMsMax), peers: {} };
  yield { ...measured('building the graph', builtMs, 2_000), peers: {} };
}

const measured = (metric: string, ours: number, mostMs: number) => ({
  ...{ bench: 'topology', metric, unit: 'ms', ours },
  ...{ target: `<= ${mostMs.toLocaleString('en')} ms`, met: ours <= mostMs },
});

export const bench: Bench = {
  name: 'topology',
  about: 'subscribers affected by failed nodes, over the inventory of 100,000 subscribers',
  run,
};
