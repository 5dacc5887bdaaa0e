/** A gentle script of faults, so that a wallboard has something to show: one at a time, each of which heals. */
import type { DevicePlan } from '#network/plan.ts';
import type { Random } from '#network/random.ts';
import type { LabCommand } from './commands.ts';

export const firstEventAfterMs = 40_000;

export interface Chapter {
  readonly device: string;
  readonly atMs: number;
  readonly commands: readonly { readonly afterMs: number; readonly command: LabCommand }[];
  /** When the next one is decided. */
  readonly endsMs: number;
}

/**
 * The next thing to happen: mostly a tower without power for a minute or two, sometimes a sector's link, sometimes
 * a reboot. Only towers with nothing behind them, so that one cause shows as one red device.
 * @param atMs when it begins.
 * @param previousDevice whose turn it was last; null for the first chapter, which is always a power cut.
 */
export function nextChapter(
  plans: readonly DevicePlan[],
  atMs: number,
  random: Random,
  previousDevice: string | null,
): Chapter {
  const isFirst = previousDevice === null;
  const parents = new Set(plans.map((plan) => plan.uplink?.parentIndex));
  const leaves = plans.filter(
    (plan) => plan.uplink !== null && !parents.has(plan.index) && plan.name !== previousDevice,
  );
  const tower = random.pick(leaves.length > 0 ? leaves : plans);
  const device = tower.name;
  const lastsMs = random.integer(60, 130) * 1_000;
  const pauseMs = random.integer(100, 200) * 1_000;
  const endsMs = atMs + lastsMs + pauseMs;
  const dice = random.next();
  const sector = tower.legs.length > 0 ? random.pick(tower.legs).downIfIndex : null;
  const port = tower.interfaces.find((one) => one.ifIndex === sector && one.parentIfIndex === null);
  if (!isFirst && dice < 0.25 && port !== undefined) {
    const down: LabCommand = { do: 'if-down', device, interface: port.name, how: 'cable' };
    const up: LabCommand = { do: 'if-up', device, interface: port.name };
    return {
      device,
      atMs,
      endsMs,
      commands: [
        { afterMs: 0, command: down },
        { afterMs: lastsMs, command: up },
      ],
    };
  }
  if (!isFirst && dice < 0.4) {
    return { device, atMs, endsMs, commands: [{ afterMs: 0, command: { do: 'reboot', device, downS: 35 } }] };
  }
  return {
    device,
    atMs,
    endsMs,
    commands: [
      { afterMs: 0, command: { do: 'stop', device } },
      { afterMs: lastsMs, command: { do: 'start', device } },
    ],
  };
}
