import { waitFor } from '@fastisp/core/testing/wait-for';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataSet, templateSet, v9Packet } from './testing/encoder.ts';
import {
  ipfixStream,
  mikrotikV9Template,
  mikrotikV9Values,
  v5Stream,
  v9Stream,
  generateFlow,
  random,
} from './testing/generate.ts';
import { startTestIngest, type TestIngest, UdpSender } from './testing/ingest.ts';

const nowS = (): number => Math.floor(Date.now() / 1_000);

describe('flow ingest over real sockets', () => {
  let home: string;
  let running: TestIngest[];
  let sender: UdpSender;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'fastisp-flow-'));
    running = [];
    sender = new UdpSender();
  });

  afterEach(async () => {
    sender.close();
    for (const test of running) await test.stop();
    await rm(home, { recursive: true });
  });

  const start = async (...args: [Record<string, string>?, Parameters<typeof startTestIngest>[2]?]) => {
    const test = await startTestIngest(home, ...args);
    running.push(test);
    return test;
  };
  const stop = async (test: TestIngest) => {
    running = running.filter((other) => other !== test);
    await test.stop();
  };

  it('publishes every flow of v5, v9 and IPFIX, on both ports', async () => {
    const test = await start();
    const options = { packets: 20, flowsPerPacket: 18, unixS: nowS(), seed: 1 };
    const streams = [v5Stream(options), v9Stream(options), ipfixStream(options)];
    await sender.send(streams[0]?.packets ?? [], test.port);
    await sender.send(streams[1]?.packets ?? [], test.ipfixPort);
    await sender.send(streams[2]?.packets ?? [], test.port);
    await waitFor('all flows', () => test.rows.length >= 3 * 20 * 18);
    await stop(test);

    const sent = streams.flatMap(({ flows }) => flows);
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
    expect(test.rows).toHaveLength(sent.length);
    expect(sum(test.rows.map(({ bytes }) => bytes))).toBe(sum(sent.map(({ bytes }) => bytes)));
    expect(sum(test.rows.map(({ packets }) => packets))).toBe(sum(sent.map(({ packets }) => packets)));
    expect(await test.metric('collector_flow_records_total')).toBe(sent.length);
    expect(await test.metric('collector_flow_packets_total')).toBe(60);
    expect(await test.metric('collector_flow_refused_total')).toBe(0);
    // Two sockets, so the order in which the sources were met is the kernel's.
    const exporters = test.exporters.toSorted((a, b) => a.version - b.version);
    expect(exporters.map(({ version, flows, sequenceGap }) => ({ version, flows, sequenceGap }))).toEqual([
      { version: 5, flows: 360, sequenceGap: 0 },
      { version: 9, flows: 360, sequenceGap: 0 },
      { version: 10, flows: 360, sequenceGap: 0 },
    ]);
  });

  it('decodes the first data packet after a restart, with the sampling rate learnt before', async () => {
    const options = {
      id: 300,
      scope: 1,
      fields: [
        { id: 1, width: 4 },
        { id: 48, width: 1 },
        { id: 50, width: 4 },
      ],
    };
    const flow = generateFlow(random(2));
    const header = { unixS: nowS(), uptimeMs: 500_000_000, domain: 7 };
    const first = await start();
    const learning = v9Packet({ ...header, sequence: 0 }, 3, [
      templateSet(9, [mikrotikV9Template]),
      templateSet(9, [options]),
      dataSet(options, [[0, 0, 512]]),
    ]);
    await sender.send([learning], first.port);
    await waitFor('the options', async () => (await first.metric('collector_flow_option_records_total')) === 1);
    await stop(first);

    const second = await start();
    const data = v9Packet({ ...header, sequence: 1 }, 1, [dataSet(mikrotikV9Template, [mikrotikV9Values(flow)])]);
    await sender.send([data], second.port);
    const [row] = await waitFor('a row', () => second.rows.length > 0 && second.rows);
    expect(row).toMatchObject({ samplingRate: 512, bytes: flow.bytes, domain: 7 });
  });

  it('starts without a damaged template cache and replaces it', async () => {
    const path = join(home, 'flow-templates-v1.json');
    await writeFile(path, '{"v":1,"domains":[{"address":');
    const test = await start();
    expect(await test.metric('collector_flow_template_file_damaged_total')).toBe(1);
    await sender.send(v9Stream({ packets: 1, flowsPerPacket: 1, unixS: nowS(), seed: 3 }).packets, test.port);
    await waitFor('a row', () => test.rows.length === 1);
    await stop(test);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ v: 1, domains: [{ address: '127.0.0.1' }] });
  });

  it('says which variable to change when the port is taken', async () => {
    const blocker = createSocket('udp4');
    blocker.bind(0, '127.0.0.1');
    await once(blocker, 'listening');
    const taken = String(blocker.address().port);
    await expect(startTestIngest(home, { FLOW_IPFIX_PORT: taken })).rejects.toMatchObject({
      code: 'COLLECTOR_FLOW_PORT_TAKEN',
      message: expect.stringContaining('FLOW_IPFIX_PORT') as string,
    });
    blocker.close();
  });

  it('puts flows into the tenant of the device that sends them, from the moment the device is known', async () => {
    const test = await start({ FLOW_UNKNOWN_EXPORTER_TENANT: '0' });
    const { packets } = v5Stream({ packets: 1, flowsPerPacket: 3, unixS: nowS(), seed: 4 });
    await sender.send(packets, test.port);
    const unknown = () => test.metric('collector_flow_refused_total', { reason: 'exporter_unknown' });
    await waitFor('the refusal', async () => (await unknown()) === 1);
    test.registry.set('device', '127.0.0.1', { tenantId: 42, samplingRateDefault: 10 });
    await waitFor('the flows', async () => {
      await sender.send(packets, test.port);
      return test.rows.length > 0;
    });
    expect(test.rows[0]).toMatchObject({ tenant: 42, samplingRate: 10, exporter: '127.0.0.1' });
  });

  it('receives nothing and starts when both ports are 0', async () => {
    const test = await start({ FLOW_NETFLOW_PORT: '0', FLOW_IPFIX_PORT: '0' });
    expect(test.ingest.ports).toEqual([]);
    expect(test.ingest.receiving).toBe(false);
  });

  it('shares the ports and the templates among several workers', async () => {
    const test = await start({ FLOW_WORKERS: '2' });
    const { packets, flows } = v9Stream({ packets: 1, flowsPerPacket: 5, unixS: nowS(), seed: 5 });
    await sender.send(packets, test.port);
    await waitFor('the flows of the first', () => test.rows.length === flows.length);
    // Data only, from many ports, so that the kernel spreads it over both workers.
    const data = v9Packet({ unixS: nowS(), uptimeMs: 500_000_000, sequence: 1 }, 1, [
      dataSet(mikrotikV9Template, flows.map(mikrotikV9Values)),
    ]);
    const senders = Array.from({ length: 32 }, () => new UdpSender());
    for (const other of senders) await other.send([data], test.port);
    await waitFor('the flows of all', () => test.rows.length === 33 * flows.length);
    for (const other of senders) other.close();
  });
});
