/** Debian's snmpd on a free loopback port, for as long as a test needs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { probeSnmp } from '#probe/snmp-probe.ts';

export interface Snmpd {
  readonly port: number;
  readonly community: string;
  stop(): Promise<void>;
}

export async function startSnmpd(options: { community: string; sysName: string; sysDescr: string }): Promise<Snmpd> {
  const folder = await mkdtemp(join(tmpdir(), 'noc-api-snmpd-'));
  const port = await freeUdpPort();
  const config = join(folder, 'snmpd.conf');
  await writeFile(
    config,
    [
      `rocommunity ${options.community} 127.0.0.1`,
      `sysName ${options.sysName}`,
      `sysDescr ${options.sysDescr}`,
      'sysObjectID .1.3.6.1.4.1.14988.1',
    ].join('\n'),
  );
  const args = ['-f', '-Ln', '-C', '-c', config, '-p', join(folder, 'pid'), `udp:127.0.0.1:${port}`];
  const child: ChildProcess = spawn('/usr/sbin/snmpd', args, {
    stdio: 'ignore',
    env: { ...process.env, SNMP_PERSISTENT_DIR: folder },
  });
  await waitFor('snmpd answers', async () => {
    const { community } = options;
    const result = await probeSnmp({ address: '127.0.0.1', port, version: '2c', community });
    return result.ok;
  });
  return {
    port,
    community: options.community,
    stop: async () => {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
