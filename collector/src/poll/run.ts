/**
 * One poll of one device: is it alive, what do its interfaces count, and now and then what is it.
 *
 * A small GET with retries decides whether the device is up. Then the interface columns are walked; a walk
 * that did not end counts for nothing, and the next one is compared with the reading before it. When a walk
 * times out, one more GET tells a dead device from one whose large answers get lost.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import type { PollResult } from '@fastisp/core/contracts/telemetry-device.v1';
import type { VarbindReader } from '#snmp/decode.ts';
import { type GetEnd, getScalars } from '#snmp/get.ts';
import type { AttemptPlan } from '#snmp/rtt.ts';
import type { SnmpTarget, SnmpTransport } from '#snmp/port.ts';
import { walkColumns, type WalkEnd, type WalkOptions } from '#snmp/walk.ts';
import {
  type ClockDecision,
  type ClockReading,
  decideClock,
  decideInterface,
  newInterfaceDelta,
  uptimeMsOf,
} from './decide.ts';
import { allColumns, type PolledDevice, usefulColumns } from './device.ts';
import { type DeviceFacts, readFacts } from './facts.ts';
import type { PollCounts } from './metrics.ts';
import { livenessScalars } from './mib.ts';
import { InterfaceReadings } from './readings.ts';
import type { Resolver } from './resolve.ts';
import type { TelemetryRows } from './rows.ts';

export interface PollDeps {
  readonly transport: SnmpTransport;
  readonly resolver: Resolver;
  readonly rows: TelemetryRows;
  readonly counts: PollCounts;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  readonly onFacts: (device: PolledDevice, facts: DeviceFacts, atMs: number) => void;
}

export interface PollSettings {
  readonly plan: AttemptPlan;
  /** Facts are read again after so many polls. */
  readonly factsEveryPolls: number;
}

/** Attempts after the first for a device that did not answer last time: cheap, and found again just as soon. */
const deadRetriesMax = 1;
/** Most cells of one column; a device with more interfaces is not polled any further. */
const rowsMax = 65_536;
const requestsMax = 20_000;
const walkTimeMsMax = 60_000;
/** A walk leaves some of its interval for what comes after it. */
const walkIntervalShare = 0.8;
/** A device that claims changes at each poll is asked for its facts no more often than this. */
const factsPollsMin = 3;

/** Readings kept to be used again; more, or larger ones, are left to the collector of garbage. */
const sparesMax = 256;
const spareRowsMax = 256;

/** Four numbers; the kernel's bookkeeping is most of it. */
export const livenessAnswerBytes = 1_024;

const livenessOids = livenessScalars.map((scalar) => scalar.oid);
const sysUpTimeNumber = 0;

export interface Poller {
  /** @returns the result, or null when the transport stopped meanwhile. Never rejects for what a device does. */
  poll(device: PolledDevice): Promise<PollResult | null>;
  /** Tells that a poll did not take place. */
  shed(device: PolledDevice): void;
}

export function createPoller(settings: PollSettings, deps: PollDeps): Poller {
  return new DevicePoller(settings, deps);
}

interface Liveness {
  end: GetEnd;
  clock: ClockReading;
  ifNumber: number;
  ifTableLastChange: number;
  rttMs: number;
  varbinds: number;
  retries: number;
}

/** What a poll adds up on its way. */
interface Tally {
  readonly startedMs: number;
  varbinds: number;
  retries: number;
}

class DevicePoller implements Poller {
  private readonly settings: PollSettings;
  private readonly deps: PollDeps;
  private readonly spareReadings: InterfaceReadings[] = [];
  private readonly delta = newInterfaceDelta();

  constructor(settings: PollSettings, deps: PollDeps) {
    this.settings = settings;
    this.deps = deps;
  }

  shed(device: PolledDevice): void {
    this.report(device, 'shed', { startedMs: this.deps.monotonicMs(), varbinds: 0, retries: 0 });
  }

  async poll(device: PolledDevice): Promise<PollResult | null> {
    const { deps } = this;
    const tally: Tally = { startedMs: deps.monotonicMs(), varbinds: 0, retries: 0 };
    const resolved = await deps.resolver.resolve(device.spec.address);
    if (resolved === null) return this.report(device, 'no_such_host', tally);
    const target: SnmpTarget = {
      ...resolved,
      port: device.spec.port,
      version: device.version,
      community: device.community,
    };
    const alive = await this.askLiveness(device, target, this.livenessPlan(device));
    tally.varbinds += alive.varbinds;
    tally.retries += alive.retries;
    if (alive.end === 'stopped') return null;
    const failure = failureOf(alive.end);
    if (failure !== null) return this.report(device, failure, tally);
    return this.pollAnswering(device, target, alive, tally);
  }

