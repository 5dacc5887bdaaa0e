/**
 * NetFlow and IPFIX over UDP on loopback, kernel receive included: our whole ingest (worker, decoder, Native
 * blocks, bus) against nfcapd writing its LZ4 file and against node-netflowv9, the same packets in the same run.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitFor } from '@fastisp/core/testing/wait-for';
import {
  type Candidate,
  libraryReceiver,
  nfcapd,
  nfcapdVersion,
  ourReceiver,
  socketState,
} from './flows/candidates.ts';
import { decodeCpu } from './flows/decode-cpu.ts';
import type { FlowFormat, SendOrder, SendReport } from './flows/sender.ts';
import type { Bench, BenchResult } from './result.ts';

/** As many as fit into an Ethernet frame. */
const flowsPerPacket: Readonly<Record<FlowFormat, number>> = { v5: 30, v9: 20, ipfix: 18 };
/** Well below what any of them can take, so that none drops and all do the same work. */
const steadyPacketsPerS = 20_000;
const hotPacketsPerS = 40_000;
const library = 'node-netflowv9 0.2.16';

interface Sender {
  send(order: SendOrder): Promise<SendReport>;
  stop(): void;
}

async function startSender(): Promise<Sender> {
  const child = fork(join(import.meta.dirname, 'flows/sender.ts'));
  await once(child, 'message');
  return {
    send: async (order) => {
      child.send(order);
      const [report] = (await once(child, 'message')) as [SendReport]; // what the child sends
      return report;
    },
    stop: () => child.disconnect(),
  };
}

interface Measured {
  /** CPU seconds a million flows received. */
  readonly cpuS: number;
  readonly lostPackets: number;
  readonly packetsPerS: number;
}

/** Warms up (code compiled, template known), then measures. */
async function measure(
  candidate: Candidate,
  format: FlowFormat,
  load: { packets: number; packetsPerS: number },
): Promise<Measured> {
  const sender = await startSender();
  const order = { format, flowsPerPacket: flowsPerPacket[format], port: candidate.port, packetsPerS: load.packetsPerS };
  const drained = () => waitFor('the socket to be read', () => socketState(candidate.port).queuedBytes === 0);
  try {
    await sender.send({ ...order, packets: Math.ceil(load.packets / 4) });
    await drained();
    // Ours counts once a second.
    const before = await settled(candidate);
    const [cpuBefore, dropsBefore] = [candidate.cpuS(), socketState(candidate.port).drops];
    const report = await sender.send({ ...order, packets: load.packets });
    await drained();
    const after = await settled(candidate);
    const cpuS = candidate.cpuS() - cpuBefore;
    const drops = socketState(candidate.port).drops - dropsBefore;
    const flows = before === null || after === null ? report.flows - drops * order.flowsPerPacket : after - before;
    return { cpuS: cpuS / (flows / 1e6), lostPackets: drops, packetsPerS: report.packets / report.seconds };
  } finally {
    sender.stop();
  }
}

/** Flows counted, once the figure stands still; null for a program that does not say. */
async function settled(candidate: Candidate): Promise<number | null> {
  let last = -1;
  return waitFor(
    'the counters to stand still',
    async () => {
      const flows = (await candidate.counts())?.flows ?? 0;
      if (flows === last) return { flows: flows === 0 ? null : flows };
      last = flows;
      return null;
    },
    { everyMs: 1_200, timeLimitMs: 30_000 },
  ).then(({ flows }) => flows);
}

async function measured(start: () => Promise<Candidate>, format: FlowFormat, packets: number, packetsPerS: number) {
  const candidate = await start();
  try {
    return await measure(candidate, format, { packets, packetsPerS });
  } finally {
    await candidate.stop();
  }
}

const unit = 'CPU-s per million flows';

async function* run({ quick }: { quick: boolean }): AsyncIterable<BenchResult> {
  const packets = quick ? 60_000 : 400_000;
  const version = nfcapdVersion();
  for (const format of ['v5', 'v9', 'ipfix'] as const) {
    const ours = (await measured(ourReceiver, format, packets, steadyPacketsPerS)).cpuS;
    const peer =
      version === null ? null : (await measured(() => nfcapd(['-y']), format, packets, steadyPacketsPerS)).cpuS;
    yield {
      bench: 'flows',
      metric: `UDP to Native block, ${format}`,
      unit,
      ours,
      peers: { [`${version ?? 'nfcapd'} -y`]: peer },
      target: '<= 1.0 × nfcapd -y',
      met: peer !== null && ours <= peer,
    };
    if (format !== 'v9') continue;
    const object = (await measured(libraryReceiver, format, quick ? 20_000 : 100_000, 5_000)).cpuS;
    yield {
      ...{ bench: 'flows', metric: 'UDP to Native block, v9, against UDP to objects', unit, ours },
      ...{ peers: { [library]: object }, target: '<= 0.1 × node-netflowv9', met: ours * 10 <= object },
    };
  }
  const decoded = decodeCpu(quick ? 1_000_000 : 4_000_000);
  yield {
    ...{ bench: 'flows', metric: 'packet to Native block without the socket, v9', unit, ours: decoded.ours },
    ...{ peers: { [`${library} to objects`]: decoded.library }, target: '<= 0.1 × node-netflowv9' },
    met: decoded.ours * 10 <= decoded.library,
  };
  const hot = await measured(ourReceiver, 'v9', quick ? 120_000 : 800_000, hotPacketsPerS);
  yield {
    ...{ bench: 'flows', metric: `packets lost at ${Math.round(hot.packetsPerS)} packets/s from one source port` },
    ...{ unit: 'packets', ours: hot.lostPackets, peers: {}, target: '0 at 40,000 packets/s' },
    met: hot.lostPackets === 0 && hot.packetsPerS >= 0.95 * hotPacketsPerS,
  };
}

export const bench: Bench = {
  name: 'flows',
  about: 'NetFlow v5, v9 and IPFIX from UDP to Native blocks, against nfcapd and node-netflowv9.',
  run,
};
