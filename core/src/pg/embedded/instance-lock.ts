/**
 * One FastISP per data directory. The lock is a listening socket in Linux's abstract namespace: taking it is
 * atomic, and the kernel drops it with the process however that ends, so there is no stale lock file.
 * PostgreSQL's own `postmaster.pid` still guards the data itself.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { codeOf } from './data-directory.ts';

/** @returns a function that gives it back, or null when another process (or instance) holds it. */
export async function takeInstanceLock(dataDirectory: string): Promise<(() => Promise<void>) | null> {
  const name = `\0fastisp-postgres-${createHash('sha256').update(dataDirectory).digest('hex')}`;
  const server = createServer((socket) => socket.destroy());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(name, resolve);
    });
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return null;
    throw error;
  }
  server.unref();
  return () => new Promise((resolve) => void server.close(() => resolve()));
}
