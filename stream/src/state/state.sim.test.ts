/**
 * A seeded world: devices that go down and come back, interfaces that flap, a collector that stops for a while, a
 * bus that delivers late, twice and out of order, and a stream that restarts from what it saved. Whatever happened,
 * once everything is delivered the states are what the last polls said.
 */
import { describe, expect, it } from 'vitest';
import { decodeBlocks } from '@fastisp/core/block/native';
import type { BusMessage } from '@fastisp/core/bus/port';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { deviceBlock, interfaceBlock, inventoryMessage } from '../testing/blocks.ts';
import { StateBook } from './book.ts';
import { type DeviceState, lateAfterIntervals } from './decide.ts';
import type { StateChange } from './ports.ts';

const intervalMs = 60_000;
const portCount = 3;
const t0 = 1_800_000_000_000;

/** mulberry32: small, seeded, good enough to shuffle a world. */
function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface TrueDevice {
  readonly deviceId: string;
  alive: boolean;
  readonly ports: { up: boolean; adminUp: boolean }[];
}
interface InFlight {
  readonly dueMs: number;
  readonly topic: 'device' | 'interface';
  readonly message: BusMessage;
}

class World {
  readonly random: () => number;
  readonly devices: TrueDevice[];
  book = new StateBook();
  saved = new Map<string, DeviceState>();
  history: StateChange[] = [];
  private flying: InFlight[] = [];
  nowMs = t0;

  constructor(seed: number) {
    this.random = seeded(seed);
    this.devices = Array.from({ length: 8 }, (_, index) => ({
      deviceId: `0198f1c2-7a10-7c3e-8a55-00000000000${index}`,
      alive: true,
      ports: Array.from({ length: portCount }, () => ({ up: true, adminUp: true })),
    }));
    this.listAll();
  }

  private listAll(): void {
    for (const { deviceId } of this.devices) this.book.list(inventoryMessage({ deviceId }), this.nowMs);
  }

  chance = (probability: number): boolean => this.random() < probability;

  /** One interval: the world changes, the collector polls (or not), and time passes second by second. */
  round(options: { collecting: boolean }): void {
    for (const device of this.devices) {
      if (this.chance(0.08)) device.alive = !device.alive;
      for (const port of device.ports) {
        if (this.chance(0.1)) port.up = !port.up;
        if (this.chance(0.03)) port.adminUp = !port.adminUp;
      }
      if (options.collecting) this.poll(device);
    }
    for (let second = 0; second < intervalMs / 1_000; second += 5) {
      this.nowMs += 5_000;
      this.deliver();
      this.book.timePassed(this.nowMs);
      if (this.chance(0.2)) this.save();
      this.check();
    }
  }

  private poll({ deviceId, alive, ports }: TrueDevice): void {
    const polledAtMs = this.nowMs + Math.floor(this.random() * 1_000);
    this.send('device', deviceBlock([{ deviceId, polledAtMs, result: alive ? 'ok' : 'timeout' }]));
    if (!alive) return;
    const rows = ports.map((port, index) => ({
      deviceId,
      polledAtMs,
      ifIndex: index + 1,
      adminStatus: port.adminUp ? 1 : 2,
      operStatus: port.up && port.adminUp ? 1 : 2,
    }));
    this.send('interface', interfaceBlock(rows));
  }

  private send(topic: InFlight['topic'], message: BusMessage): void {
    // Late by up to two intervals, so that blocks overtake each other; now and then twice.
    for (let copy = this.chance(0.1) ? 2 : 1; copy > 0; copy -= 1) {
      const lateMs = this.chance(0.2) ? this.random() * 2 * intervalMs : this.random() * 2_000;
      this.flying.push({ dueMs: this.nowMs + lateMs, topic, message });
    }
  }

  deliver(all = false): void {
    const due = this.flying.filter((block) => all || block.dueMs <= this.nowMs);
    this.flying = this.flying.filter((block) => !due.includes(block));
    for (const { topic, message } of due.toSorted((a, b) => a.dueMs - b.dueMs)) {
      const bytes = message.value ?? new Uint8Array();
      if (topic === 'device') {
        for (const block of decodeBlocks(telemetryDeviceV1, bytes)) this.book.devicesPolled(block, this.nowMs);
      } else {
        for (const block of decodeBlocks(telemetryInterfaceV1, bytes)) this.book.interfacesPolled(block, this.nowMs);
      }
    }
  }

