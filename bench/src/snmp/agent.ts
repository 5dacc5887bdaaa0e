/**
 * Many SNMP agents in one process for benchmarks: one socket per address of 127.16/12, all on one port, each a
 * device of 48 ports whose counters grow. Answers are made once a second for each kind of request and then
 * only given their request id, so that one core answers tens of thousands of requests a second.
 *
 * Started with `fork`: told `{ devices, ports }`, says `{ port }` when it answers.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readRequest, writeResponse } from '@fastisp/collector/testing/agent-ber';
import { madeDevice } from '@fastisp/collector/testing/made-device';
import { findEntry, type MibTable } from '@fastisp/collector/testing/snmprec';
import { tlv, oidContents } from '@fastisp/collector/testing/agent-ber';
import { agentAddress } from './address.ts';

const octetsPerSecond = 12_500_000n;
/** GET, GETNEXT, GETBULK requests of one device differ in their id only; there are few kinds. */
const answersMax = 1_000;

const startedMs = performance.now();
let table: MibTable = [];
const answers = new Map<string, { bytes: Buffer; idAt: number }>();

function renew(ports: number): void {
  const elapsedS = Math.floor((performance.now() - startedMs) / 1_000);
  table = madeDevice({ ports, uptimeTicks: 1_000_000 + 100 * elapsedS, octets: octetsPerSecond * BigInt(elapsedS) });
  answers.clear();
}

/** Where the four bytes of the request id lie; −1 when it has not four. */
function requestIdAt(datagram: Buffer): number {
  let at = (datagram[1] ?? 0) < 128 ? 2 : 2 + ((datagram[1] ?? 0) & 0x7f);
  at += 3; // version
  at += 2 + (datagram[at + 1] ?? 0); // community
  at += (datagram[at + 1] ?? 0) < 128 ? 2 : 2 + ((datagram[at + 1] ?? 0) & 0x7f);
  return datagram[at] === 2 && datagram[at + 1] === 4 ? at + 2 : -1;
}

function answer(datagram: Buffer): Buffer {
  const idAt = requestIdAt(datagram);
  if (idAt < 0) return make(datagram);
  const key = datagram.toString('latin1', 0, idAt) + datagram.toString('latin1', idAt + 4);
  let known = answers.get(key);
  if (known === undefined) {
    const bytes = make(datagram);
    known = { bytes, idAt: requestIdAt(bytes) };
    if (answers.size < answersMax && known.idAt >= 0) answers.set(key, known);
    return bytes;
  }
  datagram.copy(known.bytes, known.idAt, idAt, idAt + 4);
  return Buffer.from(known.bytes);
}

function make(datagram: Buffer): Buffer {
  const request = readRequest(datagram);
  if (request.pduTag === 0xa0) {
    const varbinds = request.names.map((parts) => {
      const entry = table[findEntry(table, parts, false)];
      return entry?.parts.join('.') === parts.join('.') ? entry.varbind : absent(parts, 0x80);
    });
    return writeResponse(request, varbinds);
  }
  const lasts = request.names.map((parts) => [...parts]);
  const varbinds: Buffer[] = [];
  for (let repetition = 0; repetition < (request.pduTag === 0xa5 ? request.second : 1); repetition += 1) {
    for (const [i, last] of lasts.entries()) {
      const entry = table[findEntry(table, last, true)];
      varbinds.push(entry?.varbind ?? absent(last, 0x82));
      lasts[i] = [...(entry?.parts ?? last)];
    }
  }
  return writeResponse(request, varbinds);
}

const absent = (parts: readonly number[], tag: number): Buffer => tlv(0x30, tlv(6, oidContents(parts)), tlv(tag));

async function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', lookup: (host, _options, callback) => callback(null, host, 4) });
  // Before the call: this look-up answers at once, and so does `bind`.
  const listening = once(socket, 'listening');
  socket.bind(port, address);
  await listening;
  socket.on('message', (datagram, source) => {
    const bytes = answer(datagram);
    socket.send(bytes, 0, bytes.length, source.port, source.address);
  });
  return socket;
}

process.once('message', (message: { devices: number; ports: number }) => {
  void (async () => {
    renew(message.ports);
    setInterval(() => renew(message.ports), 1_000);
    const first = await bind(agentAddress(0), 0);
    const { port } = first.address();
    for (let device = 1; device < message.devices; device += 1) await bind(agentAddress(device), port);
    process.send?.({ port });
  })();
});
process.once('disconnect', () => process.exit(0));
