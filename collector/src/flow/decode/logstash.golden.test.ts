/**
 * The recorded packets of logstash-codec-netflow: every record count, and every field of the whole records
 * that a column of ours holds. Fields without a column are listed, so that a new one is noticed.
 */
import { sharedData } from '@fastisp/core/testing/shared-data';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestDecoder, exportTimeMs, type FlowRow, type TestDecoder } from '../testing/collect.ts';

interface Vector {
  readonly context: string;
  readonly files: readonly string[];
  readonly records: number | null;
  readonly json: readonly { readonly netflow?: Readonly<Record<string, unknown>> }[];
}

const folder = sharedData('flows');
const vectors: Vector[] =
  folder === null
    ? []
    : (JSON.parse(readFileSync(join(folder, 'logstash-codec-netflow/expected.json'), 'utf8')) as Vector[]); // its own format

const text = (field: keyof FlowRow) => (row: FlowRow, value: unknown) =>
  row[field] === value || (row[field] === '' && (value === '0.0.0.0' || value === '::'));
const equal = (field: keyof FlowRow) => (row: FlowRow, value: unknown) => row[field] === Number(value);
const toMs = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));
const wrapMs = 4_294_967_296;
const time =
  (field: 'startedMs' | 'endedMs', unitMs = 1): Rule =>
  (row, value) =>
    Math.abs(row[field] - (typeof value === 'number' ? value * unitMs : toMs(value))) <= 1;
/**
 * The codec takes an uptime's milliseconds for microseconds in v5, adds one second or two in v9, and does not know
 * of uptimes that wrapped: its times are up to two seconds late, modulo 2³² ms. tshark judges ours exactly.
 */
const uptime =
  (field: 'startedMs' | 'endedMs'): Rule =>
  (row, value) =>
    (((toMs(value) - row[field] + 1) % wrapMs) + wrapMs) % wrapMs <= 2_002;

type Rule = (row: FlowRow, value: unknown, record: Readonly<Record<string, unknown>>) => boolean;

const bytesInstead = ['in_bytes', 'octetDeltaCount', 'octetTotalCount', 'in_permanent_bytes', 'fwd_flow_delta_bytes'];
const packetsInstead = ['in_pkts', 'packetDeltaCount', 'packetTotalCount'];

