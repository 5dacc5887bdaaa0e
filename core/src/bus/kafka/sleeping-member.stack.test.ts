/** A member that sleeps past its session (a paused machine) loses its partitions, and must read on when it has them back. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../config/env-schema.ts';
import { newId } from '../../ids.ts';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import { testKafkaBrokers } from '../../testing/kafka.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { kafkaEnv } from './connection.ts';
import { createKafkaBus } from './kafka-bus.ts';

const brokers = testKafkaBrokers();
const readerFile = join(import.meta.dirname, '../../testing/kafka-reader-process.ts');
/** Longer than the session of a member (8 s) and one check of the broker. */
const sleepMs = 12_000;

describe.skipIf(brokers.missing !== null)(`a member that sleeps${brokers.missing ?? ''}`, { timeout: 120_000 }, () => {
  it('reads on after it has its partitions back', async () => {
    const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.` };
    const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: brokers.address };
    const log = createLog({ service: 'test', level: 'silent' });
    const bus = createKafkaBus({ config, clientId: 'test' }, { log, metrics: new Metrics() });
    await bus.start();
    const spec = { partitions: 2, compacted: false, retentionMs: 3_600_000, backlogBytesMax: 1_000_000 };
    await bus.ensureTopics([{ name: 'dreams', ...spec }]);
    const publish = (from: number, to: number): Promise<void> =>
      bus.publish(
        'dreams',
        Array.from({ length: to - from }, (_, index) => ({ key: `k${index}`, value: Buffer.from(`v${from + index}`) })),
      );
    const reader = spawn(process.execPath, [readerFile], {
      env: { ...process.env, ...env, READER_TOPIC: 'dreams', READER_HANDLER_MS: '300' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    reader.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const seen = (): Set<string> => new Set(printed.split('\n').filter((line) => line.startsWith('v')));
    try {
      await waitFor('the reader is ready', () => printed.includes('ready'), { timeLimitMs: 30_000 });
      for (let round = 0; round < 3; round += 1) {
        const first = round * 40;
        await publish(first, first + 20);
        await waitFor('it is in the middle of a batch', () => seen().size > first, { timeLimitMs: 30_000 });
        reader.kill('SIGSTOP');
        await delay(sleepMs); // tidy: the sleep is what is tested
        reader.kill('SIGCONT');
        await publish(first + 20, first + 40);
        await waitFor('all is read', () => seen().size === first + 40, { timeLimitMs: 30_000 });
      }
      expect(seen().size).toBe(120);
    } finally {
      reader.kill('SIGKILL');
      await bus.stop();
    }
  });
});
