/**
 * Ports of loopback for the servers that tests start. They lie below those that the kernel gives to connections and to
 * sockets without a wish (32768 and up), so that a port is still free when its server comes to it, and after a restart.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

const first = 20_000;
const count = 10_000;
/** Tried: no port twice in one process. Between processes chance keeps them apart. */
const tried = new Set<string>();

/** A TCP port that nobody has. */
export const freeTcpPort = (): Promise<number> =>
  freePort('tcp', async (port) => {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const closed = once(server, 'close');
    server.close();
    await closed;
  });

/** A UDP port that nobody has. */
export const freeUdpPort = (): Promise<number> =>
  freePort('udp', async (port) => {
    const socket = createSocket('udp4');
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  });

async function freePort(protocol: 'tcp' | 'udp', tryToBind: (port: number) => Promise<void>): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * count);
    const name = `${protocol} ${port}`;
    if (tried.has(name)) continue;
    tried.add(name);
    try {
      await tryToBind(port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException; // what listen and bind fail with
      if (code === 'EADDRINUSE') continue;
      throw error;
    }
    return port;
  }
}
