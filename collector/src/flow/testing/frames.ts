/** A capture of ordinary traffic, for a real exporter to make flows of. */
import { random } from './generate.ts';
import { ethernetFrame, ipv4Packet, writeFramesPcap } from './pcap.ts';

export interface Conversation {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly packets: number;
  /** IP bytes. */
  readonly bytes: number;
}

/** One-way TCP, UDP and ICMP conversations within a minute, interleaved. */
export function trafficCapture(conversations: number, seed: number): { capture: Buffer; all: Conversation[] } {
  const next = random(seed);
  const below = (max: number): number => Math.floor(next() * max);
  const startMs = Date.now() - 60_000;
  const frames: { frame: Buffer; atMs: number }[] = [];
  const all = Array.from({ length: conversations }, (_, index): Conversation => {
    const protocol = [6, 17, 1][below(3)] ?? 6;
    const source = `10.1.${index >>> 8}.${index & 255}`;
    const destination = `203.0.113.${below(255)}`;
    const [sourcePort, destinationPort] = protocol === 1 ? [0, 0x0800] : [1_024 + below(60_000), 1 + below(1_000)];
    const packets = 1 + below(20);
    let bytes = 0;
    for (let sent = 0; sent < packets; sent += 1) {
      const payload = transport(protocol, sourcePort, destinationPort, below(1_200));
      const ip = ipv4Packet(source, destination, protocol, payload);
      bytes += ip.length;
      frames.push({ frame: ethernetFrame(ip), atMs: startMs + below(50_000) });
    }
    return { source, destination, protocol, sourcePort, destinationPort, packets, bytes };
  });
  frames.sort((a, b) => a.atMs - b.atMs);
  return { capture: writeFramesPcap(frames), all };
}

function transport(protocol: number, sourcePort: number, destinationPort: number, bytes: number): Buffer {
  const headerBytes = protocol === 6 ? 20 : 8;
  const segment = Buffer.alloc(headerBytes + bytes);
  if (protocol === 1) {
    segment[0] = 8;
    return segment;
  }
  segment.writeUInt16BE(sourcePort, 0);
  segment.writeUInt16BE(destinationPort, 2);
  if (protocol === 17) segment.writeUInt16BE(segment.length, 4);
  else {
    segment[12] = 5 << 4;
    segment[13] = 0x10;
  }
  return segment;
}
