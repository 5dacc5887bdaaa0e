import { describe, expect, test } from 'vitest';
import type { Impairment } from '#agent/run.ts';
import { AgentView } from '#agent/view.ts';
import { World } from '#network/world.ts';
import { createRandom } from '#network/random.ts';
import { parseCommand } from './commands.ts';
import { Faults } from './faults.ts';
import { firstEventAfterMs, nextChapter } from './story.ts';

const originMs = Date.UTC(2026, 2, 3, 23, 0, 0);

function createNetwork() {
  const world = new World({
    seed: 2,
    deviceCount: 20,
    interfacesPerDevice: 0,
    addressPrefix: '127.10',
    originMs,
    community: 'public',
  });
  const impairments = new Map<string, Impairment>(
    world.devices.map(({ plan }) => [plan.name, { lossPercent: 0, latencyMs: 0, misbehaviour: 'none' }]),
  );
  const faults = new Faults(world, impairments, 'public');
  const tower = world.devices.find((device) => device.plan.role === 'tower');
  const parent = world.devices[tower?.plan.uplink?.parentIndex ?? -1];
  if (tower === undefined || parent === undefined) throw new Error('no tower');
  const parentPort = parent.byIfIndex.get(tower.plan.uplink?.parentIfIndex ?? -1);
  if (parentPort === undefined) throw new Error('no port');
  const run = (text: string, nowMs: number) => faults.perform(parseCommand(text.split(' ')), nowMs);
  return { world, faults, impairments, tower, parent, parentPort, run };
}