  save(): void {
    const { states, changes } = this.book.takeUnsaved();
    for (const state of states) this.saved.set(state.deviceId, structuredClone(state));
    this.history.push(...changes);
  }

  restart(): void {
    this.save();
    const before = [...this.book.states()];
    this.book = new StateBook();
    this.book.load([...this.saved.values()]);
    this.listAll();
    for (const old of before) {
      expect(this.book.state(old.deviceId)).toMatchObject({ status: old.status, sinceMs: old.sinceMs });
      const ports = this.book.state(old.deviceId)?.interfaces;
      for (const port of old.interfaces.values()) {
        expect(ports?.get(port.ifIndex)).toMatchObject({ status: port.status, sinceMs: port.sinceMs });
      }
    }
  }

  private check(): void {
    for (const state of this.book.states()) {
      expect(state.sinceMs).toBeLessThanOrEqual(this.nowMs);
      expect(this.nowMs - state.heardAtMs > lateAfterIntervals * intervalMs).toBe(state.reason === 'collector_late');
      for (const port of state.interfaces.values()) {
        expect(port.sinceMs).toBeLessThanOrEqual(port.asOfMs);
        // A newer reading of an interface may overtake its device's own row; an old one never counts.
        if (state.status !== 'up' && port.status !== 'unknown') {
          expect(port.asOfMs).toBeGreaterThan(state.lastPollMs ?? 0);
        }
      }
    }
  }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('the states of a world with seed %i', (seed) => {
  it('end up true, in spite of delays, duplicates, silence and restarts', () => {
    const world = new World(seed);
    for (let round = 0; round < 60; round += 1) {
      const silent = round >= 20 && round < 25;
      world.round({ collecting: !silent });
      if (round === 24) for (const state of world.book.states()) expect(state.reason).toBe('collector_late');
      if (round % 7 === 6) world.restart();
    }
    // Everything that flew has landed, and one calm round has been polled.
    world.deliver(true);
    for (const device of world.devices) device.alive ||= world.chance(0.5);
    const frozen = world.devices.map(({ alive, ports }) => ({ alive, ports: ports.map((port) => ({ ...port })) }));
    world.nowMs += 3 * 1_000;
    for (const [index, device] of world.devices.entries()) {
      const { alive, ports } = frozen[index] ?? { alive: true, ports: [] };
      const polledAtMs = world.nowMs;
      const device1 = deviceBlock([{ deviceId: device.deviceId, polledAtMs, result: alive ? 'ok' : 'timeout' }]);
      for (const block of decodeBlocks(telemetryDeviceV1, device1.value ?? new Uint8Array())) {
        world.book.devicesPolled(block, world.nowMs);
      }
      if (!alive) continue;
      const rows = ports.map((port, at) => ({
        deviceId: device.deviceId,
        polledAtMs,
        ifIndex: at + 1,
        adminStatus: port.adminUp ? 1 : 2,
        operStatus: port.up && port.adminUp ? 1 : 2,
      }));
      for (const block of decodeBlocks(telemetryInterfaceV1, interfaceBlock(rows).value ?? new Uint8Array())) {
        world.book.interfacesPolled(block, world.nowMs);
      }
    }
    for (const [index, { deviceId }] of world.devices.entries()) {
      const state = world.book.state(deviceId);
      const truth = frozen[index];
      expect(state?.status).toBe(truth?.alive === true ? 'up' : 'down');
      for (const [at, port] of (truth?.ports ?? []).entries()) {
        const expected = truth?.alive !== true || !port.adminUp ? 'unknown' : port.up ? 'up' : 'down';
        expect(state?.interfaces.get(at + 1)?.status).toBe(expected);
      }
    }
    // The history is a chain: each change of a device starts where the one before ended.
    world.save();
    for (const { deviceId } of world.devices) {
      const line = world.history.filter((change) => change.deviceId === deviceId && change.ifIndex === null);
      for (let at = 1; at < line.length; at += 1) expect(line[at]?.from).toBe(line[at - 1]?.to);
      expect(line.at(-1)?.to).toBe(world.book.state(deviceId)?.status);
    }
  });
});
