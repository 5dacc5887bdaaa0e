/** A poller with its own socket, and everything that it tells, in the test's own thread. */
import { systemClock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import { type DeviceSpec, newPolledDevice, type PolledDevice } from '#poll/device.ts';
import type { DeviceFacts } from '#poll/facts.ts';
import { type PollCounts, zeroPollCounts } from '#poll/metrics.ts';
import { createResolver } from '#poll/resolve.ts';
import { type FinishedBlock, TelemetryRows } from '#poll/rows.ts';
import { createPoller, type Poller } from '#poll/run.ts';
import type { AttemptPlan } from '#snmp/rtt.ts';
import type { SnmpTransport } from '#snmp/port.ts';
import { createTransport } from '#snmp/transport.ts';

export class PollHarness {
  readonly counts: PollCounts = zeroPollCounts();
  readonly blocks: FinishedBlock[] = [];
  readonly facts = new Map<string, DeviceFacts>();
  readonly transport: SnmpTransport;
  readonly rows: TelemetryRows;
  readonly poller: Poller;
  /** Added to the monotonic clock: lets a test jump. */
  skewMs = 0;

  private constructor(plan: AttemptPlan) {
    const monotonicMs = (): number => performance.now() + this.skewMs;
    this.transport = createTransport({ monotonicMs: () => performance.now() });
    this.rows = new TelemetryRows((block) => this.blocks.push(block));
    this.poller = createPoller(
      { plan, factsEveryPolls: 20 },
      {
        transport: this.transport,
        resolver: createResolver({ monotonicMs }),
        rows: this.rows,
        counts: this.counts,
        clock: systemClock,
        monotonicMs,
        onFacts: (device, facts) => this.facts.set(device.spec.deviceId, facts),
      },
    );
  }

  static async start(plan: AttemptPlan = { timeoutMs: 1_000, retries: 2 }): Promise<PollHarness> {
    const harness = new PollHarness(plan);
    await harness.transport.start();
    return harness;
  }

  async stop(): Promise<void> {
    await this.transport.stop();
    this.rows.flush();
  }

  device(spec: Pick<DeviceSpec, 'port' | 'community'> & Partial<DeviceSpec>): PolledDevice {
    return newPolledDevice({
      tenantId: 1,
      deviceId: newId(),
      address: '127.0.0.1',
      version: '2c',
      pollIntervalMs: 60_000,
      ...spec,
    });
  }
}
