import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { requirePeer } from '@fastisp/core/testing/peers';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { describe, expect, test } from 'vitest';
import { startAgentLoad } from './agent-load.ts';
import { type FlowLoadOptions, startFlowLoad } from './flow-load.ts';

const noGcc = requirePeer('gcc', 'gcc');

/** Runs a load and adds up what arrives, reading the records where the layout says their counters are. */
async function receive(options: Omit<FlowLoadOptions, 'address' | 'port'>) {
  const socket = createSocket('udp4');
  const heard = { flows: 0, packets: 0, flowBytes: 0, flowPackets: 0, worstAgeMs: 0, domains: new Set<number>() };
  const isIpfix = options.protocol === 'ipfix';
  const headerBytes = isIpfix ? 16 : 20;
  const recordBytes = isIpfix ? 62 : 54;
  socket.on('message', (packet) => {
    heard.packets++;
    heard.domains.add(packet.readUInt32BE(headerBytes - 4));
    if (packet.readUInt16BE(headerBytes) !== 256) return;
    for (let at = headerBytes + 4; at + recordBytes <= packet.length; at += recordBytes) {
      heard.flows++;
      heard.flowBytes += packet.readUInt32BE(at + 8);
      heard.flowPackets += packet.readUInt32BE(at + 12);
      const endMs = isIpfix
        ? Number(packet.readBigUInt64BE(at + 54))
        : packet.readUInt32BE(8) * 1_000 - packet.readUInt32BE(4) + packet.readUInt32BE(at + 50);
      heard.worstAgeMs = Math.max(heard.worstAgeMs, Math.abs(Date.now() - endMs));
    }
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  socket.setRecvBufferSize(4 << 20);
  const load = await startFlowLoad({ ...options, address: '127.0.0.1', port: socket.address().port });
  const sent = await load.done;
  await waitFor('all of it has arrived', () => heard.packets >= sent.packets);
  await new Promise<void>((done) => socket.close(done));
  return { heard, sent, engine: load.engine };
}

describe.skipIf(noGcc !== null)(`flow load in C${noGcc ?? ''}`, () => {
  test.each(['netflow9', 'ipfix'] as const)('%s: what it says is what arrives', async (protocol) => {
    const { heard, sent, engine } = await receive({
      flowsPerS: 20_000,
      durationS: 1,
      sources: 3,
      protocol,
      engine: 'c',
    });
    expect(engine).toBe('c');
    expect(sent.flows).toBe(20_000);
    expect(sent.sendErrors).toBe(0);
    const { flows, packets, flowBytes, flowPackets } = sent;
    expect(heard).toMatchObject({ flows, packets, flowBytes, flowPackets });
    expect([...heard.domains].toSorted()).toEqual([1, 2, 3]);
    expect(sent.endedAtMs - sent.startedAtMs).toBeGreaterThan(950);
    expect(heard.worstAgeMs).toBeLessThan(2_000);
  });

  test('ends early when told to, with its account', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
    const { port } = socket.address();
    const load = await startFlowLoad({ address: '127.0.0.1', port, flowsPerS: 1_000, durationS: 600, engine: 'c' });
    await once(socket, 'message');
    load.stop();
    expect((await load.done).flows).toBeLessThan(600_000);
    socket.close();
  });

  test('says what is wrong with an address', async () => {
    const load = await startFlowLoad({
      address: '127.0.0.1',
      port: 9,
      flowsPerS: 1,
      durationS: 1,
      firstSource: '192.0.2.1',
      engine: 'c',
    });
    await expect(load.done).rejects.toThrow(/cannot send from source 0/);
  });
});

describe('flow load in Node', () => {
  test.each(['netflow9', 'ipfix'] as const)('%s: what it says is what arrives', async (protocol) => {
    const { heard, sent } = await receive({ flowsPerS: 5_000, durationS: 1, sources: 2, protocol, engine: 'node' });
    expect(sent.flows).toBe(5_000);
    const { flows, packets, flowBytes, flowPackets } = sent;
    expect(heard).toMatchObject({ flows, packets, flowBytes, flowPackets });
    expect(heard.worstAgeMs).toBeLessThan(2_000);
  });
});

test('agents for a poller: as many as asked, with as many interfaces, and their counts', async () => {
  const load = await startAgentLoad({ devices: 30, interfaces: 48, addressPrefix: '127.46', port: 0 });
  try {
    expect(load.devices).toHaveLength(30);
    const device = load.devices[29];
    if (device === undefined) throw new Error('no device');
    const socket = createSocket('udp4');
    // GET ifNumber.0, community public.
    const request = Buffer.from(
      '302602010104067075626c6963a019020101020100020100300e300c06082b06010201020100' + '0500',
      'hex',
    );
    const answer = await new Promise<Buffer>((done) => {
      socket.once('message', done);
      socket.send(request, device.port, device.address);
    });
    socket.close();
    expect(answer.subarray(-3).toString('hex')).toBe('020130');
    expect(await load.counts()).toMatchObject({ requests: 1, responses: 1 });
  } finally {
    await load.stop();
  }
});
