/**
 * The schedule in a world with a virtual clock: thousands of devices, of which some are dead or slow, and a
 * collector that can do only so much at once. The seed of a failed run is in its message.
 */
import { describe, expect, test } from 'vitest';
import { phaseOf, Schedule, type ScheduleEntry, type ScheduleLimits } from './decide.ts';

interface SimDevice {
  readonly number: number;
  readonly intervalMs: number;
  /** How long a poll takes, and whether it is answered, at a moment. */
  behave(nowMs: number): { tookMs: number; answered: boolean };
  readonly starts: number[];
  readonly ends: { atMs: number; answered: boolean }[];
  readonly sheds: number[];
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class World {
  nowMs = 0;
  readonly devices: SimDevice[] = [];
  readonly schedule: Schedule<SimDevice>;
  readonly random: () => number;
  startsPerSecondMax = 0;
  runningMax = 0;
  private running: { endMs: number; entry: ScheduleEntry<SimDevice>; answered: boolean }[] = [];

  constructor(limits: ScheduleLimits, seed: number) {
    this.schedule = new Schedule(limits);
    this.random = randomFrom(seed);
  }

  add(behave: SimDevice['behave'], intervalMs = 60_000): ScheduleEntry<SimDevice> {
    const device: SimDevice = { number: this.devices.length, intervalMs, behave, starts: [], ends: [], sheds: [] };
    this.devices.push(device);
    return this.schedule.add(device, intervalMs, Math.floor(this.random() * 2 ** 32), this.nowMs);
  }

  runUntil(endMs: number, stepMs = 20): void {
    for (; this.nowMs < endMs; this.nowMs += stepMs) {
      const ended = this.running.filter((poll) => poll.endMs <= this.nowMs);
      this.running = this.running.filter((poll) => poll.endMs > this.nowMs);
      for (const { entry, answered } of ended) {
        entry.item.ends.push({ atMs: this.nowMs, answered });
        this.schedule.finish(entry, answered);
      }
      const { start, shed } = this.schedule.take(this.nowMs);
      for (const { item } of shed) item.sheds.push(this.nowMs);
      for (const entry of start) {
        entry.item.starts.push(this.nowMs);
        const { tookMs, answered } = entry.item.behave(this.nowMs);
        this.running.push({ endMs: this.nowMs + tookMs, entry, answered });
      }
      this.runningMax = Math.max(this.runningMax, this.running.length);
    }
  }
}

const quick = (): { tookMs: number; answered: boolean } => ({ tookMs: 30, answered: true });
const dead = (): { tookMs: number; answered: boolean } => ({ tookMs: 2_500, answered: false });
const seeds = [1, 20_260_101, 0xdead];
const limits: ScheduleLimits = { answeringMax: 200, silentMax: 100 };

describe.each(seeds)('seed %i', (seed) => {
  test('polls are spread over the interval, and each device keeps its own', () => {
    const world = new World(limits, seed);
    for (let i = 0; i < 3_000; i += 1) world.add(quick);
    world.runUntil(10 * 60_000);
    const perSecond = new Array<number>(600).fill(0);
    for (const device of world.devices) {
      expect(device.sheds).toEqual([]);
      for (const atMs of device.starts)
        perSecond[Math.floor(atMs / 1_000)] = (perSecond[Math.floor(atMs / 1_000)] ?? 0) + 1;
      const gaps = device.starts.slice(1).map((atMs, i) => atMs - (device.starts[i] ?? 0));
      expect(gaps[0]).toBeGreaterThanOrEqual(1_000);
      expect(gaps[0]).toBeLessThanOrEqual(60_000 + 1_200);
      for (const gap of gaps.slice(1)) expect(Math.abs(gap - 60_000)).toBeLessThanOrEqual(40);
    }
    // After the first round: 50 a second on average, never twice that.
    const steady = perSecond.slice(120);
    expect(Math.max(...steady)).toBeLessThan(100);
    expect(Math.min(...steady)).toBeGreaterThan(15);
  });

  test('a new device is polled within a second, also among thousands', () => {
    const world = new World(limits, seed);
    for (let i = 0; i < 3_000; i += 1) world.add(quick);
    for (let i = 0; i < 2_000; i += 1) world.add(dead);
    world.runUntil(200_000);
    const added = world.add(quick).item;
    world.runUntil(201_100);
    expect(added.starts[0]).toBeLessThanOrEqual(201_000);
  });

  test('dead devices delay no live one, and are found again within an interval', () => {
    const world = new World(limits, seed);
    const revivedMs = 400_000;
    const live = Array.from({ length: 1_000 }, () => world.add(quick).item);
    // As many as the budget of silent ones can carry: 100 at once, 2.5 s each.
    const lost = Array.from({ length: 2_000 }, () => world.add((nowMs) => (nowMs < revivedMs ? dead() : quick())).item);
    world.runUntil(600_000);
    for (const device of live) {
      expect(device.sheds).toEqual([]);
      const steady = device.starts.filter((atMs) => atMs > 180_000);
      for (const [i, atMs] of steady.entries()) {
        if (i > 0) expect(atMs - (steady[i - 1] ?? 0)).toBeLessThanOrEqual(60_040);
      }
    }
    for (const device of lost) {
      const back = device.ends.find(({ answered }) => answered);
      expect(back?.atMs).toBeLessThanOrEqual(revivedMs + 60_000 + 5_000);
    }
    expect(world.runningMax).toBeLessThanOrEqual(300);
  });

  test('more work than there is room for is shed, told, and shared out', () => {
    const world = new World({ answeringMax: 10, silentMax: 10 }, seed);
    // 600 devices of 2 s each in 60 s: twenty at once would be needed.
    for (let i = 0; i < 600; i += 1) world.add(() => ({ tookMs: 2_000, answered: true }));
    world.runUntil(20 * 60_000);
    expect(world.runningMax).toBeLessThanOrEqual(20);
    expect(world.devices.reduce((sum, device) => sum + device.sheds.length, 0)).toBeGreaterThan(600);
    for (const device of world.devices) {
      expect(device.starts.length).toBeGreaterThan(5);
      // Something is told of each device all along: a poll, or that there was none.
      const told = [...device.starts, ...device.sheds].toSorted((a, b) => a - b);
      for (const [i, atMs] of told.entries()) expect(atMs - (told[i - 1] ?? 0)).toBeLessThanOrEqual(2 * 60_000 + 2_000);
    }
  });

  test('a removed device is polled no more, and its end frees its place', () => {
    const world = new World({ answeringMax: 1, silentMax: 1 }, seed);
    const first = world.add(() => ({ tookMs: 500, answered: true }), 5_000);
    const second = world.add(quick, 5_000);
    world.runUntil(100);
    world.schedule.remove(first);
    world.runUntil(30_000);
    expect(first.item.starts).toHaveLength(1);
    expect(second.item.starts.length).toBeGreaterThanOrEqual(5);
    expect(world.schedule.runningCount).toBeLessThanOrEqual(1);
  });

  test('a poll that takes longer than its interval does not overlap itself', () => {
    const world = new World(limits, seed);
    const slow = world.add(() => ({ tookMs: 7_000, answered: true }), 5_000).item;
    world.runUntil(120_000);
    for (const [i, { atMs }] of slow.ends.entries()) {
      expect(slow.starts[i + 1] ?? Infinity).toBeGreaterThanOrEqual(atMs);
    }
    expect(slow.sheds.length).toBeGreaterThan(0);
  });
});

test('phases are even for ids that differ in their last bits only', () => {
  const buckets = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 1_000; seed += 1) {
    const bucket = Math.floor(phaseOf(seed, 60_000) / 6_000);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 100)).toBeLessThan(30);
});