const rules: Readonly<Record<string, Rule>> = {
  version: equal('version'),
  ipv4_src_addr: text('source'),
  ipv4_dst_addr: text('destination'),
  sourceIPv4Address: (row, value, { sourceIPv6Address: ipv6 }) =>
    text('source')(row, value) || (ipv6 !== undefined && value === '0.0.0.0'),
  destinationIPv4Address: (row, value, { destinationIPv6Address: ipv6 }) =>
    text('destination')(row, value) || (ipv6 !== undefined && value === '0.0.0.0'),
  sourceIPv6Address: (row, value) => text('source')(row, value) || value === '::',
  destinationIPv6Address: (row, value) => text('destination')(row, value) || value === '::',
  ipv4_next_hop: text('nextHop'),
  ipNextHopIPv4Address: text('nextHop'),
  ipNextHopIPv6Address: (row, value, { ipNextHopIPv4Address: ipv4 }) =>
    text('nextHop')(row, value) || ipv4 !== undefined,
  bgp_ipv4_next_hop: (row, value, { ipv4_next_hop: ip }) => text('nextHop')(row, value) || ip !== undefined,
  l4_src_port: equal('sourcePort'),
  l4_dst_port: equal('destinationPort'),
  sourceTransportPort: equal('sourcePort'),
  destinationTransportPort: equal('destinationPort'),
  protocol: equal('protocol'),
  protocolIdentifier: equal('protocol'),
  tcp_flags: equal('tcpFlags'),
  tcpControlBits: equal('tcpFlags'),
  src_tos: equal('tos'),
  ipClassOfService: equal('tos'),
  input_snmp: equal('inIf'),
  output_snmp: equal('outIf'),
  ingressInterface: equal('inIf'),
  egressInterface: equal('outIf'),
  src_as: equal('sourceAs'),
  dst_as: equal('destinationAs'),
  bgpSourceAsNumber: equal('sourceAs'),
  bgpDestinationAsNumber: equal('destinationAs'),
  src_mask: equal('sourcePrefix'),
  dst_mask: equal('destinationPrefix'),
  src_vlan: equal('sourceVlan'),
  dst_vlan: equal('destinationVlan'),
  vlanId: equal('sourceVlan'),
  in_src_mac: text('sourceMac'),
  in_dst_mac: text('destinationMac'),
  sourceMacAddress: text('sourceMac'),
  out_src_mac: (row, value, { in_src_mac: before }) => before !== undefined || text('sourceMac')(row, value),
  out_dst_mac: (row, value, { in_dst_mac: before }) => before !== undefined || text('destinationMac')(row, value),
  direction: equal('direction'),
  flowDirection: equal('direction'),
  // The codec splits the byte into status (top two bits) and reason.
  forwarding_status: (row, value) => {
    const { status, reason } = value as { status: number; reason: number }; // the codec's own shape
    return row.forwardingStatus === status * 64 + reason;
  },
  icmpTypeCodeIPv4: (row, value) => row.icmp === Number(value) || (value === 0 && row.icmp === row.destinationPort),
  icmp_type: (row, value, { icmp_code: code }) =>
    row.icmp === Number(value) * 256 + Number(code ?? 0) || row.icmp === Number(value) || row.protocol !== 1,
  icmp_code: (row, value) => (row.icmp & 0xff) === Number(value) || row.protocol !== 1,
  xlate_src_addr_ipv4: text('postNatSource'),
  xlate_dst_addr_ipv4: text('postNatDestination'),
  xlate_src_port: equal('postNatSourcePort'),
  xlate_dst_port: equal('postNatDestinationPort'),
  postNATSourceIPv4Address: text('postNatSource'),
  postNATDestinationIPv4Address: text('postNatDestination'),
  in_bytes: equal('bytes'),
  in_pkts: equal('packets'),
  octetDeltaCount: equal('bytes'),
  packetDeltaCount: equal('packets'),
  octetTotalCount: equal('bytes'),
  packetTotalCount: equal('packets'),
  in_permanent_bytes: equal('bytes'),
  fwd_flow_delta_bytes: equal('bytes'),
  out_bytes: (row, value, record) => bytesInstead.some((name) => name in record) || row.bytes === value,
  out_pkts: (row, value, record) => packetsInstead.some((name) => name in record) || row.packets === value,
  first_switched: uptime('startedMs'),
  last_switched: uptime('endedMs'),
  flowStartSeconds: time('startedMs', 1_000),
  flowEndSeconds: time('endedMs', 1_000),
  flowStartMilliseconds: time('startedMs'),
  flowEndMilliseconds: time('endedMs'),
  flowStartMicroseconds: time('startedMs'),
  flowEndMicroseconds: time('endedMs'),
  flow_start_msec: time('startedMs'),
  event_time_msec: time('endedMs'),
  flowDurationMilliseconds: (row, value) => row.endedMs - row.startedMs === value,
  // Relative to a start time that the packets of these files do not say, or in an option record before.
  flowStartSysUpTime: (row, value, { flowEndSysUpTime: end }) =>
    row.endedMs - row.startedMs === Number(end) - Number(value) || row.endedMs === row.startedMs,
  flowEndSysUpTime: () => true,
  sampling_interval: (row, value) => row.samplingRate === Math.max(1, Number(value)),
};

