/** The poller against agents that behave as agents in the field do: well, badly, or not at all. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { decodeBlocks } from '@fastisp/core/block/native';
import { getU64 } from '@fastisp/core/block/builder';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { madeDevice } from '../testing/made-device.ts';
import { PollHarness } from '../testing/poll-harness.ts';
import { type AgentOptions, type Misbehaviour, SnmprecAgent } from '../testing/snmprec-agent.ts';
import type { PolledDevice } from './device.ts';

const plan = { timeoutMs: 150, retries: 2 };
/** 1 + 1.5 + 2 times the time-out, and some lateness of a busy machine. */
const budgetMs = 150 * 4.5 + 500;
const ports = 48;

let harness: PollHarness;
let agents: SnmprecAgent[] = [];

beforeEach(async () => {
  harness = await PollHarness.start(plan);
});
afterEach(async () => {
  await harness.stop();
  await Promise.all(agents.map((agent) => agent.stop()));
  agents = [];
});

async function serve(options: Partial<AgentOptions> = {}): Promise<{ agent: SnmprecAgent; device: PolledDevice }> {
  const table = madeDevice({ ports, uptimeTicks: 100_000, octets: 1_000n });
  const agent = await SnmprecAgent.start({ table, community: 'public', ...options });
  agents.push(agent);
  return { agent, device: harness.device({ port: agent.port, community: 'public' }) };
}

/** The device as it is a minute later. */
function aMinuteLater(agent: SnmprecAgent, made: Partial<Parameters<typeof madeDevice>[0]> = {}): void {
  harness.skewMs += 60_000;
  const table = madeDevice({ ports, uptimeTicks: 106_000, octets: 751_000n, ...made });
  agent.options = { ...agent.options, table };
}

const interfaceRows = () => {
  harness.rows.flush();
  return harness.blocks
    .filter(({ schemaId }) => schemaId === telemetryInterfaceV1.id)
    .flatMap(({ bytes }) => decodeBlocks(telemetryInterfaceV1, bytes))
    .flatMap(({ rows, columns }) =>
      Array.from({ length: rows }, (_, row) => ({
        ifIndex: columns.if_index[row],
        inOctets: getU64(columns.in_octets, row),
        outOctets: getU64(columns.out_octets, row),
        intervalMs: columns.interval_ms[row] ?? 0,
        speedBps: getU64(columns.speed_bps, row),
        operStatus: columns.oper_status[row],
      })),
    );
};
const deviceRows = () => {
  harness.rows.flush();
  return harness.blocks
    .filter(({ schemaId }) => schemaId === telemetryDeviceV1.id)
    .flatMap(({ bytes }) => decodeBlocks(telemetryDeviceV1, bytes))
    .flatMap(({ rows, columns }) => Array.from({ length: rows }, (_, row) => ({ restarted: columns.restarted[row] })));
};

