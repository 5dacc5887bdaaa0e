/**
 * The state machine at work. Exactly one process serves all devices, because two would each hear half of the polls:
 * the others stand by, and take over from what the leader saved.
 */
import type { Bus } from '@fastisp/core/bus/port';
import { createLeadership } from '@fastisp/core/bus/leadership';
import type { Clock } from '@fastisp/core/clock';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { createStateMetrics } from './metrics.ts';
import type { DeviceStateStore } from './ports.ts';
import { createTerm, type Term } from './term.ts';

export interface DeviceStatesConfig {
  /** How often lateness is looked for and what changed is saved. */
  readonly tickMs: number;
}

export interface DeviceStatesDeps {
  readonly bus: Bus;
  readonly store: DeviceStateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface DeviceStates extends Component {
  /** Resolves when the states are loaded and published, or when another process leads. */
  start(): Promise<void>;
}

export function createDeviceStates(config: DeviceStatesConfig, deps: DeviceStatesDeps): DeviceStates {
  const metrics = createStateMetrics(deps.metrics);
  let term: Term | null = null;
  const leadership = createLeadership({
    name: 'stream.state',
    bus: deps.bus,
    log: deps.log,
    onElected: async () => {
      term = createTerm(
        { tickMs: config.tickMs, mayAct: () => leadership.leads(), onFenced: () => leadership.renounce() },
        { ...deps, metrics },
      );
      await term.start();
      metrics.leader.set(1);
    },
    onDeposed: async () => {
      metrics.leader.set(0);
      metrics.devices.reset();
      await term?.stop();
      term = null;
    },
  });
  return { name: 'stream.state', start: () => leadership.start(), stop: () => leadership.stop() };
}
