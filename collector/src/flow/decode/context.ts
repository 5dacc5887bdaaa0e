/** What the kernels of a packet share: its bytes and its clock. One object a decoder, written anew for each packet. */

/** Largest UDP payload. */
export const packetBytesMax = 65_535;

export interface PacketContext {
  /** The packet, copied to offset 0, so that the view never changes and the optimizer sees one object. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Our clock when the packet came, milliseconds since the epoch. */
  receivedMs: number;
  /** The header's export time, milliseconds since the epoch. */
  exportMs: number;
  /** The header's sysUpTime, milliseconds (v5 and v9). */
  uptimeMs: number;
  /** When the exporter started, milliseconds since the epoch; NaN when unknown. Anchor of uptimes in IPFIX. */
  systemInitMs: number;
  /** Added to every time of the exporter: 0 unless its clock is far off ours. */
  shiftMs: number;
  /** Length of the variable-length field that a kernel is called for. */
  fieldBytes: number;
  /** Sampling rates of the packet's domain, by sampler id. */
  samplers: ReadonlyMap<number, number>;
  /** Rate of records that name no sampler. */
  samplingRate: number;
  /** Times that were too far off to be true and were replaced by the export time. */
  implausibleTimes: number;
}

export function createPacketContext(): PacketContext {
  const bytes = new Uint8Array(packetBytesMax + 1);
  return {
    bytes,
    view: new DataView(bytes.buffer),
    receivedMs: 0,
    exportMs: 0,
    uptimeMs: 0,
    systemInitMs: Number.NaN,
    shiftMs: 0,
    fieldBytes: 0,
    samplers: new Map(),
    samplingRate: 1,
    implausibleTimes: 0,
  };
}