describe('an agent that behaves', () => {
  test.each<[string, Parameters<typeof madeDevice>[0] extends infer D ? Partial<D> : never]>([
    ['with ifXTable', {}],
    ['without ifXTable', { narrow: true }],
    ['with ifXTable for some ports only', { sparse: (ifIndex) => ifIndex % 3 === 0 }],
  ])('gives a row for each port: %s', async (_, made) => {
    const { agent, device } = await serve({
      table: madeDevice({ ports, uptimeTicks: 100_000, octets: 1_000n, ...made }),
    });
    expect(await harness.poller.poll(device)).toBe('ok');
    expect(interfaceRows()).toHaveLength(0);
    aMinuteLater(agent, made);
    const before = agent.requests;
    expect(await harness.poller.poll(device)).toBe('ok');
    const rows = interfaceRows();
    const indexes = rows.map(({ ifIndex }) => ifIndex ?? 0).toSorted((a, b) => a - b);
    expect(indexes).toEqual(Array.from({ length: ports }, (__, i) => i + 1));
    for (const row of rows) {
      expect(row).toMatchObject({ inOctets: 750_000, outOctets: 750_000, speedBps: 1e9, operStatus: 1 });
      expect(row.intervalMs).toBe(60_000);
    }
    // Liveness, and the table in few requests.
    expect(agent.requests - before).toBeLessThanOrEqual(5);
  });

  test('asks later polls only for the columns that there are', async () => {
    const { device } = await serve();
    await harness.poller.poll(device);
    expect(device.columns.map((column) => column.kind)).not.toContain('speed');
    expect(device.columns).toHaveLength(12);
    const narrow = await serve({ table: madeDevice({ ports, uptimeTicks: 1, octets: 1n, narrow: true }) });
    await harness.poller.poll(narrow.device);
    expect(narrow.device.columns).toHaveLength(11);
  });

  test('that restarted gives no rates, tells it once, and its facts again', async () => {
    const { agent, device } = await serve();
    await harness.poller.poll(device);
    aMinuteLater(agent, { uptimeTicks: 500, octets: 5_000_000n, sysName: 'new name' });
    await harness.poller.poll(device);
    expect(interfaceRows()).toHaveLength(0);
    expect(harness.facts.get(device.spec.deviceId)?.sysName).toBe('new name');
    aMinuteLater(agent, { uptimeTicks: 6_500, octets: 6_000_000n });
    await harness.poller.poll(device);
    expect(interfaceRows()).toHaveLength(ports);
    expect(deviceRows().map(({ restarted }) => restarted)).toEqual([0, 1, 0]);
  });

  test('tells its facts only when they changed', async () => {
    const { agent, device } = await serve();
    for (let poll = 0; poll < 25; poll += 1) {
      await harness.poller.poll(device);
      aMinuteLater(agent, { uptimeTicks: 106_000 + 6_000 * poll, octets: 1_000n });
    }
    expect(harness.counts.factsRead).toBeGreaterThanOrEqual(2);
    expect(harness.counts.factsChanged).toBe(1);
  });

  test('is asked once in a while about a port that changed while it gave no rate', async () => {
    const { agent, device } = await serve();
    await harness.poller.poll(device);
    aMinuteLater(agent, { octets: 0n, operStatus: 2 }); // counters cleared, and the link down
    await harness.poller.poll(device);
    expect(interfaceRows()).toHaveLength(0);
    expect(harness.facts.get(device.spec.deviceId)?.interfaces[0]?.operStatus).toBe(2);
  });

  test('by SNMPv1', async () => {
    const { agent } = await serve({ v1Only: true });
    const device = harness.device({ port: agent.port, community: 'public', version: '1' });
    expect(await harness.poller.poll(device)).toBe('ok');
    aMinuteLater(agent);
    expect(await harness.poller.poll(device)).toBe('ok');
    expect(interfaceRows()).toHaveLength(ports);
    expect(harness.facts.get(device.spec.deviceId)?.interfaces).toHaveLength(ports);
  });
});

describe('an agent with small answers', () => {
  test('cuts them short: the walk goes on where they end', async () => {
    const { device } = await serve({ answerBytesMax: 484 });
    expect(await harness.poller.poll(device)).toBe('ok');
    expect(device.readings?.rows).toBe(ports);
  });

  test('says tooBig: it is asked for less, and for less at once the next time', async () => {
    const { agent, device } = await serve({ answerBytesMax: 1_400, bulkTooBig: true });
    expect(await harness.poller.poll(device)).toBe('ok');
    expect(device.readings?.rows).toBe(ports);
    const first = agent.requests;
    aMinuteLater(agent);
    await harness.poller.poll(device);
    expect(agent.requests - first).toBeLessThan(first);
  });

  test('whose large answers get lost is found alive, and learned', async () => {
    const { agent, device } = await serve({ lostAboveBytes: 1_472 });
    const results: unknown[] = [];
    for (let poll = 0; poll < 4; poll += 1) {
      results.push(await harness.poller.poll(device));
      aMinuteLater(agent, { uptimeTicks: 106_000 + 6_000 * poll, octets: BigInt(1_000 * (poll + 2)) });
    }
    expect(results).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(device.readings?.rows).toBe(ports);
    expect(interfaceRows().length).toBeGreaterThanOrEqual(ports);
  });
});

