/** Net-SNMP's own agent on a loopback port, with its own configuration and folder: a peer for tests. */
import { freeUdpPort } from './free-port.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from './wait-for.ts';

export interface SnmpdOptions {
  readonly community: string;
  readonly sysName: string;
  readonly sysLocation?: string;
  /** Further lines of snmpd.conf. */
  readonly lines?: readonly string[];
}

export class Snmpd {
  readonly port: number;
  private readonly folder: string;
  private readonly community: string;
  private child: ChildProcess | null = null;

  private constructor(port: number, folder: string, community: string) {
    this.port = port;
    this.folder = folder;
    this.community = community;
  }

  static async create(options: SnmpdOptions): Promise<Snmpd> {
    const folder = await mkdtemp(join(tmpdir(), 'fastisp-snmpd-'));
    const port = await freeUdpPort();
    const lines = [
      `agentaddress udp:127.0.0.1:${port}`,
      `rocommunity ${options.community} 127.0.0.1`,
      `sysName ${options.sysName}`,
      `sysLocation ${options.sysLocation ?? 'loopback'}`,
      'sysContact noc@example.net',
      ...(options.lines ?? []),
    ];
    await writeFile(join(folder, 'snmpd.conf'), `${lines.join('\n')}\n`);
    return new Snmpd(port, folder, options.community);
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const { folder } = this;
    // Not the same folder: the agent writes an snmpd.conf of its own there.
    const env = { ...process.env, SNMP_PERSISTENT_DIR: join(folder, 'state'), MIBS: '', SNMPCONFPATH: folder };
    this.child = spawn('snmpd', ['-f', '-C', '-c', join(folder, 'snmpd.conf'), '-LE', 'warning', '-I', '-smux'], {
      env: { ...env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    this.child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const answers = (): Promise<boolean> => this.get('1.3.6.1.2.1.1.3.0').then((text) => text !== null);
    try {
      await waitFor('snmpd answers', answers, { timeLimitMs: 20_000 });
    } catch (cause) {
      throw new Error(`snmpd does not answer; it said: ${log.slice(-2_000)}`, { cause });
    }
  }

  /** Asks it with Net-SNMP's own client. @returns the value as it prints it, or null without an answer. */
  async get(oid: string): Promise<string | null> {
    const args = ['-v2c', '-c', this.community, '-Oqvt', '-t', '1', '-r', '0', `127.0.0.1:${this.port}`, oid];
    const child = spawn('snmpget', args, { env: { ...process.env, MIBS: '' }, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [status] = await once(child, 'close');
    return status === 0 ? text.trim() : null;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