  private async pollAnswering(
    device: PolledDevice,
    target: SnmpTarget,
    alive: Liveness,
    tally: Tally,
  ): Promise<PollResult | null> {
    const atMs = this.deps.clock.nowMs();
    const clock = decideClock(device.clock, alive.clock);
    if (this.factsDue(device, alive, clock.restarted)) {
      device.pollsUntilFacts = 0;
      device.columns = allColumns(device.version);
    }
    const readings = this.takeReadings();
    const walk = await this.walkInterfaces(device, target, readings, tally);
    if (walk !== 'complete') {
      this.keepSpare(readings);
      if (walk === 'stopped') return null;
      if (clock.restarted) this.forgetReadings(device, alive);
      this.deps.counts.walksFailed[walk] += 1;
      const result = await this.judgeFailedWalk(device, target, walk);
      return result === null ? null : this.report(device, result, tally, { alive, restarted: clock.restarted, atMs });
    }
    let statusUntold = false;
    if (clock.duplicate) this.keepSpare(readings);
    else {
      statusUntold = this.compare(device, readings, clock, atMs);
      if (device.readings !== null) this.keepSpare(device.readings);
      device.readings = readings;
      device.clock = alive.clock;
    }
    if (device.pollsUntilFacts <= 0 || statusUntold) await this.tellFacts(device, target, alive, tally, atMs);
    else {
      device.pollsUntilFacts -= 1;
      device.pollsSinceFacts += 1;
    }
    return this.report(device, 'ok', tally, { alive, restarted: clock.restarted, atMs });
  }

  private livenessPlan(device: PolledDevice): AttemptPlan {
    const { plan } = this.settings;
    const first = device.clock === null && device.factsDigest === '';
    return device.answering || first ? plan : { ...plan, retries: Math.min(plan.retries, deadRetriesMax) };
  }

  private async askLiveness(device: PolledDevice, target: SnmpTarget, plan: AttemptPlan): Promise<Liveness> {
    if (device.pollsUntilFacts <= 0) for (const number of livenessOids.keys()) device.scalars.add(number);
    device.scalars.add(sysUpTimeNumber);
    const values = [-1, -1, -1, -1];
    const got = await getScalars(
      this.deps.transport,
      target,
      livenessOids,
      device.scalars,
      (number, value: VarbindReader) => (values[number] = value.unsigned32()),
      { plan, rtt: device.rtt, answerBytes: livenessAnswerBytes },
    );
    const [uptimeTicks = -1, engineTimeS = -1, ifNumber = -1, ifTableLastChange = -1] = values;
    return {
      ...got,
      clock: { uptimeTicks, engineTimeS, atMs: this.deps.monotonicMs() },
      ifNumber,
      ifTableLastChange,
    };
  }

  private factsDue(device: PolledDevice, alive: Liveness, restarted: boolean): boolean {
    if (device.pollsUntilFacts <= 0 || restarted) return true;
    const changed = alive.ifNumber !== device.ifNumber || alive.ifTableLastChange !== device.ifTableLastChange;
    return changed && device.pollsSinceFacts >= factsPollsMin;
  }

  private walkOptions(device: PolledDevice): WalkOptions {
    return {
      plan: this.settings.plan,
      rowsMax,
      requestsMax,
      timeLimitMs: Math.min(walkTimeMsMax, walkIntervalShare * device.spec.pollIntervalMs),
      monotonicMs: this.deps.monotonicMs,
    };
  }

  private async walkInterfaces(
    device: PolledDevice,
    target: SnmpTarget,
    readings: InterfaceReadings,
    tally: Tally,
  ): Promise<WalkEnd> {
    const { columns } = device;
    const cells = new Uint32Array(columns.length);
    // Where each column will likely go on: tables answer in one order.
    const hints = new Uint32Array(columns.length);
    const walked = await walkColumns(
      this.deps.transport,
      target,
      columns.map((column) => column.oid),
      device.bulk,
      (number, ifIndex, cell) => {
        const column = columns[number];
        if (column === undefined) return;
        const row = readings.findOrAdd(ifIndex, hints[number] ?? 0);
        hints[number] = row + 1;
        cells[number] = (cells[number] ?? 0) + 1;
        readings.set(row, column, cell);
      },
      this.walkOptions(device),
    );
    tally.varbinds += walked.varbinds;
    tally.retries += walked.retries;
    if (walked.end === 'complete' && columns === allColumns(device.version)) {
      device.columns = usefulColumns(columns, cells, readings);
    }
    return walked.end;
  }

  private async judgeFailedWalk(
    device: PolledDevice,
    target: SnmpTarget,
    end: Exclude<WalkEnd, 'complete' | 'stopped'>,
  ): Promise<PollResult | null> {
    if (end === 'auth' || end === 'unreachable') return end;
    if (end !== 'timeout') return 'protocol_error';
    const alive = await this.askLiveness(device, target, { ...this.settings.plan, retries: 0 });
    if (alive.end === 'stopped') return null;
    return failureOf(alive.end) ?? 'ok';
  }

