import { describe, expect, test } from 'vitest';
import { World } from '#network/world.ts';
import { Exporter } from './exporter.ts';

const originMs = Date.UTC(2026, 2, 3, 23, 0, 0);

function createWorld(seed: number): World {
  return new World({
    seed,
    deviceCount: 14,
    interfacesPerDevice: 0,
    addressPrefix: '127.10',
    originMs,
    community: 'x',
  });
}

const options = { activeTimeoutMs: 30_000, templateIntervalMs: 20_000, flowsPerS: 10 };

describe('flow records', () => {
  test.each([1, 2, 3])('add up to what passed, seed %d', (seed) => {
    const world = createWorld(seed);
    for (const device of world.devices) {
      const exporter = new Exporter(world, device, { ...options, seed }, originMs);
      const rate = device.plan.model.flow.samplingRate;
      let reported = 0;
      const untilMs = originMs + 300_000;
      for (let nowMs = originMs + 1_000; nowMs <= untilMs; nowMs += 1_000) {
        for (const record of exporter.collect(nowMs)) reported += record.bytes * rate;
      }
      const passed = device.legs.reduce(
        (sum, leg) => sum + Math.floor(leg.down.bytesAt(untilMs)) + Math.floor(leg.up.bytesAt(untilMs)),
        0,
      );
      expect(passed, device.plan.name).toBeGreaterThan(0);
      // Doubles add up thousands of times: a byte may be lost to rounding.
      expect(Math.abs(reported + exporter.pendingBytes - passed), device.plan.name).toBeLessThan(16);
      // Nearly all of it within the active timeout.
      expect(reported / passed, device.plan.name).toBeGreaterThan(0.8);
    }
  });

  test('agree with the growth of each interface, trunks by their VLANs', () => {
    const world = createWorld(5);
    const device = world.devices.find((one) => one.plan.role === 'tower' && one.plan.model.flow.samplingRate === 1);
    if (device === undefined) throw new Error('no tower');
    const exporter = new Exporter(world, device, { ...options, seed: 5 }, originMs);
    const received = new Map<number, number>();
    const untilMs = originMs + 120_000;
    for (let nowMs = originMs + 1_000; nowMs <= untilMs; nowMs += 1_000) {
      for (const record of exporter.collect(nowMs, nowMs === untilMs)) {
        received.set(record.inputIfIndex, (received.get(record.inputIfIndex) ?? 0) + record.bytes);
      }
    }
    expect(received.size).toBeGreaterThan(2);
    for (const [ifIndex, bytes] of received) {
      const truth = world.attributed(device, ifIndex, originMs, untilMs).received.bytes;
      // A slot that saw less than one packet keeps its few bytes.
      expect(Math.abs(bytes - truth), `ifIndex ${ifIndex}`).toBeLessThan(5_000);
      const port = device.byIfIndex.get(ifIndex);
      const hasVlans = device.interfaces.some((vlan) => vlan.plan.parentIfIndex === ifIndex);
      if (port !== undefined && !hasVlans) {
        expect(world.passed(port, originMs, untilMs).received.bytes).toBeCloseTo(truth, 0);
      }
    }
  });

  test('are the same for the same seed and others for another', () => {
    const firstPackets = (seed: number): string => {
      const world = createWorld(9);
      const device = world.devices[0];
      if (device === undefined) throw new Error('no device');
      const exporter = new Exporter(world, device, { ...options, seed }, originMs);
      const packets = [5, 10, 15].flatMap((second) => exporter.tick(originMs + second * 1_000));
      return Buffer.concat(packets).toString('hex');
    };
    expect(firstPackets(1)).toBe(firstPackets(1));
    expect(firstPackets(1)).not.toBe(firstPackets(2));
  });

  test('look like flows: times in order, packets of a possible size, no IPv6 in version 5', () => {
    const world = createWorld(4);
    for (const device of world.devices) {
      const exporter = new Exporter(world, device, { ...options, seed: 4 }, originMs);
      for (let nowMs = originMs + 1_000; nowMs <= originMs + 60_000; nowMs += 1_000) {
        const wrong = exporter.collect(nowMs).filter((record) => {
          const bytesPerPacket = record.bytes / record.packets;
          const isLarge = record.bytes > 100_000 && device.plan.model.flow.samplingRate === 1;
          return (
            record.firstMs > record.lastMs ||
            record.lastMs > nowMs ||
            record.source.address.length !== (record.ipv6 ? 16 : 4) ||
            (record.ipv6 && device.plan.model.flow.protocol === 'netflow5') ||
            (isLarge && (bytesPerPacket > 1_520 || bytesPerPacket < 100))
          );
        });
        expect(wrong).toEqual([]);
      }
    }
  });

  test('stop when the router loses power and begin with it at uptime 0', () => {
    const world = createWorld(4);
    const device = world.devices.at(-1);
    if (device === undefined) throw new Error('no device');
    const exporter = new Exporter(world, device, { ...options, seed: 4 }, originMs);
    for (let second = 1; second <= 20; second++) exporter.tick(originMs + second * 1_000);
    world.setPower(device, false, originMs + 20_000);
    expect(exporter.tick(originMs + 21_000)).toEqual([]);
    world.setPower(device, true, originMs + 50_000);
    const records = [];
    for (let second = 51; second <= 80; second++)
      records.push(...exporter.collect(originMs + second * 1_000, second === 80));
    const reported = records.reduce((sum, record) => sum + record.bytes, 0);
    const passed = device.legs.reduce(
      (sum, leg) =>
        sum +
        leg.down.bytesAt(originMs + 80_000) -
        leg.down.bytesAt(originMs + 50_000) +
        leg.up.bytesAt(originMs + 80_000) -
        leg.up.bytesAt(originMs + 50_000),
      0,
    );
    expect(passed).toBeGreaterThan(1_000_000);
    expect(Math.abs(reported - passed)).toBeLessThan(10_000);
  });
});
