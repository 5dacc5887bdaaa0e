/** From a real Kafka into a real VictoriaMetrics, over restarts of the sink, and back by a query. */
import { describe, expect, it } from 'vitest';
import { kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { testKafkaBrokers } from '@fastisp/core/testing/kafka';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { NetworkView } from '../hub/view.ts';
import { discoveryMessage, interfaceBlock, inventoryMessage } from '../testing/blocks.ts';
import { createInfluxSink } from './run.ts';

const brokers = testKafkaBrokers();
const url = process.env['TEST_INFLUX_URL'];
const missing = brokers.missing ?? (url === undefined ? ' (skipped: TEST_INFLUX_URL is not set)' : null);

interface Exported {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly number[];
  readonly timestamps: readonly number[];
}

async function exported(metric: string, deviceId: string): Promise<Exported[]> {
  await fetch(`${url}/internal/force_flush`);
  const match = `{__name__="${metric}",device_id="${deviceId}"}`;
  const response = await fetch(`${url}/api/v1/export?${new URLSearchParams({ 'match[]': match }).toString()}`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Exported); // VictoriaMetrics' export format
}

describe.skipIf(missing !== null)(`polls from Kafka in VictoriaMetrics${missing ?? ''}`, () => {
  it('are all there, once, with their names, though the sink was restarted', async () => {
    const log = createLog({ service: 'test', level: 'silent' });
    const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.` };
    const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: brokers.address };
    const bus = createKafkaBus({ config, clientId: 'influx-test' }, { log, metrics: new Metrics() });
    await bus.start();
    await bus.ensureTopics([topics.telemetryInterface, topics.telemetryDevice]);
    const deviceId = newId();
    const names = new NetworkView();
    names.list(inventoryMessage({ deviceId, name: 'Torre Norte, 1' }));
    names.setDiscovery(
      discoveryMessage({ deviceId, atMs: 1, interfaces: [{ ifIndex: 1, name: 'ether 1=uplink' }] }),
      1,
    );
    const target = { url: url ?? '', token: undefined, org: 'fastisp', bucket: 'fastisp' };
    const startSink = async () => {
      const sink = createInfluxSink(target, { bus, names, clock: systemClock, log, metrics: new Metrics() });
      await sink.start();
      return sink;
    };

    const firstMs = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
    const rounds = 30;
    const perRound = 100;
    let sink = await startSink();
    for (let round = 0; round < rounds; round += 1) {
      const polls = Array.from({ length: perRound }, (_, row) => {
        const index = round * perRound + row;
        return { deviceId, ifIndex: 1, polledAtMs: firstMs + index * 1_000, inOctets: index + 1, intervalMs: 1_000 };
      });
      await bus.publish(topics.telemetryInterface.name, [{ ...interfaceBlock(polls), key: `shard-${round % 5}` }]);
      if (round % 10 !== 9) continue;
      await sink.stop();
      sink = await startSink();
    }

    const count = rounds * perRound;
    const [series, ...others] = await waitFor(
      'all points',
      async () => {
        const found = await exported('interface_traffic_in_octets', deviceId);
        return (found[0]?.values.length ?? 0) >= count ? found : null;
      },
      { timeLimitMs: 30_000, everyMs: 200 },
    );
    expect(others).toEqual([]);
    expect(series?.metric).toMatchObject({ device: 'Torre Norte, 1', interface: 'ether 1=uplink', tenant_id: '1' });
    const byTime = new Map(series?.timestamps.map((timestamp, at) => [timestamp, series.values[at] ?? 0]));
    expect(byTime.size).toBe(count);
    expect([...byTime.values()].reduce((sum, value) => sum + value, 0)).toBe((count * (count + 1)) / 2);
    await sink.stop();
    await bus.stop();
  });
});
