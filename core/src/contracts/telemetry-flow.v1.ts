import type { BlockSchema } from '../block/schema.ts';

/** One unidirectional flow record, as the exporter sent it; counters are not multiplied by the sampling rate. */
export const telemetryFlowV1 = {
  id: 'telemetry.flow.v1',
  topic: 'telemetry.flow',
  table: 'flows',
  columns: {
    tenant_id: 'UInt32',
    received_at: 'DateTime64(3)',
    /** First and last packet of the flow by the exporter's clock, put on our time by the header's. */
    started_at: 'DateTime64(3)',
    ended_at: 'DateTime64(3)',
    exporter_address: 'IPv6',
    observation_domain: 'UInt32',
    /** 5, 9 or 10 (IPFIX). */
    flow_version: 'UInt8',
    /** One packet in how many was looked at; 1 is every packet. */
    sampling_rate: 'UInt32',
    src_address: 'IPv6',
    dst_address: 'IPv6',
    src_port: 'UInt16',
    dst_port: 'UInt16',
    protocol: 'UInt8',
    tcp_flags: 'UInt16',
    tos: 'UInt8',
    /** ICMP type × 256 + code. */
    icmp_type_code: 'UInt16',
    /** SNMP ifIndex of the exporter. */
    in_if: 'UInt32',
    out_if: 'UInt32',
    next_hop: 'IPv6',
    src_as: 'UInt32',
    dst_as: 'UInt32',
    src_prefix_length: 'UInt8',
    dst_prefix_length: 'UInt8',
    src_vlan: 'UInt16',
    dst_vlan: 'UInt16',
    /** 48 bits as a number. */
    src_mac: 'UInt64',
    dst_mac: 'UInt64',
    /** 0 ingress, 1 egress. */
    direction: 'UInt8',
    forwarding_status: 'UInt8',
    /** IANA natEvent, 0 where there is none. */
    nat_event: 'UInt8',
    post_nat_src_address: 'IPv6',
    post_nat_dst_address: 'IPv6',
    post_nat_src_port: 'UInt16',
    post_nat_dst_port: 'UInt16',
    bytes: 'UInt64',
    packets: 'UInt64',
  },
} as const satisfies BlockSchema;
