/**
 * The same as flow-sender.c where there is no compiler: the same arguments, the same packets' layout, the same JSON.
 * It needs several times the CPU and is not for measuring on a machine whose cores are all in use.
 */
import type { Socket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';
import { bindSocket } from '#agent/run.ts';
import { createRandom } from '#network/random.ts';
import type { FlowLoadResult } from './flow-load.ts';

const templateId = 256;
const templateEveryMs = 5_000;
/** Packets of one turn; a backlog is worked off this much a millisecond. */
const batchMax = 128;
const commonFields = [[8, 4], [12, 4], [1, 4], [2, 4], [4, 1], [5, 1], [6, 1], [7, 2], [11, 2], [10, 4], [14, 4],
  [15, 4], [16, 4], [17, 4], [9, 1], [13, 1], [61, 1]] as const; // prettier-ignore
const timeFields = { 9: [[22, 4], [21, 4]], 10: [[152, 8], [153, 8]] } as const; // prettier-ignore
const ports = [443, 443, 443, 443, 80, 53, 8_080, 5_222];

interface Source {
  readonly socket: Socket;
  readonly address: string;
  readonly domain: number;
  sequence: number;
  flows: number;
  packets: number;
  templateMs: number;
}

const [protocolText, address = '', port, rate, duration, sourceCount, first = '', perPacketText, seed] =
  process.argv.slice(2);
const protocol = protocolText === '10' ? 10 : 9;
const flowsPerS = Number(rate);
const perPacket = Number(perPacketText);
const fields = [...commonFields, ...timeFields[protocol]];
const recordBytes = fields.reduce((sum, [, length]) => sum + length, 0);
const headerBytes = protocol === 9 ? 20 : 16;
const random = createRandom(`load/${seed}`);
const bootMs = (Math.floor(Date.now() / 1_000) - 86_400) * 1_000;
const sums = { flowBytes: 0, flowPackets: 0, templatePackets: 0, sendErrors: 0 };
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true));

/** v9 has whole seconds only. Its uptime is cut to the same second, so that flow times come out to the millisecond. */
function writeHeader(packet: Buffer, count: number, source: Source, atMs: number): void {
  const seconds = Math.floor(atMs / 1_000);
  packet.writeUInt16BE(protocol, 0);
  packet.writeUInt16BE(protocol === 9 ? count : packet.length, 2);
  let at = 4;
  if (protocol === 9) at = packet.writeUInt32BE(seconds * 1_000 - bootMs, at);
  at = packet.writeUInt32BE(seconds, at);
  at = packet.writeUInt32BE(source.sequence >>> 0, at);
  packet.writeUInt32BE(source.domain, at);
}

function send(source: Source, packet: Buffer): void {
  source.socket.send(packet, Number(port), address, (error) => {
    if (error !== null) sums.sendErrors++;
  });
  source.packets++;
}

function sendTemplate(source: Source, atMs: number): void {
  const setBytes = 8 + 4 * fields.length;
  const packet = Buffer.alloc(headerBytes + setBytes);
  writeHeader(packet, 1, source, atMs);
  packet.writeUInt16BE(protocol === 9 ? 0 : 2, headerBytes);
  packet.writeUInt16BE(setBytes, headerBytes + 2);
  packet.writeUInt16BE(templateId, headerBytes + 4);
  packet.writeUInt16BE(fields.length, headerBytes + 6);
  fields.forEach(([id, length], n) => {
    packet.writeUInt16BE(id, headerBytes + 8 + 4 * n);
    packet.writeUInt16BE(length, headerBytes + 10 + 4 * n);
  });
  send(source, packet);
  if (protocol === 9) source.sequence++;
  source.templateMs = atMs;
  sums.templatePackets++;
}

function sendFlows(source: Source, flows: number, atMs: number): void {
  const setBytes = Math.ceil((4 + flows * recordBytes) / 4) * 4;
  const packet = Buffer.alloc(headerBytes + setBytes);
  writeHeader(packet, flows, source, atMs);
  packet.writeUInt16BE(templateId, headerBytes);
  packet.writeUInt16BE(setBytes, headerBytes + 2);
  for (let n = 0; n < flows; n++) writeRecord(packet, headerBytes + 4 + n * recordBytes, atMs);
  send(source, packet);
  source.sequence += protocol === 9 ? 1 : flows;
  source.flows += flows;
}

