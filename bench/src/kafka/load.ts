/** Runs one load on one Kafka client in a process of its own and prints what it cost as JSON. */
import { createLoadClient, type KafkaClientName } from './clients.ts';

export interface LoadSpec {
  readonly client: KafkaClientName;
  readonly broker: string;
  readonly topic: string;
  readonly role: 'produce' | 'consume';
  readonly messages: number;
  readonly messageBytes: number;
  /** Messages in one produce request. */
  readonly batch: number;
  /** What a slow reader spends on each message, milliseconds; 0 is a reader that keeps up. */
  readonly readerDelayMs: number;
}

export interface LoadResult {
  readonly cpuS: number;
  readonly wallS: number;
  readonly rssMiBMax: number;
  readonly errors: number;
}

async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const client = createLoadClient(spec.client, spec.broker);
  let rssMax = 0;
  let errors = 0;
  const sampler = setInterval(() => {
    rssMax = Math.max(rssMax, process.memoryUsage.rss());
  }, 50);
  if (spec.role === 'produce') await client.produce(spec.topic, [Buffer.from('warm up')]);
  const cpuStart = process.cpuUsage();
  const startMs = performance.now();
  if (spec.role === 'produce') errors = await produceAll(client.produce, spec);
  else await consumeAll(client.consume, spec);
  const cpu = process.cpuUsage(cpuStart);
  const wallS = (performance.now() - startMs) / 1_000;
  clearInterval(sampler);
  await client.close().catch(() => undefined); // the figures are taken; a broker that went away must not lose them
  return { cpuS: (cpu.user + cpu.system) / 1e6, wallS, rssMiBMax: rssMax / 2 ** 20, errors };
}

async function produceAll(
  produce: (topic: string, values: readonly Buffer[]) => Promise<void>,
  spec: LoadSpec,
): Promise<number> {
  let errors = 0;
  for (let sent = 0; sent < spec.messages; sent += spec.batch) {
    const values = Array.from({ length: Math.min(spec.batch, spec.messages - sent) }, (_, index) =>
      numbered(spec.messageBytes, sent + index),
    );
    for (;;) {
      try {
        await produce(spec.topic, values);
        break;
      } catch {
        errors += 1;
        await new Promise((done) => setTimeout(done, 200));
      }
    }
  }
  return errors;
}

async function consumeAll(
  consume: (topic: string, group: string, onValue: (value: Uint8Array) => Promise<boolean> | boolean) => Promise<void>,
  spec: LoadSpec,
): Promise<void> {
  let seen = 0;
  let bytes = 0;
  await consume(spec.topic, `load-${process.pid}`, (value) => {
    if (value.length !== spec.messageBytes) return false;
    seen += 1;
    bytes += value.length;
    const last = seen >= spec.messages;
    if (spec.readerDelayMs === 0) return last;
    return new Promise<boolean>((done) => setTimeout(() => done(last), spec.readerDelayMs));
  });
  if (bytes !== spec.messages * spec.messageBytes) {
    throw new Error(`${spec.client} gave ${seen} of ${spec.messages} messages (${bytes} bytes)`);
  }
}

/** Bytes that do not compress to nothing: a counter and a pattern that changes with it. */
function numbered(bytes: number, index: number): Buffer {
  const value = Buffer.allocUnsafe(bytes);
  let state = (index * 2_654_435_761) >>> 0;
  for (let at = 0; at + 4 <= bytes; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    value.writeUInt32LE(state & 0x0fff0fff, at);
  }
  return value;
}

const spec = JSON.parse(process.argv[2] ?? '{}') as LoadSpec; // our own parent wrote it
process.stdout.write(`${JSON.stringify(await runLoad(spec))}\n`);
process.exit(0);
