import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { requirePeer } from '@fastisp/core/testing/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#network/random.ts';
import { World } from '#network/world.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { Agents, type Impairment } from './run.ts';

const execute = promisify(execFile);
const missing = requirePeer('snmpwalk', 'snmp');
const originMs = Date.UTC(2026, 2, 3, 23, 0, 0);

describe.skipIf(missing !== null)(`agents judged by Net-SNMP${missing ?? ''}`, () => {
  let nowMs = originMs + 60_000;
  const world = new World({
    seed: 7,
    deviceCount: 12,
    interfacesPerDevice: 0,
    addressPrefix: '127.41',
    originMs,
    community: 'public',
  });
  const impairments = new Map(
    world.devices.map((device) => [
      device.plan.name,
      { lossPercent: 0, latencyMs: 0, misbehaviour: 'none' as Misbehaviour } satisfies Impairment,
    ]),
  );
  const agents = new Agents(world.devices, impairments, { clock: { nowMs: () => nowMs }, random: createRandom('t') });
  beforeAll(() => agents.listen(0));
  afterAll(() => agents.close());

  const deviceAt = (index: number) => {
    const device = world.devices[index];
    if (device === undefined) throw new Error(`no device ${index}`);
    return device;
  };
  const target = (index: number): string =>
    `${deviceAt(index).plan.address}:${agents.portOf(deviceAt(index).plan.name)}`;
  const run = async (program: string, index: number, args: string[], version = '2c', community = 'public') => {
    const all = ['-v', version, '-c', community, '-r', '0', '-t', '2', '-On', '-Oe', '-OU', target(index), ...args];
    const { stdout } = await execute(program, all, { env: { ...process.env, MIBS: '' }, maxBuffer: 16 << 20 });
    return stdout.trim().split('\n');
  };
  const objectsOf = (index: number): number => 8 + 3 + 36 * deviceAt(index).interfaces.length;

  test.each([0, 1, 2, 3, 4, 11])(
    'every object of device %d is walked by GETNEXT and by GETBULK alike',
    async (index) => {
      const walked = await run('snmpwalk', index, ['-Cc', '1.3.6.1']);
      const bulk = await run('snmpbulkwalk', index, ['-Cr40', '1.3.6.1']);
      const objects = walked.filter((line) => line.startsWith('.') && !line.includes('No more variables'));
      expect(objects).toHaveLength(objectsOf(index));
      expect(bulk).toEqual(walked);
    },
  );

  test('a walk by columns shows the interfaces as planned', async () => {
    const device = deviceAt(0);
    const names = await run('snmpbulkwalk', 0, ['1.3.6.1.2.1.31.1.1.1.1']);
    expect(names).toEqual(
      device.interfaces.map((port) => `.1.3.6.1.2.1.31.1.1.1.1.${port.plan.ifIndex} = STRING: "${port.plan.name}"`),
    );
    const speeds = await run('snmpwalk', 0, ['1.3.6.1.2.1.31.1.1.1.15']);
    expect(speeds[0]).toBe(`.1.3.6.1.2.1.31.1.1.1.15.${device.interfaces[0]?.plan.ifIndex} = Gauge32: 100000`);
  });

  test('counters are the history plus what has passed, and 32 bits of them', async () => {
    const device = deviceAt(0);
    const port = device.interfaces[0];
    if (port === undefined) throw new Error('no interface');
    const passed = world.passed(port, originMs, nowMs).received;
    const octets = BigInt(port.start.inOctets) + BigInt(Math.floor(passed.bytes) + 14 * Math.floor(passed.packets));
    expect(passed.bytes).toBeGreaterThan(1_000_000);
    const { ifIndex } = port.plan;
    const answers = await run('snmpget', 0, [
      `1.3.6.1.2.1.31.1.1.1.6.${ifIndex}`,
      `1.3.6.1.2.1.2.2.1.10.${ifIndex}`,
      '1.3.6.1.2.1.1.3.0',
    ]);
    expect(answers[0]).toBe(`.1.3.6.1.2.1.31.1.1.1.6.${ifIndex} = Counter64: ${octets}`);
    expect(answers[1]).toBe(`.1.3.6.1.2.1.2.2.1.10.${ifIndex} = Counter32: ${octets % 2n ** 32n}`);
    const ticks = Math.floor((nowMs - originMs + device.plan.uptimeMs) / 10) % 2 ** 32;
    expect(answers[2]).toMatch(new RegExp(String.raw`Timeticks: \(${ticks}\)`));
  });

  test('what is not there is said so', async () => {
    const answers = await run('snmpget', 0, ['1.3.6.1.2.1.2.2.1.2.9999', '1.3.6.1.2.1.99.1.0', '1.3.6.1.2.1.1.5.0']);
    expect(answers).toEqual([
      '.1.3.6.1.2.1.2.2.1.2.9999 = No Such Instance currently exists at this OID',
      '.1.3.6.1.2.1.99.1.0 = No Such Object available on this agent at this OID',
      '.1.3.6.1.2.1.1.5.0 = STRING: "rtr-core-01"',
    ]);
    const end = await run('snmpgetnext', 0, ['1.3.6.1.6.3.10.2.1.3.0']);
    expect(end[0]).toContain('No more variables left in this MIB View');
  });

  test('v1 has no Counter64 and answers noSuchName', async () => {
    const walked = await run('snmpwalk', 4, ['1.3.6.1'], '1');
    const objects = walked.filter((line) => line.startsWith('.') && !line.includes('No more variables'));
    expect(objects).toHaveLength(objectsOf(4) - 8 * deviceAt(4).interfaces.length);
    const { ifIndex } = deviceAt(4).interfaces[0]?.plan ?? { ifIndex: 0 };
    await expect(run('snmpget', 4, [`1.3.6.1.2.1.31.1.1.1.6.${ifIndex}`], '1')).rejects.toThrow(/noSuchName/);
  });

  test('answers keep to their size: GETBULK is cut, GET is refused', async () => {
    const cut = await run('snmpbulkget', 3, ['-Cr200', '1.3.6.1.2.1.2.2.1.2']);
    expect(cut.length).toBeGreaterThan(20);
    expect(cut.length).toBeLessThan(200);
    const many = Array.from({ length: 120 }, () => '1.3.6.1.2.1.1.1.0');
    await expect(run('snmpget', 3, many)).rejects.toThrow(/tooBig/);
  });

  test('a wrong community and a device without power are met with silence', async () => {
    const before = agents.counts.wrongCommunity;
    await expect(run('snmpget', 0, ['1.3.6.1.2.1.1.5.0'], '2c', 'wrong')).rejects.toThrow(/Timeout/);
    expect(agents.counts.wrongCommunity).toBe(before + 1);
    const device = deviceAt(11);
    world.setPower(device, false, nowMs);
    await expect(run('snmpget', 11, ['1.3.6.1.2.1.1.5.0'])).rejects.toThrow(/Timeout/);
    world.setPower(device, true, (nowMs += 30_000));
    nowMs += 5_000;
    const answer = await run('snmpget', 11, ['1.3.6.1.2.1.1.3.0']);
    expect(answer[0]).toContain('Timeticks: (500)');
  });

  test('set is refused', async () => {
    await expect(run('snmpset', 0, ['1.3.6.1.2.1.1.5.0', 's', 'mine'])).rejects.toThrow(/notWritable/);
  });

  test.each([
    ['truncated', /Timeout/],
    ['garbage', /Timeout/],
    ['wrong-request-id', /Timeout/],
  ] as const)('%s', async (kind, expected) => {
    const impairment = impairments.get(deviceAt(5).plan.name);
    if (impairment === undefined) throw new Error('no impairment');
    impairment.misbehaviour = kind;
    await expect(run('snmpget', 5, ['1.3.6.1.2.1.1.5.0'])).rejects.toThrow(expected);
    impairment.misbehaviour = 'none';
  });

  test('an endless agent is caught by a walker that checks its order', async () => {
    const impairment = impairments.get(deviceAt(5).plan.name);
    if (impairment === undefined) throw new Error('no impairment');
    impairment.misbehaviour = 'endless';
    await expect(run('snmpwalk', 5, ['1.3.6.1'])).rejects.toThrow(/OID not increasing/);
    impairment.misbehaviour = 'none';
  });
});
