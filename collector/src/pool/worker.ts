/**
 * One worker: a shard of the devices, their schedule, and a socket of its own, for as long as the process
 * runs. Piscina calls the default export once; it resolves after `stop`.
 */
import type { MessagePort } from 'node:worker_threads';
import { systemClock } from '@fastisp/core/clock';
import { discoveryDeviceV1, type DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import type { PolledDevice } from '#poll/device.ts';
import type { DeviceFacts } from '#poll/facts.ts';
import { zeroPollCounts } from '#poll/metrics.ts';
import { createResolver } from '#poll/resolve.ts';
import { TelemetryRows } from '#poll/rows.ts';
import { createPoller, livenessAnswerBytes } from '#poll/run.ts';
import { createScheduler } from '#schedule/run.ts';
import type { SnmpTransport } from '#snmp/port.ts';
import { createTransport } from '#snmp/transport.ts';
import type { FromWorker, ToWorker, WorkerReport, WorkerTask } from './messages.ts';

const reportEveryMs = 1_000;
/** Share of the receive buffer that dead devices may claim; they seldom send anything into it. */
const silentBufferShare = 0.25;

const monotonicMs = (): number => performance.now();

export default async function work({ port, settings }: WorkerTask): Promise<void> {
  const say = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
  const counts = zeroPollCounts();
  const rows = new TelemetryRows((block) => say({ type: 'block', block }, [block.bytes.buffer]));
  const transport = createTransport({ monotonicMs });
  await transport.start();
  const poller = createPoller(
    { plan: { timeoutMs: settings.timeoutMs, retries: settings.retries }, factsEveryPolls: settings.factsEveryPolls },
    {
      transport,
      resolver: createResolver({ monotonicMs }),
      rows,
      counts,
      clock: systemClock,
      monotonicMs,
      onFacts: (device, facts, atMs) =>
        say({ type: 'facts', deviceId: device.spec.deviceId, json: factsMessage(device, facts, atMs) }),
    },
  );
  const scheduler = createScheduler(
    {
      answeringMax: settings.answeringPollsMax,
      silentMax: silentPollsMax(transport, settings.silentPollsMax),
    },
    { poller, monotonicMs, log: createLog({ service: 'collector', level: 'error' }) },
  );
  const report = (): WorkerReport => ({
    polls: counts,
    transport: transport.counts,
    gauges: {
      devices: scheduler.devices,
      pollsRunning: scheduler.running,
      pollsWaiting: scheduler.waiting,
      requestsInFlight: transport.inFlight,
      requestsQueued: transport.queued,
    },
  });
  const reporter = setInterval(() => say({ type: 'report', report: report() }), reportEveryMs);

  say({ type: 'ready', receiveBufferBytes: transport.receiveBufferBytes });
  await untilStopped(port, (message) => {
    switch (message.type) {
      case 'upsert':
        scheduler.upsert(message.spec);
        return;
      case 'remove':
        scheduler.remove(message.deviceId);
        return;
      case 'facts_lost':
        scheduler.forgetFacts(message.deviceId);
    }
  });
  clearInterval(reporter);
  scheduler.stop();
  await transport.stop();
  rows.flush();
  say({ type: 'report', report: report() });
  port.close();
}

function untilStopped(
  port: MessagePort,
  onMessage: (message: Exclude<ToWorker, { type: 'stop' }>) => void,
): Promise<void> {
  return new Promise((resolve) => {
    port.on('message', (message: ToWorker) => {
      if (message.type === 'stop') resolve();
      else onMessage(message);
    });
    port.on('close', resolve);
  });
}

const silentPollsMax = (transport: SnmpTransport, wanted: number): number =>
  Math.max(16, Math.min(wanted, Math.floor((transport.receiveBufferBytes * silentBufferShare) / livenessAnswerBytes)));

function factsMessage(device: PolledDevice, facts: DeviceFacts, atMs: number): string {
  const { tenantId, deviceId } = device.spec;
  const message: DiscoveryDeviceV1 = {
    v: discoveryDeviceV1.properties.v.const,
    id: newId(),
    tenantId,
    occurredAt: new Date(atMs).toISOString(),
    source: 'collector',
    data: { deviceId, ...facts },
  };
  return JSON.stringify(message);
}
