export interface CapturedPacket {
  readonly payload: Uint8Array;
  /** IPv4 address it came from. */
  readonly source: string;
  readonly destinationPort: number;
  readonly atMs: number;
}

/** Writes UDP payloads as a packet capture that tshark reads: classic pcap, link type raw IP. */
export function makePcap(packets: readonly CapturedPacket[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2_c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(101, 20);
  const frames = packets.flatMap(({ payload, source, destinationPort, atMs }) => {
    const ip = Buffer.alloc(28);
    ip.writeUInt8(0x45, 0);
    ip.writeUInt16BE(28 + payload.length, 2);
    ip.writeUInt8(64, 8);
    ip.writeUInt8(17, 9);
    ip.set(source.split('.').map(Number), 12);
    ip.set([127, 0, 0, 1], 16);
    ip.writeUInt16BE(50_000, 20);
    ip.writeUInt16BE(destinationPort, 22);
    ip.writeUInt16BE(8 + payload.length, 24);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(Math.floor(atMs / 1_000), 0);
    record.writeUInt32LE((atMs % 1_000) * 1_000, 4);
    record.writeUInt32LE(ip.length + payload.length, 8);
    record.writeUInt32LE(ip.length + payload.length, 12);
    return [record, ip, payload];
  });
  return Buffer.concat([header, ...frames]);
}
