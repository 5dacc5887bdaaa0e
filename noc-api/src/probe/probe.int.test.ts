import { freeUdpPort } from '@fastisp/core/testing/free-port';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { requirePeer } from '@fastisp/core/testing/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Snmpd } from '@fastisp/core/testing/snmpd';
import { makeGranted } from '#testing/people.ts';
import { make, makeDevice } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';

const missing = requirePeer('snmpd', 'snmpd');
const community = 'comunidad-S3creta';

describe.skipIf(missing !== null)(`testing a connection, judged by snmpd${missing ?? ''}`, () => {
  let world: World;
  let snmpd: Snmpd;
  beforeAll(async () => {
    world = await createWorld();
    const lines = ['sysDescr RouterOS RB5009UPr+S+', 'sysObjectID .1.3.6.1.4.1.14988.1'];
    snmpd = await Snmpd.create({ community, sysName: 'rtr-cerro', lines });
    await snmpd.start();
  });
  afterAll(async () => {
    await snmpd.stop();
    await world.stop();
  });

  const probe = (address: string, snmp: Record<string, unknown>) =>
    world.ask('POST', '/api/v1/devices/test', { body: { address, snmp } });

  test.each(['2c', '1'])('version %s tells what the device is', async (version) => {
    const answer = await probe('127.0.0.1', { version, community, port: snmpd.port });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      ok: true,
      sysName: 'rtr-cerro',
      sysDescr: 'RouterOS RB5009UPr+S+',
      model: 'MikroTik RB5009UPr+S+',
    });
    expect(answer.body['interfaceCount']).toBeGreaterThan(0);
    expect(answer.body['rttMs']).toBeGreaterThan(0);
  });

  test('a host name is looked up', async () => {
    expect((await probe('localhost', { community, port: snmpd.port })).body).toMatchObject({ ok: true });
  });

  test('a wrong community is silence, as SNMP has it', async () => {
    const answer = await probe('127.0.0.1', { community: 'not-it', port: snmpd.port });
    expect(answer.body).toEqual({ ok: false, code: 'no_reply', params: { address: '127.0.0.1', port: snmpd.port } });
  });

  test('a closed port is refused', async () => {
    const answer = await probe('127.0.0.1', { community, port: await freeUdpPort() });
    expect(answer.body).toMatchObject({ ok: false, code: 'refused' });
  });

  test('an address without a route is unreachable', async () => {
    // A link-local address needs an interface, which is not named here: the kernel refuses to send.
    expect((await probe('fe80::1', { community })).body).toMatchObject({ ok: false, code: 'unreachable' });
  });

  test('a name that does not resolve', async () => {
    const answer = await probe('no-such-router.invalid', { community });
    expect(answer.body).toMatchObject({
      ok: false,
      code: 'no_such_host',
      params: { address: 'no-such-router.invalid' },
    });
  });

  test('an answer that is no SNMP', async () => {
    const liar = createSocket('udp4');
    liar.on('message', (_message, { port, address }) => liar.send('HTTP/1.1 400 Bad Request', port, address));
    liar.bind(0, '127.0.0.1');
    await once(liar, 'listening');
    const answer = await probe('127.0.0.1', { community, port: liar.address().port });
    liar.close();
    expect(answer.body).toMatchObject({ ok: false, code: 'protocol_error' });
  });

  test('an address that is none is a sentence', async () => {
    const answer = await probe('192.0.2.1:161', { community });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'DEVICE_ADDRESS_INVALID', errors: [{ path: '/address' }] });
  });

  test('the stored community is used for the stored address only, and never told', async () => {
    const made = await world.ask<{ id: string }>('POST', '/api/v1/devices', {
      body: { name: 'cerro', address: '127.0.0.1', snmp: { community, port: snmpd.port } },
    });
    const again = (address: string) =>
      world.ask('POST', '/api/v1/devices/test', {
        body: { address, snmp: { port: snmpd.port }, deviceId: made.body.id },
      });
    expect((await again('127.0.0.1')).body).toMatchObject({ ok: true });
    expect((await again('127.0.0.2')).body).toMatchObject({ code: 'COMMUNITY_MISSING' });
    expect(world.logged()).not.toContain(community);
  });

  test('who may test at some sites tests the devices there, at the address that they have', async () => {
    const [here, elsewhere] = [
      await make(world, 'sites', { name: 'here' }),
      await make(world, 'sites', { name: 'elsewhere' }),
    ];
    const device = { address: 'localhost', snmp: { community, port: snmpd.port } };
    const ours = await makeDevice(world, { ...device, siteId: here });
    const theirs = await makeDevice(world, { address: '127.0.0.3', siteId: elsewhere });
    const grant = { permission: 'device:test', effect: 'allow', scope: { siteIds: [here] } } as const;
    const { headers } = await makeGranted(world, [grant]);
    const test = async (body: object) => (await world.ask('POST', '/api/v1/devices/test', { headers, body })).body;
    expect(await test({ ...device, deviceId: ours })).toMatchObject({ ok: true });
    expect(await test({ ...device, snmp: { port: snmpd.port }, deviceId: ours })).toMatchObject({ ok: true });
    const moved = { ...device, address: '127.0.0.2', deviceId: ours };
    for (const body of [device, moved]) expect(await test(body)).toMatchObject({ code: 'PROBE_ELSEWHERE' });
    expect(await test({ ...device, deviceId: theirs })).toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  test('a scan through us is stopped', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 25; i += 1) statuses.push((await probe('no spaces here', { community })).status);
    expect(statuses.at(-1)).toBe(429);
    const limited = await probe('127.0.0.1', { community });
    expect(limited.body).toMatchObject({ code: 'RATE_LIMITED', params: { retryAfterS: expect.any(Number) } });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
