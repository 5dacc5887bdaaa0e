import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requirePeer } from '@fastisp/core/testing/peers';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindSocket } from '#agent/run.ts';
import { World } from '#network/world.ts';
import { Exporter } from './exporter.ts';
import { type CapturedPacket, makePcap } from './pcap.ts';

const execute = promisify(execFile);
const originMs = Date.UTC(2026, 2, 3, 23, 0, 0);
const durationS = 60;

function createExporters(addressPrefix: string): Exporter[] {
  const world = new World({
    seed: 3,
    deviceCount: 14,
    interfacesPerDevice: 0,
    addressPrefix,
    originMs,
    community: 'x',
  });
  const options = { seed: 3, activeTimeoutMs: 30_000, templateIntervalMs: 20_000, flowsPerS: 10 };
  return world.devices.map((device) => new Exporter(world, device, options, originMs));
}

/** What the kernel holds for the socket on this port. */
async function bytesWaiting(port: number): Promise<number> {
  const table = await readFile('/proc/net/udp', 'utf8');
  const entry = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')} \\S+ \\S+ \\w+:(\\w+)`).exec(table);
  return Number.parseInt(entry?.[1] ?? '', 16);
}

const noNfdump = requirePeer('nfcapd', 'nfdump');
describe.skipIf(noNfdump !== null)(`exporters judged by nfdump${noNfdump ?? ''}`, () => {
  let folder = '';
  let nfcapd: ChildProcess;
  let said = '';
  /** Per router and per router/input interface, as sent. */
  const sent = new Map<string, { flows: number; packets: number; bytes: number }>();
  const add = (key: string, record: { packets: number; bytes: number }): void => {
    const sum = sent.get(key) ?? { flows: 0, packets: 0, bytes: 0 };
    sent.set(key, { flows: sum.flows + 1, packets: sum.packets + record.packets, bytes: sum.bytes + record.bytes });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-nfcapd-'));
    const free = await bindSocket('127.0.0.1', 0);
    const { port } = free.address();
    await new Promise<void>((done) => free.close(done));
    nfcapd = spawn('nfcapd', ['-w', folder, '-p', String(port), '-b', '127.0.0.1', '-t', '3600', '-B', '4194304']);
    const listen = (data: Buffer): void => void (said += data.toString());
    nfcapd.stdout?.on('data', listen);
    nfcapd.stderr?.on('data', listen);
    await waitFor('nfcapd listens', () => said.includes('Startup nfcapd'));
    for (const exporter of createExporters('127.42')) {
      const address = exporter.device.plan.address;
      const socket = await bindSocket(address, 0);
      const collect = exporter.collect.bind(exporter);
      exporter.collect = (nowMs, flush) => {
        const records = collect(nowMs, flush);
        for (const record of records) {
          add(address, record);
          add(`${address},${record.inputIfIndex},${record.outputIfIndex}`, record);
        }
        return records;
      };
      for (let second = 1; second <= durationS; second++) {
        for (const packet of exporter.tick(originMs + second * 1_000, second === durationS)) {
          await new Promise<void>((done) => socket.send(packet, port, '127.0.0.1', () => done()));
        }
      }
      await new Promise<void>((done) => socket.close(done));
    }
    await waitFor('nfcapd has read everything', async () => (await bytesWaiting(port)) === 0);
    const ended = once(nfcapd, 'exit');
    nfcapd.kill('SIGINT');
    await ended;
  });
  afterAll(async () => {
    nfcapd.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const nfdump = async (args: string[]): Promise<string[][]> => {
    const file = (await readdir(folder)).find((name) => name.startsWith('nfcapd.'));
    if (file === undefined) throw new Error(`nfcapd left no file: ${said}`);
    const { stdout } = await execute('nfdump', ['-r', join(folder, file), '-q', '-6', '-N', ...args], {
      maxBuffer: 64 << 20,
    });
    return stdout
      .trim()
      .split('\n')
      .map((line) => line.split(',').map((cell) => cell.trim()));
  };

  test('every router has the flows, packets and bytes it sent', async () => {
    const rows = await nfdump(['-A', 'router', '-o', 'fmt:%ra,%fl,%pkt,%byt']);
    expect(rows).toHaveLength(14);
    for (const [router = '', flows, packets, bytes] of rows) {
      expect({ flows: Number(flows), packets: Number(packets), bytes: Number(bytes) }, router).toEqual(
        sent.get(router),
      );
    }
    expect(said).toContain('Bad Packets: 0');
  });

  test('so has every pair of interfaces', async () => {
    const rows = await nfdump(['-A', 'router,inif,outif', '-o', 'fmt:%ra,%in,%out,%fl,%pkt,%byt']);
    expect(rows.length).toBe([...sent.keys()].filter((key) => key.includes(',')).length);
    for (const [router, input, output, flows, packets, bytes] of rows) {
      const key = `${router},${input},${output}`;
      expect({ flows: Number(flows), packets: Number(packets), bytes: Number(bytes) }, key).toEqual(sent.get(key));
    }
  });

  test('flows lie within the minute that was played, over both families', async () => {
    const rows = await nfdump(['-o', 'fmt:%ts,%te,%sa']);
    for (const [first = '', last = ''] of rows) {
      // NetFlow v9 tells the time of its packets in whole seconds, so that its flows may seem up to one earlier.
      expect(Date.parse(`${first}Z`)).toBeGreaterThanOrEqual(originMs - 1_000);
      expect(Date.parse(`${last}Z`)).toBeLessThanOrEqual(originMs + durationS * 1_000);
    }
    const ipv6 = rows.filter(([, , source]) => source?.includes(':')).length;
    expect(ipv6 / rows.length).toBeGreaterThan(0.15);
    expect(ipv6 / rows.length).toBeLessThan(0.4);
  });
});

const noTshark = requirePeer('tshark', 'tshark');
describe.skipIf(noTshark !== null)(`exporters judged by tshark${noTshark ?? ''}`, () => {
  test('packets are well formed, their sequence unbroken, the sampling told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lab-tshark-'));
    try {
      const packets: CapturedPacket[] = [];
      // tshark knows exporters by observation domain alone, so it is shown one NetFlow exporter at a time.
      const chosen = createExporters('127.42').slice(0, 3);
      for (const exporter of chosen) {
        const { address, model } = exporter.device.plan;
        const destinationPort = model.flow.protocol === 'ipfix' ? 4_739 : 2_055;
        for (let second = 1; second <= 30; second++) {
          const atMs = originMs + second * 1_000;
          for (const payload of exporter.tick(atMs)) packets.push({ payload, source: address, destinationPort, atMs });
        }
      }
      const told = new Set<string>();
      for (const exporter of chosen) {
        const own = packets.filter((packet) => packet.source === exporter.device.plan.address);
        const file = join(folder, `${exporter.device.plan.name}.pcap`);
        await writeFile(file, makePcap(own));
        const tshark = async (args: string[]): Promise<string> =>
          (await execute('tshark', ['-r', file, ...args])).stdout;
        expect(await tshark(['-Y', '_ws.malformed || _ws.expert']), exporter.device.plan.name).toBe('');
        const versions = (await tshark(['-T', 'fields', '-e', 'cflow.version'])).trim().split('\n');
        expect(versions).toHaveLength(own.length);
        const fields = ['cflow.sampling_interval', 'cflow.sampling_packet_space'];
        const rates = await tshark(['-T', 'fields', ...fields.flatMap((field) => ['-e', field])]);
        for (const rate of rates.split(/\s+/)) if (rate !== '') told.add(rate);
      }
      expect([...told]).toEqual(expect.arrayContaining(['999', '100']));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
