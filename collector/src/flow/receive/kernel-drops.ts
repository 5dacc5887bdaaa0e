/** Datagrams that the kernel threw away because a socket's buffer was full: the losses nobody else sees. */
import { readFile } from 'node:fs/promises';

/** Drop counters of the sockets on some UDP ports, by inode. */
export function parseProcNetUdp(text: string, ports: ReadonlySet<number>): Map<string, number> {
  const drops = new Map<string, number>();
  for (const line of text.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    const [, local = ''] = columns;
    const port = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16);
    const [inode, dropped] = [columns[9], Number(columns[12])];
    if (ports.has(port) && inode !== undefined && Number.isInteger(dropped)) drops.set(inode, dropped);
  }
  return drops;
}

/** Adds up the growth of the drop counters of all sockets on our ports. */
export class KernelDrops {
  private readonly ports: ReadonlySet<number>;
  private last = new Map<string, number>();

  constructor(ports: readonly number[]) {
    this.ports = new Set(ports);
  }

  /** Drops since the call before; null where the system has no such counter (macOS). */
  async take(): Promise<number | null> {
    const texts = await Promise.all(
      ['/proc/net/udp', '/proc/net/udp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
    );
    if (texts.every((text) => text === '')) return null;
    const now = new Map(texts.flatMap((text) => [...parseProcNetUdp(text, this.ports)]));
    let grown = 0;
    for (const [inode, drops] of now) grown += Math.max(0, drops - (this.last.get(inode) ?? 0));
    this.last = now;
    return grown;
  }
}
