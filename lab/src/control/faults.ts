/** Applies commands to the world, now and later, and writes down what happened when. */
import type { Impairment } from '#agent/run.ts';
import { labErrors } from '#errors.ts';
import type { Meter } from '#network/meter.ts';
import { rateAt } from '#network/waves.ts';
import type { DeviceState, InterfaceState, World } from '#network/world.ts';
import type { LabCommand } from './commands.ts';
import { type TruthEvent, TruthLog } from './truth.ts';

/** Things that a flap or reboot still has to do; above it a command is refused. */
const plannedMax = 10_000;
/** How long the reboot of `wrap-soon` takes. */
const wrapRebootS = 5;

interface Planned {
  readonly atMs: number;
  readonly run: (atMs: number) => void;
}

export class Faults {
  readonly truth = new TruthLog();
  readonly #world: World;
  readonly #impairments: ReadonlyMap<string, Impairment>;
  readonly #community: string;
  #planned: Planned[] = [];

  constructor(world: World, impairments: ReadonlyMap<string, Impairment>, community: string) {
    this.#world = world;
    this.#impairments = impairments;
    this.#community = community;
  }

  /**
   * Does what a command says. Several steps of it (the end of a reboot, a flap) happen later, in `advance`.
   * @returns what happened at once.
   * @throws AppError `LAB_DEVICE_UNKNOWN`, `LAB_INTERFACE_UNKNOWN`
   */
  perform(command: LabCommand, nowMs: number, because: TruthEvent['because'] = command.do): readonly TruthEvent[] {
    const lastId = this.truth.since().at(-1)?.id ?? 0;
    const device = this.device(command.device);
    const note = (what: TruthEvent['what'], detail = '', port: InterfaceState | null = null, atMs = nowMs): void => {
      this.truth.record({ atMs, device: device.plan.name, interface: port?.plan.name ?? null, what, because, detail });
    };
    switch (command.do) {
      case 'stop':
        this.#power(device, false, nowMs, note);
        break;
      case 'start':
        this.#power(device, true, nowMs, note);
        break;
      case 'reboot':
        this.#power(device, false, nowMs, note);
        this.#plan(nowMs + command.downS * 1_000, (atMs) => this.#power(device, true, atMs, note));
        break;
      case 'wrap-soon':
        this.#wrapSoon(device, command, nowMs, note);
        break;
      case 'if-down':
      case 'if-up':
      case 'flap':
        this.#interface(device, command, nowMs, note);
        break;
      case 'loss':
      case 'latency':
      case 'misbehave':
      case 'community':
      case 'heal':
        this.#impair(device, command, nowMs, note);
        break;
    }
    return this.truth.since(lastId);
  }

  /** Does what had been planned for until now, each step as of its own time. */
  advance(nowMs: number): void {
    for (;;) {
      const next = this.#planned[0];
      if (next === undefined || next.atMs > nowMs) return;
      this.#planned.shift();
      next.run(next.atMs);
    }
  }

  device(name: string): DeviceState {
    const found = this.#world.device(name);
    if (found === undefined) throw labErrors.unknownDevice(name);
    return found;
  }

  impairmentOf(name: string): Impairment {
    const found = this.#impairments.get(name);
    if (found === undefined) throw labErrors.unknownDevice(name);
    return found;
  }

  #plan(atMs: number, run: (atMs: number) => void): void {
    if (this.#planned.length >= plannedMax) throw labErrors.badCommand('too many things are planned already');
    const index = this.#planned.findIndex((planned) => planned.atMs > atMs);
    this.#planned.splice(index < 0 ? this.#planned.length : index, 0, { atMs, run });
  }

  #power(device: DeviceState, on: boolean, atMs: number, note: Note): void {
    if (device.powered === on) return;
    this.#world.setPower(device, on, atMs);
    note(on ? 'device_started' : 'device_stopped', '', null, atMs);
  }

  #wrapSoon(device: DeviceState, command: Extract<LabCommand, { do: 'wrap-soon' }>, nowMs: number, note: Note): void {
    const startMs = nowMs + wrapRebootS * 1_000;
    // Taken while the traffic flows: the power cut below ends it.
    const starts = new Map(
      device.interfaces.map((port) => {
        const near = (meter: Meter | null): bigint => {
          const rate = meter?.byteRate ?? null;
          const perS = rate === null ? 0 : rateAt(rate, nowMs);
          return (1n << BigInt(command.bits)) - 1n - BigInt(Math.floor(perS * command.seconds));
        };
        return [port, { inOctets: near(port.received), outOctets: near(port.sent), inPackets: 0, outPackets: 0 }];
      }),
    );
    this.#power(device, false, nowMs, note);
    this.#plan(startMs, (atMs) => {
      this.#world.setPower(device, true, atMs, (port) => starts.get(port));
      note('device_started', '', null, atMs);
      note('counters_near_wrap', `${command.bits} bits, within about ${command.seconds} s`, null, atMs);
    });
  }

  #interface(
    device: DeviceState,
    command: Extract<LabCommand, { interface: string }>,
    nowMs: number,
    note: Note,
  ): void {
    const port = device.interfaces.find((one) => one.plan.name === command.interface);
    if (port === undefined) throw labErrors.unknownInterface(command.device, command.interface);
    const set = (up: boolean, atMs: number, how: string): void => {
      if (how === 'admin' || (up && !port.adminUp)) this.#world.setAdmin(port, up, atMs);
      if (how === 'cable' || (up && !port.cableIn)) this.#world.setCable(port, up, atMs);
      note(up ? 'interface_up' : 'interface_down', how, port, atMs);
    };
    if (command.do === 'if-up') set(true, nowMs, 'cable');
    else if (command.do === 'if-down') set(false, nowMs, command.how);
    else {
      set(false, nowMs, 'cable');
      for (let step = 1; step < 2 * command.times; step++) {
        this.#plan(nowMs + step * command.everyS * 1_000, (atMs) => set(step % 2 === 1, atMs, 'cable'));
      }
    }
  }

  #impair(
    device: DeviceState,
    command: Extract<LabCommand, { do: 'loss' | 'latency' | 'misbehave' | 'community' | 'heal' }>,
    nowMs: number,
    note: Note,
  ): void {
    const impairment = this.impairmentOf(device.plan.name);
    if (command.do === 'loss') {
      impairment.lossPercent = command.percent;
      note('loss_changed', `${command.percent} %`);
    } else if (command.do === 'latency') {
      impairment.latencyMs = command.ms;
      note('latency_changed', `${command.ms} ms`);
    } else if (command.do === 'misbehave') {
      impairment.misbehaviour = command.how;
      note('misbehaviour_changed', command.how);
    } else if (command.do === 'community') {
      device.community = command.community;
      note('community_changed');
    } else {
      Object.assign(impairment, { lossPercent: 0, latencyMs: 0, misbehaviour: 'none' });
      device.community = this.#community;
      for (const port of device.interfaces) {
        if (port.cableIn) continue;
        this.#world.setCable(port, true, nowMs);
        note('interface_up', 'cable', port);
      }
      note('loss_changed', '0 %');
    }
  }
}

type Note = (what: TruthEvent['what'], detail?: string, port?: InterfaceState | null, atMs?: number) => void;