  /** Writes the rows. @returns true when the status of an interface changed that gave none. */
  private compare(device: PolledDevice, current: InterfaceReadings, clock: ClockDecision, atMs: number): boolean {
    const { delta } = this;
    const previous = device.readings;
    const { interfaces } = this.deps.counts;
    const context = {
      elapsedMs: clock.elapsedMs,
      restarted: clock.restarted,
      pollIntervalMs: device.spec.pollIntervalMs,
    };
    const at = { atMs, elapsedMs: clock.elapsedMs };
    let statusUntold = false;
    for (let row = 0; row < current.rows; row += 1) {
      const before = previous === null ? -1 : previous.find(current.ifIndex[row] ?? 0, row);
      const verdict =
        previous === null
          ? decideInterface(current, -1, current, row, context, delta)
          : decideInterface(previous, before, current, row, context, delta);
      current.trust[row] = delta.trust;
      interfaces[verdict] += 1;
      if (verdict === 'sample' && !device.removed) this.deps.rows.interface(device, at, current, row, delta.deltas);
      else if (previous !== null && statusDiffers(previous, before, current, row)) statusUntold = true;
    }
    return statusUntold;
  }

  private async tellFacts(
    device: PolledDevice,
    target: SnmpTarget,
    alive: Liveness,
    tally: Tally,
    atMs: number,
  ): Promise<void> {
    const { counts } = this.deps;
    const read = await readFacts(this.deps.transport, target, {
      plan: this.settings.plan,
      rtt: device.rtt,
      bulk: device.bulk,
      walk: this.walkOptions(device),
    });
    tally.varbinds += read.varbinds;
    tally.retries += read.retries;
    device.pollsSinceFacts = 0;
    if (read.facts === null) {
      device.pollsUntilFacts = Math.min(2 ** device.factsFailures - 1, this.settings.factsEveryPolls);
      device.factsFailures += 1;
      return;
    }
    device.factsFailures = 0;
    counts.factsRead += 1;
    device.ifNumber = alive.ifNumber;
    device.ifTableLastChange = alive.ifTableLastChange;
    // The first time sooner, each device at another poll, so that a start does not echo through the hours.
    const every = this.settings.factsEveryPolls;
    device.pollsUntilFacts = device.factsDigest === '' ? 1 + ((device.idWords[2] ?? 0) % every) : every;
    const digest = createHash('sha256').update(JSON.stringify(read.facts)).digest('base64');
    if (digest === device.factsDigest || device.removed) return;
    device.factsDigest = digest;
    counts.factsChanged += 1;
    this.deps.onFacts(device, read.facts, atMs);
  }

  private report(
    device: PolledDevice,
    result: PollResult,
    tally: Tally,
    answer?: { alive: Liveness; restarted: boolean; atMs: number },
  ): PollResult {
    const { deps } = this;
    if (device.removed) return result;
    const durationMs = deps.monotonicMs() - tally.startedMs;
    deps.counts.polls[result] += 1;
    deps.counts.varbinds += tally.varbinds;
    if (result === 'ok') deps.counts.durationMs += durationMs;
    if (answer?.restarted === true) deps.counts.restarts += 1;
    deps.rows.device(device, {
      atMs: answer?.atMs ?? deps.clock.nowMs(),
      result,
      uptimeMs: answer === undefined ? 0 : uptimeMsOf(answer.alive.clock),
      rttMs: answer?.alive.rttMs ?? 0,
      durationMs,
      varbinds: tally.varbinds,
      retries: tally.retries,
      restarted: answer?.restarted ?? false,
    });
    if (result !== 'shed') device.answering = result === 'ok';
    return result;
  }

  /** What a restarted device counted before is nothing to compare with, and its restart is told once. */
  private forgetReadings(device: PolledDevice, alive: Liveness): void {
    if (device.readings !== null) this.keepSpare(device.readings);
    device.readings = null;
    device.clock = alive.clock;
  }

  private takeReadings(): InterfaceReadings {
    return this.spareReadings.pop() ?? new InterfaceReadings();
  }

  private keepSpare(readings: InterfaceReadings): void {
    if (this.spareReadings.length >= sparesMax || readings.ifIndex.length > spareRowsMax) return;
    readings.clear();
    this.spareReadings.push(readings);
  }
}

function statusDiffers(previous: InterfaceReadings, before: number, current: InterfaceReadings, row: number): boolean {
  return (
    before < 0 ||
    previous.operStatus[before] !== current.operStatus[row] ||
    previous.adminStatus[before] !== current.adminStatus[row]
  );
}

/** @returns null when the device answered. */
function failureOf(end: Exclude<GetEnd, 'stopped'>): PollResult | null {
  switch (end) {
    case 'complete':
    case 'too_big':
      return null;
    case 'malformed':
      return 'protocol_error';
    case 'timeout':
    case 'unreachable':
    case 'auth':
      return end;
  }
}
