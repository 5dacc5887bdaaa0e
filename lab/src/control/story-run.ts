import type { Log } from '@fastisp/core/log/log';
import { createRandom } from '#network/random.ts';
import type { World } from '#network/world.ts';
import type { LabCommand } from './commands.ts';
import type { Faults } from './faults.ts';
import { firstEventAfterMs, nextChapter } from './story.ts';

export interface Story {
  begin(nowMs: number): void;
  /** Does what is due. */
  advance(nowMs: number): void;
}

/** Plays chapter after chapter. */
export function createStory(world: World, faults: Faults, options: { seed: number; log: Log }): Story {
  const random = createRandom(`${options.seed}/story`);
  const plans = world.devices.map((device) => device.plan);
  let pending: { atMs: number; command: LabCommand }[] = [];
  let nextMs = Number.POSITIVE_INFINITY;
  let previousDevice: string | null = null;
  return {
    begin: (nowMs: number): void => {
      nextMs = nowMs + firstEventAfterMs;
    },
    advance: (nowMs: number): void => {
      if (nowMs >= nextMs) {
        const chapter = nextChapter(plans, nextMs, random, previousDevice);
        previousDevice = chapter.device;
        pending = chapter.commands.map(({ afterMs, command }) => ({ atMs: chapter.atMs + afterMs, command }));
        nextMs = chapter.endsMs;
      }
      const due = pending.filter((step) => step.atMs <= nowMs);
      pending = pending.filter((step) => step.atMs > nowMs);
      for (const { command } of due) {
        const events = faults.perform(command, nowMs, 'story');
        for (const { device, interface: port, what } of events)
          options.log.info({ device, interface: port, what }, 'lab story');
      }
    },
  };
}