describe('faults', () => {
  test('a stopped tower takes its traffic from the routers above and the port towards it down', () => {
    const { world, tower, parent, parentPort, run } = createNetwork();
    const uplink = parent.byIfIndex.get(parent.plan.uplink?.ifIndex ?? -1);
    if (uplink === undefined) throw new Error('no uplink');
    const before = world.passed(uplink, originMs, originMs + 10_000).received.bytes;
    const ofTower = world.passed(parentPort, originMs, originMs + 10_000).sent.bytes;
    expect(ofTower).toBeGreaterThan(0);
    const events = run(`stop ${tower.plan.name}`, originMs + 10_000);
    expect(events).toMatchObject([{ what: 'device_stopped', device: tower.plan.name, atMs: originMs + 10_000 }]);
    expect(parentPort.operUp).toBe(false);
    expect(parentPort.lastChangeMs).toBe(originMs + 10_000);
    expect(world.passed(parentPort, originMs + 10_000, originMs + 20_000).sent.bytes).toBe(0);
    const after = world.passed(uplink, originMs + 10_000, originMs + 20_000).received.bytes;
    expect(after).toBeLessThan(before);
    expect(after).toBeGreaterThan(0);
    // The past stays as it was.
    expect(world.passed(parentPort, originMs, originMs + 10_000).sent.bytes).toBe(ofTower);
  });

  test('a reboot ends by itself, with uptime and counters from 0', () => {
    const { faults, tower, run } = createNetwork();
    run(`reboot ${tower.plan.name} 30`, originMs + 5_000);
    faults.advance(originMs + 34_999);
    expect(tower.powered).toBe(false);
    faults.advance(originMs + 36_000);
    expect(tower.powered).toBe(true);
    expect(tower.bootMs).toBe(originMs + 35_000);
    const view = new AgentView(tower);
    const atBoot = view.row(0, originMs + 35_000);
    expect([atBoot.inOctets, atBoot.outOctets]).toEqual([0, 0]);
    expect(view.row(0, originMs + 45_000).inOctets).toBeGreaterThan(0);
    expect(faults.truth.since().map((event) => event.what)).toEqual(['device_stopped', 'device_started']);
  });

  test.each([32, 64] as const)('counters of %d bits wrap when they were told to', (bits) => {
    const { faults, tower, run } = createNetwork();
    run(`wrap-soon ${tower.plan.name} 60 ${bits}`, originMs);
    faults.advance(originMs + 6_000);
    const view = new AgentView(tower);
    const index = view.rowIndexOf(tower.plan.uplink?.ifIndex ?? -1);
    const octetsAt = (seconds: number): bigint => BigInt(view.row(index, originMs + seconds * 1_000).inOctets);
    const limit = 1n << BigInt(bits);
    const start = octetsAt(6);
    expect(start).toBeGreaterThan(limit - (1n << 31n));
    expect(start).toBeLessThan(limit);
    const later = octetsAt(200);
    if (bits === 64) expect(later).toBeLessThan(1n << 40n);
    else expect(later).toBeGreaterThan(limit);
    const grown = BigInt.asUintN(64, later - start);
    expect(grown).toBeGreaterThan(0n);
    expect(grown).toBeLessThan(1n << 40n);
  });

  test('a pulled cable is down but enabled, a shut port is neither', () => {
    const { tower, run } = createNetwork();
    const port = tower.interfaces.find((one) => one.plan.alias.startsWith('Sector'));
    if (port === undefined) throw new Error('no sector');
    run(`if-down ${tower.plan.name} ${port.plan.name}`, originMs + 1_000);
    expect([port.adminUp, port.operUp]).toEqual([true, false]);
    run(`if-up ${tower.plan.name} ${port.plan.name}`, originMs + 2_000);
    expect([port.adminUp, port.operUp]).toEqual([true, true]);
    run(`if-down ${tower.plan.name} ${port.plan.name} admin`, originMs + 3_000);
    expect([port.adminUp, port.operUp]).toEqual([false, false]);
  });

  test('a flap goes down and up as often as said, and the far end with it', () => {
    const { faults, tower, parentPort, run } = createNetwork();
    const uplink = tower.byIfIndex.get(tower.plan.uplink?.ifIndex ?? -1)?.plan.name ?? '';
    run(`flap ${tower.plan.name} ${uplink} 3 10`, originMs);
    const seen = [parentPort.operUp];
    for (let second = 10; second <= 60; second += 10) {
      faults.advance(originMs + second * 1_000);
      seen.push(parentPort.operUp);
    }
    expect(seen).toEqual([false, true, false, true, false, true, true]);
    expect(faults.truth.since().filter((event) => event.what === 'interface_down')).toHaveLength(3);
  });

  test('heal undoes what was done to the packets', () => {
    const { impairments, tower, run } = createNetwork();
    for (const text of ['loss X 30', 'latency X 200', 'misbehave X garbage', 'community X other']) {
      run(text.replace('X', tower.plan.name), originMs);
    }
    expect(impairments.get(tower.plan.name)).toEqual({ lossPercent: 30, latencyMs: 200, misbehaviour: 'garbage' });
    expect(tower.community).toBe('other');
    run(`heal ${tower.plan.name}`, originMs);
    expect(impairments.get(tower.plan.name)).toEqual({ lossPercent: 0, latencyMs: 0, misbehaviour: 'none' });
    expect(tower.community).toBe('public');
  });

  test('names that are not there are said to be missing', () => {
    const { tower, run } = createNetwork();
    expect(() => run('stop rtr-nowhere', originMs)).toThrow(/no device "rtr-nowhere"/);
    expect(() => run(`if-down ${tower.plan.name} ether99`, originMs)).toThrow(/no interface "ether99"/);
  });
});

describe('story', () => {
  test('begins with a tower losing power, and everything in it heals before the next chapter', () => {
    const { world } = createNetwork();
    const plans = world.devices.map((device) => device.plan);
    const random = createRandom('story');
    let atMs = originMs + firstEventAfterMs;
    let previous: string | null = null;
    for (let n = 0; n < 200; n++) {
      const chapter = nextChapter(plans, atMs, random, previous);
      expect(chapter.device).not.toBe(previous);
      previous = chapter.device;
      const kinds = chapter.commands.map(({ command }) => command.do);
      if (n === 0) expect(kinds).toEqual(['stop', 'start']);
      expect([['stop', 'start'], ['if-down', 'if-up'], ['reboot']]).toContainEqual(kinds);
      expect(atMs + (chapter.commands.at(-1)?.afterMs ?? 0)).toBeLessThan(chapter.endsMs);
      expect(chapter.endsMs - atMs).toBeLessThan(360_000);
      atMs = chapter.endsMs;
    }
  });
});
