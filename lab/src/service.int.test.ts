import { execFile } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { promisify } from 'node:util';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { createLog } from '@fastisp/core/log/log';
import { requirePeer } from '@fastisp/core/testing/peers';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labEnv } from './config.ts';
import { runCommand } from './control/cli.ts';
import { createLab, type Lab } from './service.ts';

const execute = promisify(execFile);
const missing = requirePeer('snmpget', 'snmp');
const log = createLog({ service: 'test', level: 'silent' });

describe.skipIf(missing !== null)(`the lab as a whole${missing ?? ''}`, () => {
  let lab: Lab;
  let collector: Socket;
  const heard = new Map<string, number>();

  const config = (flowPort: number, more: Record<string, string> = {}) =>
    readEnv(labEnv, {
      LAB_DEVICES: '10',
      LAB_ADDRESS_PREFIX: '127.43',
      LAB_SNMP_PORT: '0',
      LAB_CONTROL_PORT: '0',
      LAB_FLOW_TARGET: `127.0.0.1:${flowPort}`,
      LAB_IPFIX_TARGET: `127.0.0.1:${flowPort}`,
      ...more,
    });

  beforeAll(async () => {
    collector = createSocket('udp4');
    collector.on('message', (_packet, from) => heard.set(from.address, (heard.get(from.address) ?? 0) + 1));
    await new Promise<void>((done) => collector.bind(0, '127.0.0.1', done));
    lab = createLab(config(collector.address().port), { clock: systemClock, log });
    await lab.start();
  });
  afterAll(async () => {
    await lab.stop();
    collector.close();
  });

  const deviceAt = (index: number) => {
    const device = lab.devices()[index];
    if (device === undefined) throw new Error(`no device ${index}`);
    return device;
  };
  const get = async (index: number, oid: string): Promise<string> => {
    const { address, port, community } = deviceAt(index);
    const args = ['-v2c', '-c', community, '-r', '0', '-t', '1', '-Oqv', '-Ot', `${address}:${port}`, oid];
    return (await execute('snmpget', args, { env: { ...process.env, MIBS: '' } })).stdout.trim();
  };
  const cli = (text: string) => runCommand(text.split(' '), `http://127.0.0.1:${lab.controlPort}`);

  test('every router answers and exports from its own address', async () => {
    for (let index = 0; index < 10; index++)
      expect(await get(index, '1.3.6.1.2.1.1.5.0')).toBe(`"${deviceAt(index).name}"`);
    await waitFor('flows from all', () => heard.size === 10, { timeLimitMs: 20_000 });
    expect([...heard.keys()].toSorted()).toEqual(
      lab
        .devices()
        .map((device) => device.address)
        .toSorted(),
    );
  });

  test('a stopped router is silent in both ways, and comes back with uptime 0', async () => {
    const { name, address } = deviceAt(9);
    const before = Number(await get(9, '1.3.6.1.2.1.1.3.0'));
    expect(await cli(`stop ${name}`)).toContain('device stopped');
    await expect(get(9, '1.3.6.1.2.1.1.5.0')).rejects.toThrow(/Timeout/);
    heard.clear();
    await waitFor('flows from the others', () => heard.size === 9, { timeLimitMs: 20_000 });
    expect(heard.has(address)).toBe(false);
    expect(await cli('list')).toMatch(new RegExp(`OFF +${name}`));
    expect(await cli(`stop ${name}`)).toContain('Nothing changed');
    expect(await cli(`start ${name}`)).toContain('device started');
    const after = Number(await get(9, '1.3.6.1.2.1.1.3.0'));
    expect(after).toBeLessThan(1_000);
    expect(before).toBeGreaterThan(after);
    await waitFor('its flows again', () => heard.has(address), { timeLimitMs: 20_000 });
    expect(await cli('truth')).toMatch(/device stopped\n.*device started/);
  });

  test('packet loss and latency reach the agent', async () => {
    const { name } = deviceAt(4);
    await cli(`loss ${name} 100`);
    await expect(get(4, '1.3.6.1.2.1.1.5.0')).rejects.toThrow(/Timeout/);
    await cli(`loss ${name} 0`);
    await cli(`latency ${name} 300`);
    const startedMs = performance.now();
    await get(4, '1.3.6.1.2.1.1.5.0');
    expect(performance.now() - startedMs).toBeGreaterThan(295);
    expect(await cli('list')).toContain('latency 300 ms');
    await cli(`heal ${name}`);
  });

  test('show lists what interfaces carried', async () => {
    expect(await cli(`show ${deviceAt(0).name}`)).toMatch(/100GE0\/1\/0 +up +\d+\.\d +\d+\.\d/);
    await expect(cli('show rtr-nowhere')).rejects.toThrow(/no device "rtr-nowhere"/);
    await expect(cli('explode x')).rejects.toThrow(/no command/);
  });

  test('web pages cannot drive it', async () => {
    const url = `http://127.0.0.1:${lab.controlPort}/commands`;
    const body = JSON.stringify({ do: 'stop', device: deviceAt(0).name });
    const refused = await fetch(url, { method: 'POST', body, headers: { origin: 'https://evil.example' } });
    expect(refused.status).toBe(400);
    expect(lab.statuses()[0]?.powered).toBe(true);
  });

  test('taken ports and a lab that does not run are said in a sentence', async () => {
    const second = createLab(config(9, { LAB_DEVICES: '1', LAB_SNMP_PORT: String(deviceAt(0).port) }), {
      clock: systemClock,
      log,
    });
    await expect(second.start()).rejects.toThrow(/is taken/);
    await second.stop();
    await expect(runCommand(['list'], 'http://127.0.0.1:1')).rejects.toThrow(/npm run lab/);
  });
});
