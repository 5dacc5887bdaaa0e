/**
 * A flow out of a packet's first bytes: dataLinkFrameSection (315) and ipHeaderPacketSection (313), which
 * switches send in place of flow fields (one record a sampled packet).
 */
import type { BlockColumns } from '@fastisp/core/block/schema';
import type { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import type { PacketContext } from './context.ts';

export type FlowColumns = BlockColumns<typeof telemetryFlowV1>;

const etherTypeIpv4 = 0x0800;
const etherTypeIpv6 = 0x86dd;
const etherTypeVlan = 0x8100;
const etherTypeQinQ = 0x88a8;
const etherTypeMpls = 0x8847;
/** Labels of an MPLS stack that are read before giving up. */
const mplsLabelsMax = 8;
/** IPv6 extension headers that are read before giving up. */
const extensionHeadersMax = 8;

const tcp = 6;
const udp = 17;
const icmp = 1;
const icmpV6 = 58;

/** Fills MAC, VLAN, address and port columns of one row from an Ethernet frame; what is cut off stays empty. */
export function readEthernetFrame(
  columns: FlowColumns,
  context: PacketContext,
  at: number,
  bytes: number,
  row: number,
  depth = 0,
): void {
  const { view } = context;
  const end = at + bytes;
  if (bytes < 14) return;
  writeMac(columns.dst_mac, row, view, at);
  writeMac(columns.src_mac, row, view, at + 6);
  let type = view.getUint16(at + 12);
  let next = at + 14;
  while ((type === etherTypeVlan || type === etherTypeQinQ) && next + 4 <= end) {
    columns.src_vlan[row] = view.getUint16(next) & 0x0fff;
    type = view.getUint16(next + 2);
    next += 4;
  }
  if (type === etherTypeMpls) readMplsPayload(columns, context, skipMplsStack(view, next, end), end, row, depth);
  else if (type === etherTypeIpv4 || type === etherTypeIpv6) readIpHeader(columns, context, next, end - next, row);
}

/** MPLS does not say what it carries: IP has its version in the first four bits, a pseudowire's control word 0. */
function readMplsPayload(
  columns: FlowColumns,
  context: PacketContext,
  at: number,
  end: number,
  row: number,
  depth: number,
): void {
  if (at >= end) return;
  const firstBits = context.view.getUint8(at) >>> 4;
  if (firstBits === 4 || firstBits === 6) readIpHeader(columns, context, at, end - at, row);
  else if (firstBits === 0 && depth < 1) readEthernetFrame(columns, context, at + 4, end - at - 4, row, depth + 1);
}

function writeMac(column: Uint32Array, row: number, view: DataView, at: number): void {
  column[2 * row] = view.getUint32(at + 2);
  column[2 * row + 1] = view.getUint16(at);
}

/** @returns where the payload starts, or the end when there is none. */
function skipMplsStack(view: DataView, at: number, end: number): number {
  for (let label = 0; label < mplsLabelsMax && at + 4 <= end; label += 1, at += 4) {
    const bottom = (view.getUint8(at + 2) & 1) === 1;
    if (bottom) return at + 4;
  }
  return end;
}

/** Fills address, protocol, port and size columns of one row from an IP header; IP's own length is the flow's bytes. */
export function readIpHeader(
  columns: FlowColumns,
  context: PacketContext,
  at: number,
  bytes: number,
  row: number,
): void {
  const { view } = context;
  const version = bytes > 0 ? view.getUint8(at) >>> 4 : 0;
  if (version === 4 && bytes >= 20) {
    columns.tos[row] = view.getUint8(at + 1);
    columns.protocol[row] = view.getUint8(at + 9);
    writeIpv4(columns.src_address, row, context.bytes, at + 12);
    writeIpv4(columns.dst_address, row, context.bytes, at + 16);
    countOnce(columns, row, view.getUint16(at + 2));
    const isFirstFragment = (view.getUint16(at + 6) & 0x1fff) === 0;
    const header = (view.getUint8(at) & 0x0f) * 4;
    if (isFirstFragment) readPorts(columns, view, at + header, bytes - header, row);
  } else if (version === 6 && bytes >= 40) {
    columns.tos[row] = (view.getUint16(at) >>> 4) & 0xff;
    columns.src_address.set(context.bytes.subarray(at + 8, at + 24), 16 * row);
    columns.dst_address.set(context.bytes.subarray(at + 24, at + 40), 16 * row);
    countOnce(columns, row, 40 + view.getUint16(at + 4));
    readIpv6Payload(columns, view, at + 40, bytes - 40, view.getUint8(at + 6), row);
  }
}

/** One sampled packet; the template's own counters, when it has some, are copied after this. */
function countOnce(columns: FlowColumns, row: number, bytes: number): void {
  columns.bytes[2 * row] = bytes;
  columns.packets[2 * row] = 1;
}

function writeIpv4(column: Uint8Array, row: number, bytes: Uint8Array, at: number): void {
  column[16 * row + 10] = 0xff;
  column[16 * row + 11] = 0xff;
  column.set(bytes.subarray(at, at + 4), 16 * row + 12);
}

/** Skips hop-by-hop (0), routing (43), fragment (44) and destination (60) headers. */
function readIpv6Payload(
  columns: FlowColumns,
  view: DataView,
  at: number,
  bytes: number,
  header: number,
  row: number,
): void {
  for (let skipped = 0; skipped < extensionHeadersMax; skipped += 1) {
    const isExtension = header === 0 || header === 43 || header === 44 || header === 60;
    if (!isExtension || bytes < 8) break;
    const isLaterFragment = header === 44 && (view.getUint16(at + 2) & 0xfff8) !== 0;
    const length = header === 44 ? 8 : 8 + 8 * view.getUint8(at + 1);
    header = view.getUint8(at);
    if (isLaterFragment) bytes = 0;
    at += length;
    bytes -= length;
  }
  columns.protocol[row] = header;
  readPorts(columns, view, at, bytes, row);
}

function readPorts(columns: FlowColumns, view: DataView, at: number, bytes: number, row: number): void {
  const protocol = columns.protocol[row];
  if ((protocol === tcp || protocol === udp) && bytes >= 4) {
    columns.src_port[row] = view.getUint16(at);
    columns.dst_port[row] = view.getUint16(at + 2);
  }
  if (protocol === tcp && bytes >= 14) columns.tcp_flags[row] = view.getUint8(at + 13);
  if ((protocol === icmp || protocol === icmpV6) && bytes >= 2) columns.icmp_type_code[row] = view.getUint16(at);
}
