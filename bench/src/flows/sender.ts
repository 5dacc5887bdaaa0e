/**
 * Child process: sends a generated stream from one source port at a steady rate, with the sequence numbers
 * of a real exporter. Its own CPU time is nobody's figure.
 */
import { ipfixStream, v5Stream, v9Stream } from '@fastisp/collector/flow/testing/generate';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export type FlowFormat = 'v5' | 'v9' | 'ipfix';

export interface SendOrder {
  readonly format: FlowFormat;
  readonly flowsPerPacket: number;
  readonly port: number;
  readonly packets: number;
  readonly packetsPerS: number;
}

export interface SendReport {
  readonly packets: number;
  readonly flows: number;
  readonly seconds: number;
}

const streams = { v5: v5Stream, v9: v9Stream, ipfix: ipfixStream };
const sequenceAt = { v5: 16, v9: 12, ipfix: 8 };
/** Different packets before they repeat; the template comes with the first. */
const distinctPackets = 400;

/** How much it catches up. */
const lagMaxMs = 5;

const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 });
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');

let sentBefore = 0;

async function send(order: SendOrder): Promise<SendReport> {
  const { format, flowsPerPacket, port, packets, packetsPerS } = order;
  const unixS = Math.floor(Date.now() / 1_000);
  const built = streams[format]({
    packets: distinctPackets,
    flowsPerPacket,
    unixS,
    seed: 1,
    templateEvery: 100,
  }).packets;
  const perPacket = format === 'v9' ? 1 : flowsPerPacket;
  // Connected, so that each packet is sent within its call and its buffer may be written again.
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const begunMs = performance.now();
  let scheduleMs = begunMs;
  for (let sent = 0; sent < packets;) {
    const nowMs = performance.now();
    // A sender that was held up goes on at its rate; catching up would be a burst that no exporter sends.
    const lagMs = nowMs - scheduleMs - (sent / packetsPerS) * 1_000;
    if (lagMs > lagMaxMs) scheduleMs += lagMs - lagMaxMs;
    const due = Math.min(packets, Math.ceil(((nowMs - scheduleMs) / 1_000) * packetsPerS));
    for (; sent < due; sent += 1) {
      const packet = built[sent % distinctPackets];
      if (packet === undefined) throw new Error('no packet');
      packet.writeUInt32BE(((sentBefore + sent) * perPacket) >>> 0, sequenceAt[format]);
      socket.send(packet);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.disconnect();
  sentBefore += packets;
  return { packets, flows: packets * flowsPerPacket, seconds: (performance.now() - begunMs) / 1_000 };
}

process.on('message', (order: SendOrder) => {
  void send(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
