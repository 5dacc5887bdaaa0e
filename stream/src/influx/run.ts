/**
 * Polls into InfluxDB, for Grafana: measurements `interface_traffic` and `device_health`, from a consumer group of
 * its own. A batch's offsets are committed only when the server has confirmed or refused every point of it, so an
 * outage loses nothing that the bus still holds. Writing a point twice leaves one.
 *
 * The in-process bus holds what waits in memory and, when that is full, holds up the collector. The engine must not
 * stop for want of a chart: then, and only then, the oldest points are given up and counted.
 */
import { decodeBlocks } from '@fastisp/core/block/native';
import { type Bus, type BusBatch, type BusRecord, PoisonRecordError, type Subscription } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { createInfluxClient, type InfluxTarget } from './client.ts';
import { deviceLines, interfaceLines } from './line-protocol.ts';
import { createInfluxMetrics } from './metrics.ts';
import type { DeviceNames } from './ports.ts';
import { InfluxWriter } from './writer.ts';

export interface InfluxSinkDeps {
  readonly bus: Bus;
  readonly names: DeviceNames;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** About 5,000 points: blocks are several times smaller than their lines. */
const batchBytesMax = 512 * 1024;
/** One request for many small blocks. */
const batchLingerMs = 500;

export function createInfluxSink(target: InfluxTarget, deps: InfluxSinkDeps): Component {
  const { bus, names, clock, log } = deps;
  const metrics = createInfluxMetrics(deps.metrics);
  const writer = new InfluxWriter({ client: createInfluxClient(target), clock, log, metrics });
  const stopping = new AbortController();
  let subscription: Subscription | null = null;

  async function handle(batch: BusBatch, signal: AbortSignal): Promise<void> {
    const { topic, records } = batch;
    const lines = records.flatMap((record) => linesOf(topic, record, names));
    const noteLag = (): void =>
      metrics.lagSeconds.set({ topic }, Math.max(0, clock.nowMs() - (records[0]?.timestampMs ?? 0)) / 1_000);
    const sparedPoints = await writer.write(lines, {
      signal: AbortSignal.any([signal, stopping.signal]),
      maySpare: () => {
        noteLag();
        return bus.backlogFull(topic);
      },
    });
    noteLag();
    if (sparedPoints > 0) log.debug({ topic, sparedPoints }, 'points given up, the bus is full');
  }

  return {
    name: 'stream.influx',
    start: async () => {
      subscription = bus.subscribe({
        topics: [telemetryInterfaceV1.topic, telemetryDeviceV1.topic],
        groupId: 'stream.influx',
        from: 'latest',
        handler: handle,
        batchBytesMax,
        batchLingerMs,
      });
      await subscription.ready;
    },
    stop: async () => {
      stopping.abort(new Error('stream.influx is stopping')); // what waits is delivered again after the next start
      await subscription?.close();
    },
  };
}

function linesOf(topic: string, { value, offset }: BusRecord, names: DeviceNames): string[] {
  if (value === null) return [];
  try {
    if (topic === telemetryDeviceV1.topic) {
      return decodeBlocks(telemetryDeviceV1, value).flatMap((block) => deviceLines(block, names));
    }
    return decodeBlocks(telemetryInterfaceV1, value).flatMap((block) => interfaceLines(block, names));
  } catch (cause) {
    throw new PoisonRecordError(offset, 'not a block of this topic', { cause });
  }
}
