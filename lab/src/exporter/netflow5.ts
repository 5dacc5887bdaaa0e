/** NetFlow version 5: fixed records, IPv4 only, 32-bit counters. The sequence number counts flows. */
import { uptime32 } from './fields.ts';
import type { FlowRecord } from './flow-record.ts';
import type { EncoderOptions, FlowEncoder } from './packet.ts';

const headerBytes = 24;
const recordBytes = 48;
/** The format's own limit. */
const recordsPerPacketMax = 30;
/** Two bits of the header's last word: 1 is deterministic sampling. */
const deterministicSampling = 1 << 14;

export function createNetflow5Encoder(options: EncoderOptions): FlowEncoder {
  let sequence = 0;
  return {
    announce: () => [],
    encode: (records, nowMs) => {
      const packets = [];
      for (let i = 0; i < records.length; i += recordsPerPacketMax) {
        const part = records.slice(i, i + recordsPerPacketMax);
        const packet = Buffer.alloc(headerBytes + recordBytes * part.length);
        packet.writeUInt16BE(5, 0);
        packet.writeUInt16BE(part.length, 2);
        packet.writeUInt32BE(uptime32(nowMs, options.bootMs), 4);
        packet.writeUInt32BE(Math.floor(nowMs / 1_000), 8);
        packet.writeUInt32BE((nowMs % 1_000) * 1_000_000, 12);
        packet.writeUInt32BE(sequence, 16);
        packet.writeUInt8(options.domain & 0xff, 21);
        packet.writeUInt16BE(options.samplingRate > 1 ? deterministicSampling | options.samplingRate : 0, 22);
        part.forEach((record, index) => writeRecord(packet, headerBytes + recordBytes * index, record, options.bootMs));
        sequence = (sequence + part.length) >>> 0;
        packets.push(packet);
      }
      return packets;
    },
  };
}

function writeRecord(packet: Buffer, at: number, record: FlowRecord, bootMs: number): void {
  packet.set(record.source.address, at);
  packet.set(record.destination.address, at + 4);
  packet.writeUInt16BE(record.inputIfIndex, at + 12);
  packet.writeUInt16BE(record.outputIfIndex, at + 14);
  packet.writeUInt32BE(record.packets, at + 16);
  packet.writeUInt32BE(record.bytes, at + 20);
  packet.writeUInt32BE(uptime32(record.firstMs, bootMs), at + 24);
  packet.writeUInt32BE(uptime32(record.lastMs, bootMs), at + 28);
  packet.writeUInt16BE(record.source.port, at + 32);
  packet.writeUInt16BE(record.destination.port, at + 34);
  packet.writeUInt8(record.tcpFlags, at + 37);
  packet.writeUInt8(record.protocol, at + 38);
  packet.writeUInt16BE(record.source.as & 0xffff, at + 40);
  packet.writeUInt16BE(record.destination.as & 0xffff, at + 42);
  packet.writeUInt8(record.source.prefixLength, at + 44);
  packet.writeUInt8(record.destination.prefixLength, at + 45);
}
