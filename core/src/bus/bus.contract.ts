/**
 * What every adapter of the bus must do, as tests. They assume neither timing nor where a key lands: each
 * waits for what must happen, on topics and groups of its own, so that a broker may be shared and slow.
 *
 *     busContract('Kafka', () => startedBus(…), { timeLimitMs: 30_000 });
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { waitFor } from '../testing/wait-for.ts';
import { failuresContract } from './contract/failures.contract.ts';
import { groupsContract } from './contract/groups.contract.ts';
import { messagesContract } from './contract/messages.contract.ts';
import { type BusWorld, collect, makeTopic } from './contract/world.ts';
import type { Bus } from './port.ts';

export interface BusContractOptions {
  /** Why the adapter cannot be tested here (a missing peer), or null. */
  readonly skip?: string | null;
  /** How long anything may take. Default 10 s. */
  readonly timeLimitMs?: number;
}

export function busContract(name: string, makeBus: () => Promise<Bus>, options: BusContractOptions = {}): void {
  const timeLimitMs = options.timeLimitMs ?? 10_000;
  describe.skipIf((options.skip ?? null) !== null)(
    `bus contract: ${name}${options.skip ?? ''}`,
    { timeout: 3 * timeLimitMs },
    () => {
      let bus: Bus;
      beforeAll(async () => {
        bus = await makeBus();
      }, timeLimitMs);
      afterAll(() => bus.stop(), timeLimitMs);

      const world: BusWorld = {
        get bus() {
          return bus;
        },
        makeBus,
        until: (what, condition) => waitFor(what, condition, { timeLimitMs, everyMs: 5 }),
        makeTopic: (spec) => makeTopic(bus, spec),
        collect: (topic, extra) => collect(bus, topic, extra),
      };
      describe('messages', () => messagesContract(world));
      describe('groups', () => groupsContract(world));
      describe('failures', () => failuresContract(world));
    },
  );
}
