import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';

export interface ProcessLock {
  release(): Promise<void>;
}

/**
 * A lock among the processes of this machine: an abstract Unix socket named after `what`. The kernel lets go of it with
 * the process, so that no stale lock survives a crash.
 * @returns null when another process has it.
 */
export function tryProcessLock(what: string): Promise<ProcessLock | null> {
  const name = `\0fastisp-${createHash('sha256').update(what).digest('hex').slice(0, 32)}`;
  const server: Server = createServer((socket) => socket.destroy());
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(null);
      else fail(error);
    });
    server.listen(name, () => {
      server.unref();
      done({ release: () => new Promise((released) => server.close(() => released())) });
    });
  });
}
