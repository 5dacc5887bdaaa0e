/** The whole collector against Net-SNMP's agent: what it finds is what Net-SNMP's own client finds. */
import { newId } from '@fastisp/core/ids';
import { requirePeer } from '@fastisp/core/testing/peers';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CollectorUnderTest } from './testing/collect.ts';
import { Snmpd } from '@fastisp/core/testing/snmpd';

const missing = requirePeer('snmpd', 'snmpd') ?? requirePeer('snmpget', 'snmp');

/** Moves bytes through the loopback interface, so that its counters grow. */
async function sendOverLoopback(bytes: number): Promise<void> {
  const sink = createSocket('udp4');
  sink.bind(0, '127.0.0.1');
  await once(sink, 'listening');
  const source = createSocket('udp4');
  const datagram = Buffer.alloc(10_000);
  for (let sent = 0; sent < bytes; sent += datagram.length) {
    await new Promise<void>((resolve, reject) =>
      source.send(datagram, sink.address().port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error))),
    );
  }
  source.close();
  sink.close();
}

describe.skipIf(missing !== null)(`polls snmpd${missing ?? ''}`, () => {
  let one: Snmpd;
  let two: Snmpd;
  let under: CollectorUnderTest;

  beforeAll(async () => {
    // Without a cache, so that what the client reads and what the collector reads are of one moment.
    const lines = ['cacheTime 1 1.3.6.1.2.1.2.2'];
    one = await Snmpd.create({ community: 'one-secret', sysName: 'núcleo-lima', lines });
    two = await Snmpd.create({ community: 'two-secret', sysName: 'edge-two', sysLocation: 'Cusco' });
    await Promise.all([one.start(), two.start()]);
    under = await CollectorUnderTest.start();
  });
  afterAll(async () => {
    await under.stop();
    await Promise.all([one.remove(), two.remove()]);
  });

  test('tells what two agents say of themselves, with uptime and interfaces', async () => {
    const asked = Date.now();
    const first = await under.poll({ port: one.port, community: 'one-secret' });
    const second = await under.poll({ port: two.port, community: 'two-secret' });
    const poll = await waitFor('first poll', () => under.pollsOf(first)[0]);
    expect(poll.result).toBe('ok');
    expect(poll.seenAtMs - asked).toBeLessThan(1_500);
    const uptimeTicks = Number(await one.get('1.3.6.1.2.1.1.3.0'));
    expect(Math.abs(uptimeTicks * 10 - poll.uptimeMs)).toBeLessThan(3_000);

    const facts = await waitFor('facts', () => under.facts.find(({ data }) => data.deviceId === first));
    expect(facts.data).toMatchObject({
      sysName: 'núcleo-lima',
      sysLocation: 'loopback',
      sysContact: 'noc@example.net',
    });
    expect(facts.data.sysDescr).toBe((await one.get('1.3.6.1.2.1.1.1.0'))?.replace(/^"|"$/g, ''));
    expect(facts.data.model).toMatch(/^Linux \d/);
    const loopback = facts.data.interfaces.find(({ name }) => name === 'lo');
    expect(loopback).toMatchObject({ ifIndex: 1, type: 24, operStatus: 1, adminStatus: 1 });

    const other = await waitFor('facts of the other', () => under.facts.find(({ data }) => data.deviceId === second));
    expect(other.data).toMatchObject({ sysName: 'edge-two', sysLocation: 'Cusco' });
    expect(other.tenantId).toBe(7);
  });

  test('counts what went through an interface', async () => {
    const deviceId = await under.poll({ port: one.port, community: 'one-secret' });
    await waitFor('first poll', () => under.pollsOf(deviceId)[0]);
    const before = Number(await one.get('1.3.6.1.2.1.31.1.1.1.6.1'));
    const startedMs = Date.now();
    await sendOverLoopback(2_000_000);
    // Two more polls: the first may have begun before the traffic ended.
    await waitFor('two more polls', () => under.pollsOf(deviceId).length >= 3, { timeLimitMs: 20_000 });
    const after = Number(await one.get('1.3.6.1.2.1.31.1.1.1.6.1'));
    const rows = await waitFor('two rows', () => {
      const found = under.interfaces.filter((row) => row.deviceId === deviceId && row.ifIndex === 1);
      return found.length >= 2 && found;
    });
    const octets = rows.reduce((sum, row) => sum + row.inOctets, 0);
    expect(octets).toBeGreaterThan(2_000_000);
    // What others send over this machine's loopback meanwhile is in both, but not to the byte.
    expect(octets).toBeLessThan((after - before) * 1.2 + 1_000_000);
    for (const row of rows) {
      expect(row.operStatus).toBe(1);
      expect(row.intervalMs).toBeGreaterThan(1_000);
      expect(row.intervalMs).toBeLessThan(10_000);
      expect(row.polledAtMs).toBeGreaterThan(startedMs);
    }
  });

  test('a stopped agent shows within its time-outs, and its return as a restart', async () => {
    const deviceId = await under.poll({ port: two.port, community: 'two-secret' });
    await waitFor('first poll', () => under.pollsOf(deviceId)[0]?.result === 'ok');
    await two.stop();
    const stoppedMs = Date.now();
    const failed = await waitFor('time-out', () => under.pollsOf(deviceId).find(({ result }) => result === 'timeout'), {
      timeLimitMs: 20_000,
    });
    expect(failed.seenAtMs - stoppedMs).toBeLessThan(5_000 + 4_500 + 2_000);
    expect(failed.uptimeMs).toBe(0);
    await two.start();
    const back = await waitFor(
      'its return',
      () => under.pollsOf(deviceId).find(({ result, polledAtMs }) => result === 'ok' && polledAtMs > failed.polledAtMs),
      { timeLimitMs: 20_000 },
    );
    expect(back.restarted).toBe(true);
    expect(back.uptimeMs).toBeLessThan(15_000);
  });

  test('a wrong community is silence, and a later right one is polled at once', async () => {
    const deviceId = await under.poll({ port: one.port, community: 'guess' });
    const failed = await waitFor('time-out', () => under.pollsOf(deviceId)[0], { timeLimitMs: 8_000 });
    expect(failed.result).toBe('timeout');
    expect(failed.durationMs).toBeLessThan(5_000);
    await under.poll({ deviceId, port: one.port, community: 'one-secret', revision: 2 });
    await waitFor('poll with the new community', () => under.pollsOf(deviceId).find(({ result }) => result === 'ok'), {
      timeLimitMs: 2_000,
    });
    // An older revision that comes late changes nothing.
    await under.poll({ deviceId, port: one.port, community: 'guess', revision: 1 });
    const count = under.pollsOf(deviceId).length;
    await waitFor('another poll', () => under.pollsOf(deviceId).length > count);
    expect(under.pollsOf(deviceId).at(-1)?.result).toBe('ok');
  });

  test('SNMPv1, a name that is no host, an address without a route, a removed device, bad messages', async () => {
    const v1 = await under.poll({ port: one.port, community: 'one-secret', version: '1' });
    const nowhere = await under.poll({ port: 161, community: 'x', address: 'no-such-host.invalid' });
    const garbage = newId();
    await under.publishInventory(garbage, Buffer.from('{"v":1}'));
    await waitFor('dead letter', () => under.deadLetters.includes(garbage));

    expect((await waitFor('poll by v1', () => under.pollsOf(v1)[0])).result).toBe('ok');
    const facts = await waitFor('facts by v1', () => under.facts.find(({ data }) => data.deviceId === v1));
    expect(facts.data.interfaces.map(({ name }) => name)).toContain('lo');
    await waitFor('rows by v1', () => under.interfaces.find((row) => row.deviceId === v1), { timeLimitMs: 15_000 });
    const lookedUp = await waitFor('no such host', () => under.pollsOf(nowhere)[0], { timeLimitMs: 15_000 });
    expect(lookedUp.result).toBe('no_such_host');

    await under.publishInventory(v1, null);
    const gone = under.pollsOf(v1).length;
    const clock = await under.poll({ port: one.port, community: 'one-secret' });
    await waitFor('an interval of another', () => under.pollsOf(clock).length >= 3, { timeLimitMs: 20_000 });
    expect(under.pollsOf(v1).length).toBeLessThanOrEqual(gone + 1);
    expect(await under.metrics.registry.metrics()).toMatch(/collector_snmp_polls_total\{result="no_such_host"\} [1-9]/);
  });
});
