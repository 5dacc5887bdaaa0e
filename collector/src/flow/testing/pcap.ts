/** UDP payloads of a capture file, and capture files of UDP payloads: what judges (tshark, nfdump) read. */
import { readFileSync } from 'node:fs';

export interface CapturedDatagram {
  /** When it was captured, milliseconds since the epoch. */
  readonly atMs: number;
  readonly source: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Buffer;
}

const magicMicros = 0xa1b2c3d4;
const magicNanos = 0xa1b23c4d;
const linkEthernet = 1;
const linkRaw = 101;
const linkSll = 113;
const linkSll2 = 276;

/** Classic pcap only (not pcapng), Ethernet, Linux cooked or raw IP, unfragmented UDP; other packets are skipped. */
export function readPcap(path: string): CapturedDatagram[] {
  const file = readFileSync(path);
  const isLittle = [magicMicros, magicNanos].includes(file.readUInt32LE(0));
  const u32 = (at: number): number => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const perMs = u32(0) === magicNanos ? 1_000_000 : 1_000;
  const link = u32(20);
  const datagrams: CapturedDatagram[] = [];
  for (let at = 24; at + 16 <= file.length;) {
    const length = u32(at + 8);
    const atMs = u32(at) * 1_000 + Math.floor(u32(at + 4) / perMs);
    const datagram = udpOf(ipOf(file.subarray(at + 16, at + 16 + length), link), atMs);
    if (datagram !== null) datagrams.push(datagram);
    at += 16 + length;
  }
  return datagrams;
}

function ipOf(frame: Buffer, link: number): Buffer {
  if (link === linkRaw) return frame;
  if (link === linkSll) return frame.subarray(16);
  if (link === linkSll2) return frame.subarray(20);
  if (link !== linkEthernet) throw new Error(`pcap: link type ${link} is not read`);
  let at = 12;
  while (frame.readUInt16BE(at) === 0x8100) at += 4;
  return frame.subarray(at + 2);
}

function udpOf(ip: Buffer, atMs: number): CapturedDatagram | null {
  const isIpv6 = (ip[0] ?? 0) >>> 4 === 6;
  const protocol = ip[isIpv6 ? 6 : 9];
  if (protocol !== 17) return null;
  const udp = ip.subarray(isIpv6 ? 40 : ((ip[0] ?? 0) & 15) * 4);
  const source = isIpv6
    ? (ip.subarray(8, 24).toString('hex').match(/..../g) ?? []).join(':')
    : [...ip.subarray(12, 16)].join('.');
  return {
    atMs,
    source,
    sourcePort: udp.readUInt16BE(0),
    destinationPort: udp.readUInt16BE(2),
    payload: udp.subarray(8, udp.readUInt16BE(4)),
  };
}

/** A capture of UDP payloads over IPv4 and Ethernet. */
export function writePcap(
  datagrams: readonly { payload: Uint8Array; atMs: number; source?: string; sourcePort?: number; port: number }[],
): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(magicMicros, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(linkEthernet, 20);
  const packets = datagrams.map(({ payload, atMs, source = '127.0.0.1', sourcePort = 40_000, port }) => {
    const udp = Buffer.alloc(8 + payload.length);
    udp.writeUInt16BE(sourcePort, 0);
    udp.writeUInt16BE(port, 2);
    udp.writeUInt16BE(udp.length, 4);
    udp.set(payload, 8);
    return pcapRecord(ethernetFrame(ipv4Packet(source, '127.0.0.1', 17, udp)), atMs);
  });
  return Buffer.concat([head, ...packets]);
}

/** A capture of frames, for a real exporter such as softflowd to read. */
export function writeFramesPcap(frames: readonly { frame: Buffer; atMs: number }[]): Buffer {
  const head = writePcap([]);
  return Buffer.concat([head, ...frames.map(({ frame, atMs }) => pcapRecord(frame, atMs))]);
}

function pcapRecord(frame: Buffer, atMs: number): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(Math.floor(atMs / 1_000), 0);
  head.writeUInt32LE((atMs % 1_000) * 1_000, 4);
  head.writeUInt32LE(frame.length, 8);
  head.writeUInt32LE(frame.length, 12);
  return Buffer.concat([head, frame]);
}

export function ethernetFrame(ip: Buffer): Buffer {
  const head = Buffer.from('0200000000020200000000010800', 'hex');
  return Buffer.concat([head, ip]);
}

export function ipv4Packet(source: string, destination: string, protocol: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head[0] = 0x45;
  head.writeUInt16BE(20 + payload.length, 2);
  head[8] = 64;
  head[9] = protocol;
  head.set(source.split('.').map(Number), 12);
  head.set(destination.split('.').map(Number), 16);
  let sum = 0;
  for (let at = 0; at < 20; at += 2) sum += head.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  head.writeUInt16BE(~sum & 0xffff, 10);
  return Buffer.concat([head, payload]);
}
