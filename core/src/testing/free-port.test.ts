import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freeTcpPort, freeUdpPort } from './free-port.ts';

test('ports are free, below those that connections get, and never given twice', async () => {
  const tcp = await Promise.all(Array.from({ length: 200 }, freeTcpPort));
  const udp = await Promise.all(Array.from({ length: 200 }, freeUdpPort));
  for (const ports of [tcp, udp]) {
    expect(new Set(ports).size).toBe(200);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  }
  const server = createServer().listen(tcp[0], '127.0.0.1');
  const socket = createSocket('udp4').bind(udp[0], '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(socket, 'listening')]);
  server.close();
  socket.close();
});
