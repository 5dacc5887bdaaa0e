/** NetFlow version 9 (RFC 3954). The sequence number counts packets. */
import {
  encodeRecords,
  makeSet,
  netflow9Templates,
  samplingTemplateId,
  splitByFamily,
  templateDefinition,
  uptime32,
} from './fields.ts';
import { type EncoderOptions, type FlowEncoder, packetBytesMax } from './packet.ts';

const headerBytes = 20;
const setHeaderBytes = 4;
/** Scope "system" and the fields of RFC 3954 section 6.1: SAMPLING_INTERVAL, SAMPLING_ALGORITHM (2 is random). */
const scopeSystem = 1;
const samplingInterval = 34;
const samplingAlgorithm = 35;
const randomSampling = 2;

export function createNetflow9Encoder(options: EncoderOptions): FlowEncoder {
  let sequence = 0;
  const packet = (recordCount: number, sets: readonly Buffer[], nowMs: number): Buffer => {
    const header = Buffer.alloc(headerBytes);
    header.writeUInt16BE(9, 0);
    header.writeUInt16BE(recordCount, 2);
    header.writeUInt32BE(uptime32(nowMs, options.bootMs), 4);
    header.writeUInt32BE(Math.floor(nowMs / 1_000), 8);
    header.writeUInt32BE(sequence, 12);
    header.writeUInt32BE(options.domain, 16);
    sequence = (sequence + 1) >>> 0;
    return Buffer.concat([header, ...sets]);
  };
  return {
    announce: (nowMs) => {
      const { v4, v6 } = netflow9Templates;
      const sets = [makeSet(0, Buffer.concat([templateDefinition(v4), templateDefinition(v6)]))];
      if (options.samplingRate === 1) return [packet(2, sets, nowMs)];
      sets.push(makeSet(1, samplingDefinition()), makeSet(samplingTemplateId, samplingRecord(options)));
      return [packet(4, sets, nowMs)];
    },
    encode: (records, nowMs) =>
      splitByFamily(records, netflow9Templates, packetBytesMax - headerBytes - setHeaderBytes).map((part) => {
        const content = encodeRecords(part.template, part.records, options.bootMs);
        return packet(part.records.length, [makeSet(part.template.id, content)], nowMs);
      }),
  };
}

function samplingDefinition(): Buffer {
  const words = [samplingTemplateId, 4, 8, scopeSystem, 4, samplingInterval, 4, samplingAlgorithm, 1];
  return Buffer.concat(words.map((word) => Buffer.from([word >> 8, word & 0xff])));
}

function samplingRecord(options: EncoderOptions): Buffer {
  const record = Buffer.alloc(9);
  record.writeUInt32BE(options.domain, 0);
  record.writeUInt32BE(options.samplingRate, 4);
  record.writeUInt8(randomSampling, 8);
  return record;
}