function writeRecord(packet: Buffer, start: number, atMs: number): void {
  const packets = random.integer(1, 1_024);
  const bytes = packets * random.integer(64, 1_463);
  const servicePort = ports[random.integer(0, 7)] ?? 443;
  const isDown = random.chance(0.5);
  const ends = [0x8efa_0000 + random.integer(0, 0xfff), 0x6440_0000 + random.integer(0, 0x3_ffff)];
  const endPorts = [servicePort, random.integer(1_024, 65_023)];
  const links = [1, random.integer(2, 33)];
  const systems = [15_169, 64_512];
  if (!isDown) for (const pair of [ends, endPorts, links, systems]) pair.reverse();
  let at = start;
  for (const value of [...ends, bytes, packets]) at = packet.writeUInt32BE(value, at);
  at = packet.writeUInt8(servicePort === 53 ? 17 : 6, at);
  at = packet.writeUInt16BE(servicePort === 53 ? 0 : 0x1b, at);
  for (const value of endPorts) at = packet.writeUInt16BE(value, at);
  for (const value of [...links, 0x0a00_0001, ...systems]) at = packet.writeUInt32BE(value, at);
  for (const value of [16, 22, 0]) at = packet.writeUInt8(value, at);
  for (const timeMs of [atMs - random.integer(0, 2_047), atMs]) {
    at = protocol === 9 ? packet.writeUInt32BE(timeMs - bootMs, at) : packet.writeBigUInt64BE(BigInt(timeMs), at);
  }
  sums.flowBytes += bytes;
  sums.flowPackets += packets;
}

async function openSource(n: number): Promise<Source> {
  const [a, b, c, d = '1'] = first.split('.');
  const own = `${a}.${b}.${c}.${Number(d) + (n % 250)}`;
  const socket = await bindSocket(own, 0);
  return { socket, address: own, domain: n + 1, sequence: 0, flows: 0, packets: 0, templateMs: 0 };
}

async function run(): Promise<FlowLoadResult> {
  const sources = await Promise.all(Array.from({ length: Number(sourceCount) }, (_, n) => openSource(n)));
  for (const source of sources) sendTemplate(source, Date.now());
  const startedAtMs = Date.now();
  const started = performance.now();
  const total = Math.round(flowsPerS * Number(duration));
  let sent = 0;
  let latestMs = 0;
  for (let tick = 0; sent < total && !stopped; tick++) {
    const due = Math.min(total, Math.floor((flowsPerS * (performance.now() - started)) / 1_000));
    latestMs = Math.max(latestMs, performance.now() - started - (sent * 1_000) / flowsPerS);
    const source = sources[tick % sources.length];
    if (source === undefined) throw new Error('no source');
    const atMs = Date.now();
    if (atMs - source.templateMs >= templateEveryMs) sendTemplate(source, atMs);
    for (let n = 0; n < batchMax && sent < due; n++) {
      const flows = Math.min(perPacket, due - sent);
      if (flows < perPacket && due < total) break;
      sendFlows(source, flows, atMs);
      sent += flows;
    }
    await wait(1);
  }
  const endedAtMs = Date.now();
  const result = sources.map(({ socket, address: own, domain, flows, packets }) => {
    return { address: own, port: socket.address().port, domain, flows, packets };
  });
  await Promise.all(sources.map(({ socket }) => new Promise<void>((done) => socket.close(done))));
  const { user, system } = process.cpuUsage();
  return {
    flows: result.reduce((sum, source) => sum + source.flows, 0),
    packets: result.reduce((sum, source) => sum + source.packets, 0),
    ...sums,
    startedAtMs,
    endedAtMs,
    flowsPerS: Math.round((sent * 1_000) / Math.max(1, endedAtMs - startedAtMs)),
    latestMs,
    cpuS: (user + system) / 1_000_000,
    sources: result,
  };
}

process.stdout.write(`${JSON.stringify(await run())}\n`);
