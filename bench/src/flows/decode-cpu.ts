/** Decoding alone, in this process: ours to Native blocks, node-netflowv9 to objects. */
import { BlockBuilder } from '@fastisp/core/block/builder';
import { encodeBlock } from '@fastisp/core/block/native';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { FlowDecoder } from '@fastisp/collector/flow/decode/decoder';
import { keepFreedMemory } from '@fastisp/collector/flow/receive/kept-memory';
import { v9Stream } from '@fastisp/collector/flow/testing/generate';
import { createRequire } from 'node:module';

/** The package has no types; `nfPktDecode` is what its socket calls. */
interface Library {
  nfPktDecode(packet: Buffer, sender: { address: string; port: number; size: number }): { flows?: unknown[] };
}
type LibraryClass = new (options: object) => Library;

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** @returns CPU seconds a million flows. */
export function decodeCpu(flows: number): { ours: number; library: number } {
  keepFreedMemory(); // as the worker does
  const unixS = Math.floor(Date.now() / 1_000);
  const { packets } = v9Stream({ packets: 400, flowsPerPacket: 20, unixS, seed: 1, templateEvery: 100 });
  const builder = new BlockBuilder(telemetryFlowV1, 65_536);
  let encodedBytes = 0;
  const decoder = new FlowDecoder({
    builder,
    makeRoom: () => {
      encodedBytes += encodeBlock(builder).length;
      builder.reset();
    },
    unknownTenantId: 1,
    samplingRateDefault: 1,
    onTemplate: () => undefined,
  });
  const ours = (times: number): void => {
    for (let sent = 0; sent < times; sent += 1)
      decoder.decode(packets[sent % packets.length] ?? Buffer.alloc(0), '10.0.0.1', 2055, unixS * 1_000);
  };
  const NetFlowV9 = createRequire(import.meta.url)('node-netflowv9') as LibraryClass;
  const decodeLibrary = new NetFlowV9({ cb: () => undefined });
  let objects = 0;
  const library = (times: number): void => {
    for (let sent = 0; sent < times; sent += 1) {
      const packet = packets[sent % packets.length] ?? Buffer.alloc(0);
      const sender = { address: '10.0.0.1', port: 2055, size: packet.length };
      objects += decodeLibrary.nfPktDecode(packet, sender).flows?.length ?? 0;
    }
  };
  const count = Math.ceil(flows / 20);
  ours(Math.ceil(count / 2));
  library(Math.ceil(count / 10));
  objects = 0;
  const result = { ours: cpuOf(() => ours(count)) / (flows / 1e6), library: 0 };
  const fewer = Math.ceil(count / 4);
  const libraryS = cpuOf(() => library(fewer));
  if (encodedBytes === 0 || objects < fewer * 20) throw new Error('a decoder left flows out');
  return { ...result, library: libraryS / (objects / 1e6) };
}
