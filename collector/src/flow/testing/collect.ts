/** Runs packets through a decoder and reads the rows back as objects: for tests only. */
import { BlockBuilder, getU64 } from '@fastisp/core/block/builder';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { FlowDecoder } from '../decode/decoder.ts';
import type { TemplateChange } from '../decode/exporters.ts';

export interface FlowRow {
  readonly tenant: number;
  readonly receivedMs: number;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly exporter: string;
  readonly domain: number;
  readonly version: number;
  readonly samplingRate: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: number;
  readonly tcpFlags: number;
  readonly tos: number;
  readonly icmp: number;
  readonly inIf: number;
  readonly outIf: number;
  readonly nextHop: string;
  readonly sourceAs: number;
  readonly destinationAs: number;
  readonly sourcePrefix: number;
  readonly destinationPrefix: number;
  readonly sourceVlan: number;
  readonly destinationVlan: number;
  readonly sourceMac: string;
  readonly destinationMac: string;
  readonly direction: number;
  readonly forwardingStatus: number;
  readonly natEvent: number;
  readonly postNatSource: string;
  readonly postNatDestination: string;
  readonly postNatSourcePort: number;
  readonly postNatDestinationPort: number;
  readonly bytes: number;
  readonly packets: number;
}

export interface TestDecoder {
  readonly decoder: FlowDecoder;
  readonly builder: BlockBuilder<typeof telemetryFlowV1>;
  readonly templates: TemplateChange[];
  rows(): FlowRow[];
}

export function createTestDecoder(
  options: { capacity?: number; unknownTenantId?: number; makeRoom?: () => void } = {},
): TestDecoder {
  const builder = new BlockBuilder(telemetryFlowV1, options.capacity ?? 4_096);
  const templates: TemplateChange[] = [];
  const decoder = new FlowDecoder({
    builder,
    makeRoom: options.makeRoom ?? (() => undefined),
    unknownTenantId: options.unknownTenantId ?? 1,
    samplingRateDefault: 1,
    onTemplate: (change) => templates.push(change),
  });
  return { decoder, builder, templates, rows: () => rowsOf(builder) };
}

/** The export time of a flow packet's header, milliseconds since the epoch. */
export function exportTimeMs(packet: Buffer): number {
  if (packet.length < 12) return 0;
  return packet.readUInt32BE(packet.readUInt16BE(0) === 10 ? 4 : 8) * 1_000;
}

/** Plain IPv4, full IPv6 groups without leading zeros; empty for ::. */
export function addressText(column: Uint8Array, row: number): string {
  const bytes = Buffer.from(column.subarray(16 * row, 16 * row + 16));
  const hex = bytes.toString('hex');
  if (/^0+$/.test(hex)) return '';
  if (hex.startsWith('00000000000000000000ffff')) return [...bytes.subarray(12)].join('.');
  return new URL(`http://[${(hex.match(/..../g) ?? []).join(':')}]/`).hostname.slice(1, -1);
}

const macText = (value: number): string => (value.toString(16).padStart(12, '0').match(/../g) ?? []).join(':');

export function rowsOf(builder: { rows: number; columns: BlockBuilder<typeof telemetryFlowV1>['columns'] }): FlowRow[] {
  const { columns: c } = builder;
  return Array.from({ length: builder.rows }, (_, row) => ({
    tenant: c.tenant_id[row] ?? 0,
    receivedMs: getU64(c.received_at, row),
    startedMs: getU64(c.started_at, row),
    endedMs: getU64(c.ended_at, row),
    exporter: addressText(c.exporter_address, row),
    domain: c.observation_domain[row] ?? 0,
    version: c.flow_version[row] ?? 0,
    samplingRate: c.sampling_rate[row] ?? 0,
    source: addressText(c.src_address, row),
    destination: addressText(c.dst_address, row),
    sourcePort: c.src_port[row] ?? 0,
    destinationPort: c.dst_port[row] ?? 0,
    protocol: c.protocol[row] ?? 0,
    tcpFlags: c.tcp_flags[row] ?? 0,
    tos: c.tos[row] ?? 0,
    icmp: c.icmp_type_code[row] ?? 0,
    inIf: c.in_if[row] ?? 0,
    outIf: c.out_if[row] ?? 0,
    nextHop: addressText(c.next_hop, row),
    sourceAs: c.src_as[row] ?? 0,
    destinationAs: c.dst_as[row] ?? 0,
    sourcePrefix: c.src_prefix_length[row] ?? 0,
    destinationPrefix: c.dst_prefix_length[row] ?? 0,
    sourceVlan: c.src_vlan[row] ?? 0,
    destinationVlan: c.dst_vlan[row] ?? 0,
    sourceMac: macText(getU64(c.src_mac, row)),
    destinationMac: macText(getU64(c.dst_mac, row)),
    direction: c.direction[row] ?? 0,
    forwardingStatus: c.forwarding_status[row] ?? 0,
    natEvent: c.nat_event[row] ?? 0,
    postNatSource: addressText(c.post_nat_src_address, row),
    postNatDestination: addressText(c.post_nat_dst_address, row),
    postNatSourcePort: c.post_nat_src_port[row] ?? 0,
    postNatDestinationPort: c.post_nat_dst_port[row] ?? 0,
    bytes: getU64(c.bytes, row),
    packets: getU64(c.packets, row),
  }));
}
