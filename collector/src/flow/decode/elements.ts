/**
 * Which information elements mean what. Numbers are IANA's (IPFIX), which NetFlow v9 shares below 128 and
 * mostly above; vendors' own are named. Within a list the first that a template has wins.
 */
import type { TimeEncoding } from './times.ts';

/** Private enterprise number of reverse elements (RFC 5103): the other direction of a biflow. */
export const reversePen = 29_305;

/** A field of a template. `width` is bytes, `variableWidth` for IPFIX's length-prefixed fields. */
export interface TemplateField {
  readonly id: number;
  /** Private enterprise number, 0 for IANA's elements and for everything in v5 and v9. */
  readonly pen: number;
  readonly width: number;
}

export const variableWidth = 0xffff;

/** Columns that are whole numbers, with the elements that fill them. */
export const integerElements = {
  src_port: [7, 180, 182],
  dst_port: [11, 181, 183],
  protocol: [4],
  tcp_flags: [6],
  tos: [5, 55],
  in_if: [10, 252], // ingressInterface, ingressPhysicalInterface
  out_if: [14, 253],
  src_as: [16],
  dst_as: [17],
  src_vlan: [58, 243], // vlanId, dot1qVlanId
  dst_vlan: [59, 254],
  src_mac: [56, 81], // before, after the observation point
  dst_mac: [80, 57],
  direction: [61],
  forwarding_status: [89],
  nat_event: [230, 40_005], // 40001–40005 are Cisco ASA's in v9
  post_nat_src_port: [227, 40_003],
  post_nat_dst_port: [228, 40_004],
  /** Delta, total, layer 2 delta, initiator's, and what left the router when nothing else is said. */
  bytes: [1, 85, 352, 231, 23],
  packets: [2, 86, 298, 24],
} as const;

/** Addresses: IPv4 and IPv6 elements that fill a column; a template with several has one of them zero. */
export const addressElements = {
  src_address: { ipv4: [8, 44], ipv6: [27, 170] },
  dst_address: { ipv4: [12, 45], ipv6: [28, 169] },
  next_hop: { ipv4: [15, 18], ipv6: [62, 63] }, // IP next hop, BGP next hop
  post_nat_src_address: { ipv4: [225, 40_001], ipv6: [281] },
  post_nat_dst_address: { ipv4: [226, 40_002], ipv6: [282] },
} as const;

/** Prefix lengths, IPv4 then IPv6. */
export const prefixElements = { src_prefix_length: [9, 29], dst_prefix_length: [13, 30] } as const;

export const icmpElements = {
  /** Type × 256 + code, in IPv4 and IPv6. */
  both: [32, 139],
  type: [176, 178],
  code: [177, 179],
} as const;

export const dscpElement = 195;

/** Most exact first. 323 and its like are the time of an event (NAT, firewall), which is all the time it has. */
export const startTimeElements: readonly (readonly [id: number, encoding: TimeEncoding])[] = [
  [152, 'unix_ms'],
  [154, 'ntp_us'],
  [156, 'ntp_ns'],
  [150, 'unix_s'],
  [22, 'uptime_ms'],
  [158, 'before_export_us'],
];
export const endTimeElements: readonly (readonly [id: number, encoding: TimeEncoding])[] = [
  [153, 'unix_ms'],
  [155, 'ntp_us'],
  [157, 'ntp_ns'],
  [151, 'unix_s'],
  [21, 'uptime_ms'],
  [159, 'before_export_us'],
  [323, 'unix_ms'],
  [324, 'ntp_us'],
  [325, 'ntp_ns'],
  [322, 'unix_s'],
];
/** flowDurationMilliseconds and -Microseconds: units to a millisecond. */
export const durationElements: readonly (readonly [id: number, perMs: number])[] = [
  [161, 1],
  [162, 1_000],
];
export const systemInitElement = 160;

export const frameElements = {
  /** dataLinkFrameSection, and Cisco's layer2packetSectionData of v9. */
  ethernet: [315, 104],
  /** ipHeaderPacketSection. */
  ip: [313],
} as const;

/** Where a sampling rate or the sampler's id is found, in option records and in flow records. */
export const samplingElements = {
  /** One packet in how many: samplingInterval, flowSamplerRandomInterval. */
  interval: [34, 50],
  /** Packets taken in a row, then packets passed over: RouterOS 7 and PSAMP. */
  packetInterval: 305,
  packetSpace: 306,
  /** samplingSize out of samplingPopulation. */
  size: 309,
  population: 310,
  /** flowSamplerId, selectorId. */
  samplerId: [48, 302],
} as const;

/** Names in option records: the element of the key, then of the texts. */
export const nameElements = {
  interface: { key: [10, 252], name: 82, description: 83 },
  application: { key: [95], name: 96, description: 94 },
  vrf: { key: [234, 235], name: 236, description: 236 },
} as const;

/** Elements whose other direction is the other one: how the reverse row of a biflow reads a forward field. */
const mirrored: readonly (readonly [number, number])[] = [
  [8, 12],
  [27, 28],
  [44, 45],
  [170, 169],
  [7, 11],
  [180, 181],
  [182, 183],
  [10, 14],
  [252, 253],
  [16, 17],
  [9, 13],
  [29, 30],
  [58, 59],
  [243, 254],
  [56, 80],
  [225, 226],
  [281, 282],
  [227, 228],
  [40_001, 40_002],
  [40_003, 40_004],
];
export const mirrorOf: ReadonlyMap<number, number> = new Map(
  mirrored.flatMap(([a, b]): [number, number][] => [
    [a, b],
    [b, a],
  ]),
);

/** Elements of the forward direction that say nothing of the reverse one. */
export const forwardOnly: ReadonlySet<number> = new Set([
  1, 2, 85, 86, 352, 23, 24, 231, 298, 6, 61, 15, 18, 62, 63, 32, 139, 176, 177, 178, 179,
]);
/** The responder's counters of firewalls: element of the reverse row that each becomes. */
export const responderElements: ReadonlyMap<number, number> = new Map([
  [232, 1],
  [299, 2],
]);
