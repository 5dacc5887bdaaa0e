/** Who talks to whom: subscribers' addresses, the services they use, and where those live. */
import type { DevicePlan } from '#network/plan.ts';
import type { Random } from '#network/random.ts';

export interface Endpoint {
  /** Four or sixteen bytes. */
  readonly address: Uint8Array;
  readonly port: number;
  readonly as: number;
  readonly prefixLength: number;
}

interface Organisation {
  readonly as: number;
  /** First address of a range and how many bits name a host that is used in it. */
  readonly v4: readonly [number, number, number, number];
  readonly v4PrefixLength: number;
  readonly v6: readonly number[];
  readonly weight: number;
}

const organisations: readonly Organisation[] = [
  { as: 15_169, v4: [142, 250, 64, 0], v4PrefixLength: 15, v6: [0x2607, 0xf8b0], weight: 27 },
  { as: 2_906, v4: [45, 57, 8, 0], v4PrefixLength: 17, v6: [0x2a00, 0x86c0], weight: 17 },
  { as: 32_934, v4: [157, 240, 14, 0], v4PrefixLength: 16, v6: [0x2a03, 0x2880], weight: 18 },
  { as: 20_940, v4: [23, 45, 12, 0], v4PrefixLength: 14, v6: [0x2600, 0x1406], weight: 10 },
  { as: 13_335, v4: [104, 16, 80, 0], v4PrefixLength: 12, v6: [0x2606, 0x4700], weight: 8 },
  { as: 16_509, v4: [52, 84, 32, 0], v4PrefixLength: 14, v6: [0x2600, 0x9000], weight: 7 },
  { as: 8_075, v4: [20, 42, 64, 0], v4PrefixLength: 14, v6: [0x2603, 0x1030], weight: 5 },
  { as: 396_986, v4: [71, 18, 4, 0], v4PrefixLength: 16, v6: [0x2605, 0x340], weight: 5 },
  // Documentation prefixes stand for the rest of the Internet (RFC 5737, RFC 3849).
  { as: 64_500, v4: [198, 51, 100, 0], v4PrefixLength: 24, v6: [0x2001, 0x0db8, 0xffff], weight: 2 },
  { as: 64_501, v4: [203, 0, 113, 0], v4PrefixLength: 24, v6: [0x2001, 0x0db8, 0xfffe], weight: 1 },
];

export interface Service {
  readonly protocol: number;
  readonly port: number;
  /** How often a conversation is of this kind. */
  readonly frequency: number;
  /** How many bytes one of them takes of its leg, relative to the others. */
  readonly heaviness: number;
  readonly meanLifeS: number;
  /** Packets per byte, relative to the leg's mean. */
  readonly packetFactor: number;
  readonly tcpFlags: number;
}

const tcp = 6;
const udp = 17;
const finished = 0x1b;

const services: readonly Service[] = [
  { protocol: udp, port: 443, frequency: 30, heaviness: 12, meanLifeS: 35, packetFactor: 0.85, tcpFlags: 0 },
  { protocol: tcp, port: 443, frequency: 34, heaviness: 8, meanLifeS: 14, packetFactor: 0.9, tcpFlags: finished },
  { protocol: udp, port: 53, frequency: 14, heaviness: 0.02, meanLifeS: 1, packetFactor: 1.25, tcpFlags: 0 },
  { protocol: tcp, port: 80, frequency: 5, heaviness: 4, meanLifeS: 6, packetFactor: 0.9, tcpFlags: finished },
  { protocol: tcp, port: 5_222, frequency: 4, heaviness: 0.3, meanLifeS: 120, packetFactor: 1.2, tcpFlags: 0x18 },
  { protocol: udp, port: 3_478, frequency: 3, heaviness: 1.5, meanLifeS: 60, packetFactor: 1.25, tcpFlags: 0 },
  { protocol: udp, port: 27_015, frequency: 2, heaviness: 0.5, meanLifeS: 300, packetFactor: 1.25, tcpFlags: 0 },
  { protocol: tcp, port: 993, frequency: 2, heaviness: 0.5, meanLifeS: 8, packetFactor: 1.1, tcpFlags: finished },
  { protocol: udp, port: 51_413, frequency: 3, heaviness: 5, meanLifeS: 90, packetFactor: 1, tcpFlags: 0 },
  { protocol: tcp, port: 8_080, frequency: 1, heaviness: 10, meanLifeS: 10, packetFactor: 0.85, tcpFlags: finished },
  { protocol: 1, port: 0x0800, frequency: 2, heaviness: 0.01, meanLifeS: 5, packetFactor: 1.25, tcpFlags: 0 },
];

const frequencySum = services.reduce((sum, service) => sum + service.frequency, 0);
const weightSum = organisations.reduce((sum, organisation) => sum + organisation.weight, 0);

export function pickService(random: Random): Service {
  return pickWeighted(services, (service) => service.frequency, random.between(0, frequencySum));
}

/** Each router's subscribers have a /22 of their own, of CGNAT space or of 10/8, and a /48. */
const subscribersMax = 1_022;

export function subscriber(pool: DevicePlan, ipv6: boolean, random: Random): Endpoint {
  // A few subscribers use most of the network.
  const n = 1 + Math.floor(random.next() ** 2.5 * subscribersMax);
  const port = random.integer(32_768, 60_999);
  if (ipv6) {
    const address = v6Address([0x2001, 0x0db8, pool.index + 1, n], 1 + (n % 5));
    return { address, port, as: 64_512, prefixLength: 48 };
  }
  const block = pool.index << 10;
  const host = block + n;
  const first = pool.index % 4 === 3 ? 10 << 24 : (100 << 24) | (64 << 16);
  return { address: v4Address((first + (host & 0x3f_ffff)) >>> 0), port, as: 64_512, prefixLength: 22 };
}

export function remoteHost(service: Service, ipv6: boolean, random: Random): Endpoint {
  const organisation = pickWeighted(organisations, (one) => one.weight, random.between(0, weightSum));
  const n = 1 + Math.floor(random.next() ** 3 * 250);
  const common = { port: service.port, as: organisation.as };
  if (ipv6) return { ...common, address: v6Address(organisation.v6, n), prefixLength: 32 };
  const [a, b, c] = organisation.v4;
  return { ...common, address: Uint8Array.of(a, b, c, n), prefixLength: organisation.v4PrefixLength };
}

function v4Address(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

function v6Address(groups: readonly number[], host: number): Uint8Array {
  const address = new Uint8Array(16);
  groups.forEach((group, index) => {
    address[2 * index] = group >> 8;
    address[2 * index + 1] = group & 0xff;
  });
  address[14] = host >> 8;
  address[15] = host & 0xff;
  return address;
}

function pickWeighted<T>(items: readonly T[], weightOf: (item: T) => number, at: number): T {
  let left = at;
  for (const item of items) {
    left -= weightOf(item);
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (last === undefined) throw new Error('pick from an empty list');
  return last;
}
