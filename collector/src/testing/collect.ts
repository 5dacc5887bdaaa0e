/** A collector on an in-process bus, and everything that it says there: for integration tests. */
import { decodeBlocks, type DecodedBlock } from '@fastisp/core/block/native';
import { getU64, getUuid } from '@fastisp/core/block/builder';
import { readBlockHead } from '@fastisp/core/block/message';
import { type Bus, deadLetterTopic } from '@fastisp/core/bus/port';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import {
  discoveryDeviceTopic,
  discoveryDeviceV1,
  type DiscoveryDeviceV1,
} from '@fastisp/core/contracts/discovery-device.v1';
import {
  inventoryDeviceTopic,
  inventoryDeviceV1,
  type InventoryDeviceV1,
} from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { type PollResult, pollResults, telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectorEnv } from '../config.ts';
import { type Collector, createCollector } from '../service.ts';

export interface PollSeen {
  readonly deviceId: string;
  readonly tenantId: number;
  readonly polledAtMs: number;
  readonly seenAtMs: number;
  readonly result: PollResult;
  readonly uptimeMs: number;
  readonly durationMs: number;
  readonly varbinds: number;
  readonly restarted: boolean;
}

export interface InterfaceSeen {
  readonly deviceId: string;
  readonly ifIndex: number;
  readonly polledAtMs: number;
  readonly intervalMs: number;
  readonly inOctets: number;
  readonly outOctets: number;
  readonly operStatus: number;
  readonly speedBps: number;
}

export interface DeviceToPoll {
  readonly deviceId?: string;
  readonly address?: string;
  readonly port: number;
  readonly community: string;
  readonly pollIntervalS?: number;
  readonly version?: '2c' | '1';
  readonly revision?: number;
  readonly tenantId?: number;
}

const codec = messageCodec(inventoryDeviceV1);
const factsCodec = messageCodec(discoveryDeviceV1);

export class CollectorUnderTest {
  readonly polls: PollSeen[] = [];
  readonly interfaces: InterfaceSeen[] = [];
  readonly facts: DiscoveryDeviceV1[] = [];
  readonly deadLetters: (string | null)[] = [];
  readonly bus: Bus;
  readonly metrics = new Metrics();
  readonly collector: Collector;
  private readonly secretBox = createSecretBox(randomBytes(32).toString('base64'));
  private readonly home: string;

  private constructor(home: string, env: Readonly<Record<string, string>>) {
    this.home = home;
    const log = createLog({ service: 'test', level: 'fatal' });
    this.bus = createInProcessBus({ log, metrics: this.metrics, clock: systemClock });
    const config = readEnv(collectorEnv, {
      COLLECTOR_WORKERS: '1',
      FLOW_NETFLOW_PORT: '0',
      FLOW_IPFIX_PORT: '0',
      FASTISP_HOME: home,
      ...env,
    });
    const { bus, metrics, secretBox } = this;
    this.collector = createCollector(config, { bus, secretBox, clock: systemClock, log, metrics });
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<CollectorUnderTest> {
    const under = new CollectorUnderTest(await mkdtemp(join(tmpdir(), 'fastisp-collector-')), env);
    await under.bus.start();
    await under.bus.ensureTopics(Object.values(topics));
    under.listen();
    await under.collector.start();
    return under;
  }

  async stop(): Promise<void> {
    await this.collector.stop();
    await this.bus.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  /** @returns its id. */
  async poll(device: DeviceToPoll): Promise<string> {
    const deviceId = device.deviceId ?? newId();
    const tenantId = device.tenantId ?? 7;
    const context = { tenantId, rowId: deviceId, field: 'snmp.community' };
    const message: InventoryDeviceV1 = {
      v: 1,
      id: newId(),
      tenantId,
      occurredAt: new Date().toISOString(),
      source: 'noc-api',
      data: {
        deviceId,
        name: 'under test',
        address: device.address ?? '127.0.0.1',
        kind: 'router',
        snmp: {
          version: device.version ?? '2c',
          port: device.port,
          communitySealed: this.secretBox.seal(device.community, context),
        },
        pollIntervalS: device.pollIntervalS ?? 5,
        revision: device.revision ?? 1,
      },
    };
    await this.publishInventory(deviceId, codec.encode(message));
    return deviceId;
  }

  async publishInventory(key: string, value: Uint8Array | null): Promise<void> {
    await this.bus.publish(inventoryDeviceTopic, [{ key, value }]);
  }

  pollsOf(deviceId: string): PollSeen[] {
    return this.polls.filter((poll) => poll.deviceId === deviceId);
  }

  private listen(): void {
    this.bus.subscribe({
      topics: [topics.telemetryDevice.name, topics.telemetryInterface.name],
      groupId: 'test-telemetry',
      from: 'earliest',
      handler: async ({ topic, records }) => {
        for (const { value, headers } of records) {
          if (value === null) continue;
          const { rows } = readBlockHead(headers);
          let seen = 0;
          if (topic === topics.telemetryDevice.name) {
            for (const block of decodeBlocks(telemetryDeviceV1, value)) seen += this.takePolls(block);
          } else for (const block of decodeBlocks(telemetryInterfaceV1, value)) seen += this.takeInterfaces(block);
          if (seen !== rows) throw new Error(`a block of ${seen} rows says ${rows}`);
        }
      },
    });
    this.bus.subscribe({
      topics: [discoveryDeviceTopic],
      groupId: 'test-facts',
      from: 'earliest',
      handler: async ({ records }) => {
        for (const record of records) this.facts.push(factsCodec.decode(record));
      },
    });
    this.bus.subscribe({
      topics: [deadLetterTopic(inventoryDeviceTopic)],
      groupId: 'test-dead-letters',
      from: 'earliest',
      handler: async ({ records }) => {
        for (const { key } of records) this.deadLetters.push(key);
      },
    });
  }

  private takePolls({ rows, columns }: DecodedBlock<typeof telemetryDeviceV1>): number {
    for (let row = 0; row < rows; row += 1) {
      this.polls.push({
        deviceId: getUuid(columns.device_id, row),
        tenantId: columns.tenant_id[row] ?? 0,
        polledAtMs: getU64(columns.polled_at, row),
        seenAtMs: Date.now(),
        result: pollResults[columns.result[row] ?? -1] ?? 'protocol_error',
        uptimeMs: getU64(columns.uptime_ms, row),
        durationMs: columns.duration_ms[row] ?? 0,
        varbinds: columns.varbinds[row] ?? 0,
        restarted: columns.restarted[row] === 1,
      });
    }
    return rows;
  }

  private takeInterfaces({ rows, columns }: DecodedBlock<typeof telemetryInterfaceV1>): number {
    for (let row = 0; row < rows; row += 1) {
      this.interfaces.push({
        deviceId: getUuid(columns.device_id, row),
        ifIndex: columns.if_index[row] ?? 0,
        polledAtMs: getU64(columns.polled_at, row),
        intervalMs: columns.interval_ms[row] ?? 0,
        inOctets: getU64(columns.in_octets, row),
        outOctets: getU64(columns.out_octets, row),
        operStatus: columns.oper_status[row] ?? 0,
        speedBps: getU64(columns.speed_bps, row),
      });
    }
    return rows;
  }
}
