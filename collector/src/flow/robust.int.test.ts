/** What goes wrong around the receiver: damaged packets, a dead worker, a slow bus, losses, a real exporter. */
import { requirePeer } from '@fastisp/core/testing/peers';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataSet, v9Packet } from './testing/encoder.ts';
import { trafficCapture } from './testing/frames.ts';
import { mikrotikV9Template, mikrotikV9Values, v5Stream, v9Stream } from './testing/generate.ts';
import { startTestIngest, type TestIngest, UdpSender } from './testing/ingest.ts';
import { exportCapture } from './testing/softflowd.ts';
import { Mutator, seedPackets } from './testing/mutate.ts';

const noSoftflowd = requirePeer('softflowd', 'softflowd');
const nowS = (): number => Math.floor(Date.now() / 1_000);

let home: string;
let running: TestIngest[];
let sender: UdpSender;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fastisp-flow-'));
  running = [];
  sender = new UdpSender();
});

afterEach(async () => {
  vi.restoreAllMocks();
  sender.close();
  for (const test of running) await test.stop();
  await rm(home, { recursive: true });
});

async function start(...args: [Record<string, string>?, Parameters<typeof startTestIngest>[2]?]): Promise<TestIngest> {
  const test = await startTestIngest(home, ...args);
  running.push(test);
  return test;
}

async function stop(test: TestIngest): Promise<void> {
  running = running.filter((other) => other !== test);
  await test.stop();
}

describe('flow ingest', () => {
  it('lives through damaged packets in its real sockets and still decodes', async () => {
    const test = await start();
    const mutator = new Mutator(seedPackets(), 3);
    // An empty datagram cannot be told from an end by every system, so at least a byte.
    const packets = Array.from({ length: 3_000 }, () => mutator.packet()).filter(({ length }) => length > 0);
    await sender.send(packets, test.port);
    await waitFor('all packets', async () => (await test.metric('collector_flow_packets_total')) === packets.length);
    expect(await test.metric('collector_flow_failed_packets_total')).toBe(0);
    expect(await test.metric('collector_flow_refused_total')).toBeGreaterThan(0);

    const clean = new UdpSender();
    const before = test.rows.length;
    const { packets: good, flows } = v5Stream({ packets: 1, flowsPerPacket: 25, unixS: nowS(), seed: 1 });
    await clean.send(good, test.port);
    clean.close();
    await waitFor('the good flows', () => test.rows.slice(before).some(({ bytes }) => bytes === flows[24]?.bytes));
    expect(await test.metric('collector_flow_worker_restarts_total')).toBe(0);
  });

  it('starts a dead worker again, with the templates it had', async () => {
    const runs = vi.spyOn(Piscina.prototype, 'run');
    const test = await start();
    const { packets, flows } = v9Stream({ packets: 1, flowsPerPacket: 4, unixS: nowS(), seed: 1 });
    await sender.send(packets, test.port);
    await waitFor('the first flows', () => test.rows.length === 4);

    const [pool] = runs.mock.contexts as Piscina[]; // `this` of each call
    await pool?.threads[0]?.terminate();
    await waitFor('the restart', async () => (await test.metric('collector_flow_worker_restarts_total')) === 1);
    await waitFor('a worker', () => test.ingest.receiving);
    const data = v9Packet({ unixS: nowS(), uptimeMs: 500_000_000, sequence: 1 }, 4, [
      dataSet(mikrotikV9Template, flows.map(mikrotikV9Values)),
    ]);
    await sender.send([data], test.port);
    await waitFor('the flows after it', () => test.rows.length === 8);
  });

  it('sheds and counts flows when the bus does not take them: sent = published + shed', async () => {
    const gate = Promise.withResolvers<void>();
    const test = await start(
      { FLOW_BLOCK_ROWS: '1024', FLOW_BACKLOG_MB: '1' },
      { flowBacklogBytesMax: 1, gate: gate.promise },
    );
    const { packets, flows } = v5Stream({ packets: 1_000, flowsPerPacket: 30, unixS: nowS(), seed: 2 });
    await sender.send(packets, test.port);
    await waitFor('all packets', async () => (await test.metric('collector_flow_packets_total')) === packets.length);
    const shed = await test.metric('collector_flow_shed_total');
    expect(shed).toBeGreaterThan(0);
    expect(await test.metric('collector_flow_blocks_in_flight')).toBeGreaterThan(0);
    gate.resolve();
    await stop(test);
    expect(test.rows.length + shed).toBe(flows.length);
    expect(await test.metric('collector_flow_records_total')).toBe(test.rows.length);
  });

  it('shows what was lost on the way, per exporter', async () => {
    const test = await start();
    const { packets } = v5Stream({ packets: 100, flowsPerPacket: 10, unixS: nowS(), seed: 2 });
    await sender.send(
      packets.filter((_, index) => index < 50 || index > 52),
      test.port,
    );
    await waitFor('all flows', () => test.rows.length === 970);
    // The reordering window has to pass before a hole is a gap.
    await waitFor('the gap', () => test.exporters.some(({ sequenceGap }) => sequenceGap === 30), {
      timeLimitMs: 30_000,
    });
    expect(test.exporters.reduce((sum, { flows }) => sum + flows, 0)).toBe(970);
    expect(await test.metric('collector_flow_sequence_gap_total')).toBe(30);
  });

  describe.skipIf(noSoftflowd !== null)(`softflowd, a real exporter${noSoftflowd ?? ''}`, () => {
    it.each([5, 9, 10])('its version %i adds up to the capture it read', async (version) => {
      const test = await start();
      const { capture, all } = trafficCapture(400, version);
      const file = join(home, 'traffic.pcap');
      await writeFile(file, capture);
      await exportCapture({ capture: file, version, port: test.port, folder: home });
      await waitFor('all flows', () => test.rows.length >= all.length);
      await stop(test);
      const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
      expect(test.rows).toHaveLength(all.length);
      expect(sum(test.rows.map(({ bytes }) => bytes))).toBe(sum(all.map(({ bytes }) => bytes)));
      expect(sum(test.rows.map(({ packets }) => packets))).toBe(sum(all.map(({ packets }) => packets)));
      const bySource = new Map(test.rows.map((row) => [row.source, row]));
      for (const { source, destination, protocol, bytes } of all)
        expect(bySource.get(source)).toMatchObject({ destination, protocol, bytes });
      expect(sum(test.exporters.map(({ sequenceGap }) => sequenceGap))).toBe(0);
      // Within the minute of the capture, by our clock.
      for (const { startedMs, endedMs } of test.rows) {
        expect(Date.now() - startedMs).toBeLessThan(180_000);
        expect(endedMs).toBeGreaterThanOrEqual(startedMs);
      }
    });
  });
});