describe('an agent that misbehaves', () => {
  test.each<[Misbehaviour, string]>([
    ['alternates_oids', 'protocol_error'],
    ['wrong_source', 'timeout'],
    ['wrong_community', 'timeout'],
    ['wrong_id', 'timeout'],
    ['garbage', 'timeout'],
    ['truncates', 'timeout'],
    ['silent', 'timeout'],
    ['refuses', 'auth'],
    ['duplicates', 'ok'],
    ['garbage_first', 'ok'],
    ['gen_err', 'ok'],
    ['no_bulk', 'ok'],
  ])('%s: %s', async (misbehaviour, expected) => {
    const { device } = await serve({ misbehaviour });
    const startedMs = performance.now();
    expect(await harness.poller.poll(device)).toBe(expected);
    const limitMs = misbehaviour === 'no_bulk' ? 2 * budgetMs : budgetMs;
    if (expected !== 'ok' || misbehaviour === 'no_bulk') expect(performance.now() - startedMs).toBeLessThan(limitMs);
    expect(harness.transport.inFlight).toBe(0);
  });

  test('endless columns end at the limit of time', async () => {
    const { agent } = await serve({ misbehaviour: 'endless_columns' });
    const device = harness.device({ port: agent.port, community: 'public', pollIntervalMs: 1_000 });
    const startedMs = performance.now();
    expect(await harness.poller.poll(device)).toBe('protocol_error');
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(harness.counts.walksFailed.too_long).toBe(1);
  });

  test('an incomplete walk leaves a gap, and the next one spans it', async () => {
    const { agent, device } = await serve();
    await harness.poller.poll(device);
    aMinuteLater(agent);
    agent.options = { ...agent.options, misbehaviour: 'no_bulk' };
    expect(await harness.poller.poll(device)).toBe('ok');
    expect(harness.counts.walksFailed.timeout).toBe(1);
    expect(interfaceRows()).toHaveLength(0);
    agent.options = { table: agent.options.table, community: 'public' };
    aMinuteLater(agent, { uptimeTicks: 112_000, octets: 1_501_000n });
    await harness.poller.poll(device);
    const rows = interfaceRows();
    expect(rows).toHaveLength(ports);
    expect(rows[0]).toMatchObject({ inOctets: 1_500_000, intervalMs: 120_000 });
  });

  test('slow: late answers to the first attempt still count', async () => {
    const { device } = await serve({ delayMs: 250 });
    expect(await harness.poller.poll(device)).toBe('ok');
    expect(harness.transport.counts.retries).toBeGreaterThan(0);
    expect(device.readings?.rows).toBe(ports);
  });
});

const noIpv6 =
  networkInterfaces()['lo']?.some(({ address }) => address === '::1') === true ? null : ' (skipped: no ::1)';

test.skipIf(noIpv6 !== null)(`an agent on IPv6, in any spelling of its address${noIpv6 ?? ''}`, async () => {
  const table = madeDevice({ ports, uptimeTicks: 100_000, octets: 1_000n });
  const agent = await SnmprecAgent.start({ table, community: 'public' }, '::1');
  agents.push(agent);
  for (const address of ['::1', '0:0:0:0:0:0:0:1']) {
    expect(await harness.poller.poll(harness.device({ address, port: agent.port, community: 'public' }))).toBe('ok');
  }
});

test('an address without a route is unreachable at once', async () => {
  const device = harness.device({ address: '240.0.0.1', port: 161, community: 'public' });
  const startedMs = performance.now();
  const result = await harness.poller.poll(device);
  // Some machines have a default route even for this; then it is silence.
  expect(['unreachable', 'timeout']).toContain(result);
  if (result === 'unreachable') expect(performance.now() - startedMs).toBeLessThan(200);
});

test('a storm of datagrams into its socket: nothing is thrown, nothing stays, polls go on', async () => {
  const { device, agent } = await serve();
  const { device: mutated } = await serve({ misbehaviour: 'mutates' });
  const storm = createSocket('udp4');
  let seed = 42;
  const random = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
  const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 20);
  for (let round = 0; round < rounds; round += 1) {
    const polls = [harness.poller.poll(device), harness.poller.poll(mutated)];
    for (let i = 0; i < 100; i += 1) {
      const bytes = Buffer.from(Array.from({ length: random() % 200 }, () => random() & 0xff));
      if (i % 2 === 0) bytes.set([0x30, 0x81, Math.max(0, bytes.length - 3), 2, 1, 1].slice(0, bytes.length));
      await new Promise((resolve) => storm.send(bytes, harness.transport.port, '127.0.0.1', resolve));
    }
    const [result] = await Promise.all(polls);
    expect(result).toBe('ok');
    aMinuteLater(agent, { uptimeTicks: 106_000 + 6_000 * round });
  }
  storm.close();
  expect(harness.transport.inFlight).toBe(0);
  expect(harness.transport.queued).toBe(0);
  const dropped = Object.values(harness.transport.counts.dropped).reduce((sum, count) => sum + count, 0);
  expect(dropped).toBeGreaterThan(rounds * 90);
  expect(harness.counts.polls.ok).toBeGreaterThanOrEqual(rounds);
});
