import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AgentView } from '#agent/view.ts';
import { basisAt, createRate, integrate, rateAt } from './waves.ts';
import { createRandom } from './random.ts';
import { World } from './world.ts';

const originMs = Date.UTC(2026, 2, 3, 23, 0, 0);
const createWorld = (seed: number, deviceCount = 24): World =>
  new World({ seed, deviceCount, interfacesPerDevice: 0, addressPrefix: '127.10', originMs, community: 'public' });

describe('waves', () => {
  test('the integral is what small steps add up to, and no rate is negative', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 0, max: 90_000 }), (seed, startS) => {
        const rate = createRate(1_000_000, createRandom(String(seed)));
        const fromMs = originMs + startS * 1_000;
        let sum = 0;
        for (let ms = 0; ms < 20_000; ms += 100) {
          const atMs = fromMs + ms + 50;
          expect(rateAt(rate, atMs)).toBeGreaterThan(0);
          sum += rateAt(rate, atMs) / 10;
        }
        const exact = integrate(rate, basisAt(fromMs, originMs), basisAt(fromMs + 20_000, originMs));
        expect(exact / sum).toBeCloseTo(1, 3);
      }),
      { numRuns: 50 },
    );
  });

  test('evening is busier than the small hours', () => {
    const rate = createRate(1_000_000, createRandom('day'));
    const hourUtc = (hour: number): number => Date.UTC(2026, 2, 3, hour);
    const dayMean = (from: number): number =>
      integrate(rate, basisAt(hourUtc(from), originMs), basisAt(hourUtc(from + 3), originMs)) / 10_800;
    expect(dayMean(22)).toBeGreaterThan(1.4 * dayMean(6));
  });
});

describe('world', () => {
  test('is the same for the same seed', () => {
    const readings = (seed: number): (number | bigint)[] =>
      createWorld(seed).devices.flatMap((device) => {
        const view = new AgentView(device);
        return view.rows.map((_, index) => view.row(index, originMs + 77_000).inOctets);
      });
    expect(readings(5)).toEqual(readings(5));
    expect(readings(5)).not.toEqual(readings(6));
  });

  test('names and addresses are unique in a large network, and every router has 12 to 39 interfaces', () => {
    const { devices } = createWorld(1, 2_000);
    expect(new Set(devices.map((device) => device.plan.name)).size).toBe(2_000);
    expect(new Set(devices.map((device) => device.plan.address)).size).toBe(2_000);
    const counts = devices.map((device) => device.interfaces.length);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([12, 39]);
    const doubled = devices.filter(({ byIfIndex, interfaces }) => byIfIndex.size !== interfaces.length);
    expect(doubled).toEqual([]);
  });

  test('can be given any number of devices and interfaces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 8, max: 60 }), (deviceCount, interfaces) => {
        const world = new World({
          seed: 1,
          deviceCount,
          interfacesPerDevice: interfaces,
          addressPrefix: '127.10',
          originMs,
          community: 'public',
        });
        expect(world.devices).toHaveLength(deviceCount);
        for (const device of world.devices) expect(device.interfaces).toHaveLength(interfaces);
      }),
      { numRuns: 40 },
    );
  });

  /** Random faults at random times; then invariants that hold whatever happened. */
  test('both ends of a link agree, what enters a router leaves it, and counters never fall', () => {
    const faults = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 1, max: 120_000 }),
        device: fc.nat(23),
        port: fc.nat(60),
        what: fc.constantFrom('power', 'cable', 'admin'),
        on: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(faults, fc.nat(1_000), (happenings, seed) => {
        const world = createWorld(seed);
        const untilMs = originMs + 150_000;
        for (const { afterMs, device: index, port: portIndex, what, on } of happenings.toSorted(
          (a, b) => a.afterMs - b.afterMs,
        )) {
          const device = world.devices[index];
          const port = device?.interfaces[portIndex % device.interfaces.length];
          if (device === undefined || port === undefined) continue;
          if (what === 'power') world.setPower(device, on, originMs + afterMs);
          else if (what === 'cable') world.setCable(port, on, originMs + afterMs);
          else world.setAdmin(port, on, originMs + afterMs);
        }
        expect(world.devices.flatMap((device) => contradictions(world, device, untilMs))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

/** Sentences about what cannot be, none for a sound router. */
function contradictions(world: World, device: World['devices'][number], untilMs: number): string[] {
  const found: string[] = [];
  const sums = { received: 0, sent: 0 };
  for (const port of device.interfaces) {
    const where = `${device.plan.name} ${port.plan.name}`;
    const { received, sent } = world.passed(port, originMs, untilMs);
    if (port.plan.parentIfIndex === null) {
      sums.received += received.bytes;
      sums.sent += sent.bytes;
    }
    const farEnd = port.peer?.device.byIfIndex.get(port.peer.ifIndex);
    if (farEnd !== undefined) {
      const there = world.passed(farEnd, originMs, untilMs);
      if (Math.abs(received.bytes - there.sent.bytes) > 1) found.push(`${where} received what was not sent`);
      if (Math.abs(sent.bytes - there.received.bytes) > 1) found.push(`${where} sent what was not received`);
      if (port.operUp !== farEnd.operUp) found.push(`${where} is up on one side only`);
    }
    let before = -1;
    for (let atMs = originMs; atMs <= untilMs; atMs += 15_000) {
      const bytes = port.received?.bytesAt(atMs) ?? 0;
      if (bytes < before - 1e-3) found.push(`${where} fell`);
      before = bytes;
    }
  }
  if (Math.abs(sums.received - sums.sent) > 1 + sums.sent * 1e-9) found.push(`${device.plan.name} keeps traffic`);
  return found;
}
