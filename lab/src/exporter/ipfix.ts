/** IPFIX (RFC 7011). The sequence number counts data records, those of options templates included. */
import {
  encodeRecords,
  ipfixTemplates,
  makeSet,
  samplingTemplateId,
  splitByFamily,
  templateDefinition,
} from './fields.ts';
import { type EncoderOptions, type FlowEncoder, packetBytesMax } from './packet.ts';

const headerBytes = 16;
const setHeaderBytes = 4;
const templateSet = 2;
const optionsTemplateSet = 3;
/** RFC 5477: one packet is taken, then `interval - 1` are passed over. */
const selectorId = 302;
const selectorAlgorithm = 304;
const samplingPacketInterval = 305;
const samplingPacketSpace = 306;
const systematicCountBased = 1;

export function createIpfixEncoder(options: EncoderOptions): FlowEncoder {
  let sequence = 0;
  const packet = (dataRecords: number, sets: readonly Buffer[], nowMs: number): Buffer => {
    const header = Buffer.alloc(headerBytes);
    const bytes = headerBytes + sets.reduce((sum, set) => sum + set.length, 0);
    header.writeUInt16BE(10, 0);
    header.writeUInt16BE(bytes, 2);
    header.writeUInt32BE(Math.floor(nowMs / 1_000), 4);
    header.writeUInt32BE(sequence, 8);
    header.writeUInt32BE(options.domain, 12);
    sequence = (sequence + dataRecords) >>> 0;
    return Buffer.concat([header, ...sets]);
  };
  return {
    announce: (nowMs) => {
      const { v4, v6 } = ipfixTemplates;
      const sets = [makeSet(templateSet, Buffer.concat([templateDefinition(v4), templateDefinition(v6)]))];
      if (options.samplingRate === 1) return [packet(0, sets, nowMs)];
      sets.push(makeSet(optionsTemplateSet, samplingDefinition()));
      sets.push(makeSet(samplingTemplateId, samplingRecord(options.samplingRate)));
      return [packet(1, sets, nowMs)];
    },
    encode: (records, nowMs) =>
      splitByFamily(records, ipfixTemplates, packetBytesMax - headerBytes - setHeaderBytes).map((part) => {
        const content = encodeRecords(part.template, part.records, options.bootMs);
        return packet(part.records.length, [makeSet(part.template.id, content)], nowMs);
      }),
  };
}

function samplingDefinition(): Buffer {
  const fields = [selectorId, 4, selectorAlgorithm, 2, samplingPacketInterval, 4, samplingPacketSpace, 4];
  const words = [samplingTemplateId, fields.length / 2, 1, ...fields];
  return Buffer.concat(words.map((word) => Buffer.from([word >> 8, word & 0xff])));
}

function samplingRecord(samplingRate: number): Buffer {
  const record = Buffer.alloc(14);
  record.writeUInt32BE(1, 0);
  record.writeUInt16BE(systematicCountBased, 4);
  record.writeUInt32BE(1, 6);
  record.writeUInt32BE(samplingRate - 1, 10);
  return record;
}
