/**
 * Many browsers in a process of their own: `node swarm.ts <url> <count> <topic>`. Says `ready` when each has its
 * snapshot; for each line on stdin it answers with one line of JSON: what all have received since the line before.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

const [url = '', count = '1', topic = 'devices'] = process.argv.slice(2);
/** Connections being opened at once: a listen backlog is no place for a thousand. */
const openingMax = 50;

export interface SwarmReport {
  readonly messages: number;
  readonly bytes: number;
  /** `seq` of the newest delta that the slowest and the quickest client have seen. */
  readonly seqMin: number;
  readonly seqMax: number;
  readonly closed: number;
}

const seqs: number[] = [];
let messages = 0;
let bytes = 0;
let closed = 0;

async function join(index: number): Promise<void> {
  const ws = new WebSocket(url, { headers: { authorization: 'Bearer swarm' }, perMessageDeflate: false });
  await once(ws, 'open');
  ws.on('close', () => (closed += 1));
  const first = once(ws, 'message');
  ws.on('message', (data) => {
    const text = data as Buffer; // binaryType is nodebuffer
    messages += 1;
    bytes += text.length;
    // Cheaper than parsing a thousand times the same text.
    const seq = /"seq":(\d+)/.exec(text.toString('latin1', 0, 200))?.[1];
    if (seq !== undefined) seqs[index] = Number(seq);
  });
  if (topic !== '-') ws.send(JSON.stringify({ type: 'subscribe', topic }));
  if (topic !== '-') await first;
}

for (let from = 0; from < Number(count); from += openingMax) {
  const size = Math.min(openingMax, Number(count) - from);
  await Promise.all(Array.from({ length: size }, (_, n) => join(from + n)));
}
process.stdout.write('ready\n');
for await (const _line of createInterface({ input: process.stdin })) {
  const report: SwarmReport = { messages, bytes, seqMin: Math.min(...seqs), seqMax: Math.max(...seqs), closed };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  messages = 0;
  bytes = 0;
}
process.exit(0);