/** Fields of flow records that no column of ours holds. */
const unmapped: ReadonlySet<string> = new Set(
  `AuditCounter BindIPv4Address BindTransportPort ConnIPv4Address ConnTransportPort FW_Rule LogOp Reason ReasonText
  ServiceName Timestamp TrafficType app_id application_description application_id application_name conn_id
  dst_traffic_index src_traffic_index egressVRFID ingressVRFID egressPhysicalInterface ingressPhysicalInterface
  egress_acl_id ingress_acl_id engine_id engine_type ethernetType firewallEvent flowAttributes flowEndReason flowId
  flow_end_reason flow_records flow_sampler_id flow_seq_num flows flowset_id fw_event fw_ext_event initialTCPFlags
  ipDiffServCodePoint ipPrecedence ipVersion ip_dscp ip_protocol_version ipv4_ident ipv4_src_prefix ixiaBrowserId
  ixiaBrowserName ixiaDeviceId ixiaDeviceName ixiaDstAsName ixiaDstLatitude ixiaDstLongitude ixiaHttpHostName
  ixiaHttpUri ixiaHttpUserAgent ixiaL7AppId ixiaL7AppName ixiaLatency ixiaRevOctetDeltaCount ixiaRevPacketDeltaCount
  ixiaSrcAsName ixiaSrcLatitude ixiaSrcLongitude ixiaThreatIPv4 ixiaThreatType layer2SegmentId maximumIpTotalLength
  minimumIpTotalLength maximumTTL mpls_label_stack_octets natInsideSvcid natOutsideSvcid natSubString nprobe_proto
  nprobe_proto_name observationPointId exportingProcessId postIpDiffServCodePoint privateEnterpriseNumber
  reamcore_id_rule_1 rev_flow_delta_bytes reverseFlowAttributes reverseFlowDeltaMilliseconds reverseIcmpTypeCodeIPv4
  reverseInitialTCPFlags reverseIpClassOfService reverseOctetTotalCount reversePacketTotalCount
  reverseTcpSequenceNumber reverseUnionTCPFlags reverseVlanId sampling_algorithm silkAppLabel staIPv4Address
  staMacAddress tcpOptions tcpSequenceNumber tcp_src_port udp_dst_port unionTCPFlags user_id username viptelaVPNId
  vmwareEgressInterfaceAttr vmwareIngressInterfaceAttr vmwareUnknown888 vmwareUnknown889 vmwareUnknown890
  vmwareVxlanExportRole wlanSSID wtpMacAddress VRFname`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
const unmappedPrefix = /^(netscaler|procera|streamcore_)/;

/** Records of options templates, which make no rows. */
const isOptionRecord = (record: Readonly<Record<string, unknown>>): boolean =>
  !('protocol' in record || 'protocolIdentifier' in record);

function decode(vector: Vector): TestDecoder {
  const test = createTestDecoder();
  for (const file of vector.files) {
    const packet = readFileSync(join(folder ?? '', 'logstash-codec-netflow', file));
    test.decoder.decode(packet, '192.0.2.1', 2055, exportTimeMs(packet));
  }
  return test;
}

describe.skipIf(folder === null)('packets of logstash-codec-netflow (skipped when ../shared/flows is absent)', () => {
  it.each(vectors.filter(({ records }) => records !== null))('$context: $records records', (vector) => {
    const { decoder } = decode(vector);
    const total = decoder.flows + decoder.otherRecords + decoder.optionRecords;
    // We keep the packet that came before its template; the codec drops it.
    const keptLonger = vector.files.length > 1 && vector.files[0] === vector.files.at(-1);
    expect(total).toBe(keptLonger ? 2 * (vector.records ?? 0) : vector.records);
  });

  const whole = vectors.flatMap((vector) =>
    vector.json.flatMap(({ netflow }, index) =>
      netflow === undefined || isOptionRecord(netflow)
        ? []
        : [{ name: `${vector.context} #${index}`, vector, netflow }],
    ),
  );

  it.each(whole)('$name: every field with a column', ({ vector, netflow }) => {
    const rows = decode(vector).rows();
    const fields = Object.entries(netflow).filter(([name]) => !unmapped.has(name) && !unmappedPrefix.test(name));
    expect(fields.filter(([name]) => rules[name] === undefined).map(([name]) => name)).toEqual([]);
    const misses = rows.map((row) => fields.filter(([name, value]) => rules[name]?.(row, value, netflow) !== true));
    const best = misses.toSorted((a, b) => a.length - b.length)[0];
    expect(best).toEqual([]);
  });

  it('compares all but the option records', () => {
    const options = vectors
      .flatMap(({ json }) => json)
      .filter(({ netflow }) => netflow === undefined || isOptionRecord(netflow));
    expect({ flows: whole.length, others: options.length }).toEqual({ flows: 54, others: 10 });
  });
});
