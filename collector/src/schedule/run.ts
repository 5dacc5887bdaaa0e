/** Runs the schedule: starts polls when they are due, and takes their ends back. */
import type { PollResult } from '@fastisp/core/contracts/telemetry-device.v1';
import type { Log } from '@fastisp/core/log/log';
import { type DeviceSpec, newPolledDevice, type PolledDevice } from '#poll/device.ts';
import type { Poller } from '#poll/run.ts';
import { Schedule, type ScheduleEntry, type ScheduleLimits } from './decide.ts';

export interface SchedulerDeps {
  readonly poller: Poller;
  readonly monotonicMs: () => number;
  readonly log: Pick<Log, 'error'>;
}

export interface Scheduler {
  upsert(spec: DeviceSpec): void;
  remove(deviceId: string): void;
  /** Reads its facts at the next poll and tells them, changed or not. */
  forgetFacts(deviceId: string): void;
  /** Starts nothing more. Polls that run end by the transport's stop. */
  stop(): void;
  readonly devices: number;
  readonly running: number;
  readonly waiting: number;
}

/** Timers closer than this are not worth a wake-up of their own. */
const tickMsMin = 5;
const tickMsMax = 1_000;

export function createScheduler(limits: ScheduleLimits, deps: SchedulerDeps): Scheduler {
  const schedule = new Schedule<PolledDevice>(limits);
  const entries = new Map<string, ScheduleEntry<PolledDevice>>();
  let timer: NodeJS.Timeout | null = null;
  let wakeAtMs = Infinity;
  let stopped = false;

  function arm(): void {
    const nowMs = deps.monotonicMs();
    const atMs = Math.min(Math.max(schedule.nextDueMs(), nowMs + tickMsMin), nowMs + tickMsMax);
    if (stopped || atMs >= wakeAtMs) return;
    if (timer !== null) clearTimeout(timer);
    wakeAtMs = atMs;
    timer = setTimeout(tick, atMs - nowMs);
  }

  function tick(): void {
    timer = null;
    wakeAtMs = Infinity;
    startDue();
    arm();
  }

  function startDue(): void {
    if (stopped) return;
    const { start, shed } = schedule.take(deps.monotonicMs());
    for (const entry of shed) deps.poller.shed(entry.item);
    for (const entry of start) void run(entry);
  }

  async function run(entry: ScheduleEntry<PolledDevice>): Promise<void> {
    let result: PollResult | null = null;
    try {
      result = await deps.poller.poll(entry.item);
    } catch (err) {
      // A bug of ours; one device must not end the others' polls.
      deps.log.error({ err, deviceId: entry.item.spec.deviceId }, 'poll ended with an error');
    }
    schedule.finish(entry, result === 'ok');
    if (schedule.waitingCount > 0) startDue();
    arm();
  }

  function retire(deviceId: string): void {
    const known = entries.get(deviceId);
    if (known === undefined) return;
    known.item.removed = true;
    schedule.remove(known);
    entries.delete(deviceId);
  }

  return {
    upsert: (spec) => {
      retire(spec.deviceId);
      const device = newPolledDevice(spec);
      entries.set(spec.deviceId, schedule.add(device, spec.pollIntervalMs, device.idWords[2], deps.monotonicMs()));
      arm();
    },
    remove: retire,
    forgetFacts: (deviceId) => {
      const device = entries.get(deviceId)?.item;
      if (device === undefined) return;
      device.factsDigest = '';
      device.pollsUntilFacts = 0;
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
    get devices() {
      return entries.size;
    },
    get running() {
      return schedule.runningCount;
    },
    get waiting() {
      return schedule.waitingCount;
    },
  };
}
