/** nfcapd and nfdump as judges: what they count in the same packets. */
import { freeUdpPort } from '@fastisp/core/testing/free-port';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { UdpSender } from './ingest.ts';

export interface NfdumpSums {
  readonly flows: number;
  readonly bytes: number;
  readonly packets: number;
}

/** Sends packets to a real nfcapd and sums up what it stored. @param folder an empty one. */
export async function nfdumpSums(packets: readonly Uint8Array[], folder: string): Promise<NfdumpSums> {
  const port = await freeUdpPort();
  const nfcapd = spawn('nfcapd', ['-b', '127.0.0.1', '-p', String(port), '-w', folder, '-t', '3600', '-B', '4194304'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [nfcapd.stdout, nfcapd.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<void>((resolve) => nfcapd.once('exit', () => resolve()));
  await waitFor('nfcapd to listen', () => said.includes('Startup') || readdirSync(folder).length > 0);
  const sender = new UdpSender();
  await sender.send(packets, port);
  sender.close();
  // It ends after the packet in hand, so it must have taken the last one from its socket.
  await waitFor('nfcapd to read all', () => queuedBytes(port) === 0);
  nfcapd.kill('SIGTERM');
  await ended;
  return sumsOf(folder);
}

function queuedBytes(port: number): number {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const line = readFileSync('/proc/net/udp', 'utf8')
    .split('\n')
    .find((text) => text.includes(`:${hexPort} 00000000:0000`));
  return Number.parseInt(line?.trim().split(/\s+/)[4]?.split(':')[1] ?? '0', 16);
}

function sumsOf(folder: string): NfdumpSums {
  const run = spawnSync('nfdump', ['-R', folder, '-q', '-o', 'fmt:%byt %pkt', '-N'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`nfdump: ${run.stderr}`);
  const lines = run.stdout.split('\n').filter((line) => /^\s*\d+\s+\d+\s*$/.test(line));
  const sums = { flows: lines.length, bytes: 0, packets: 0 };
  for (const line of lines) {
    const [bytes, count] = line.trim().split(/\s+/).map(Number);
    sums.bytes += bytes ?? 0;
    sums.packets += count ?? 0;
  }
  return sums;
}
