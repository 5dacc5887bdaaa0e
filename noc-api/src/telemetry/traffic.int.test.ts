import { deviceStateTopic, deviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { newId } from '@fastisp/core/ids';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NetworkInterface } from '#inventory/schemas.ts';
import { createTelemetryWorld, hourMs, iso, minuteMs, t0Ms, type TelemetryWorld } from '#testing/telemetry-world.ts';
import type { Traffic } from './ports.ts';

let world: TelemetryWorld;
beforeAll(async () => {
  world = await createTelemetryWorld();
});
afterAll(() => world.stop());

/** A minute's sample that ends at `atMs`, of a rate in bits per second. */
const sample = (deviceId: string, ifIndex: number, atMs: number, bps: number, intervalMs = minuteMs) => ({
  tenant_id: 1,
  device_id: deviceId,
  if_index: ifIndex,
  polled_at: iso(atMs),
  interval_ms: intervalMs,
  in_octets: (bps * intervalMs) / 8_000,
  out_octets: (bps * intervalMs) / 16_000,
  in_packets: 600,
  out_packets: 300,
  in_errors: 6,
  oper_status: 1,
  admin_status: 1,
});

describe('traffic of an interface', () => {
  const traffic = (id: string, query: string) =>
    world.ask<Traffic>('GET', `/api/v1/interfaces/${id}/traffic?${query}`).then((answer) => answer.body);
  const between = (fromMs: number, toMs: number) => `from=${iso(fromMs)}&to=${iso(toMs)}`;

  test('is bits per second, with gaps as gaps, the same from raw samples and from rollups', async () => {
    const device = await world.addDevice('traffic', '192.0.2.1');
    const [ether1] = await world.discover(device, Date.now(), [{ ifIndex: 1, name: 'ether1' }]);
    const id = ether1?.id ?? '';
    // An hour of minutes, polled 7 s past; nothing is known from minute 20 to 40.
    const minutes = Array.from({ length: 60 }, (_, i) => i + 1).filter((i) => i <= 20 || i > 40);
    await world.insert('interface_samples', [
      ...minutes.map((i) => sample(device, 1, t0Ms + i * minuteMs + 7_000, 8_000_000)),
      { ...sample(device, 1, t0Ms + 30 * minuteMs, 1e9), tenant_id: 2 },
      sample(device, 2, t0Ms + 30 * minuteMs, 1e9),
    ]);

    const raw = await traffic(id, `${between(t0Ms, t0Ms + hourMs)}&step=60`);
    expect([raw.stepS, raw.points.length]).toEqual([60, 60]);
    expect(raw.points[5]).toEqual({
      at: iso(t0Ms + 5 * minuteMs),
      ...{ inBps: 8_000_000, outBps: 4_000_000, inPps: 10, outPps: 5, errorsPerS: 0.1, discardsPerS: 0 },
    });
    const isGap = raw.points.map((point) => point.inBps === null);
    expect(isGap.indexOf(true)).toBe(20);
    expect(isGap.lastIndexOf(true)).toBe(39);
    expect(isGap.filter(Boolean)).toHaveLength(20);
    expect(raw.points.filter((point) => point.inBps !== null).every((point) => point.inBps === 8_000_000)).toBe(true);

    const rolledUp = await traffic(id, `${between(t0Ms, t0Ms + hourMs)}&step=300`);
    expect(rolledUp.stepS).toBe(300);
    expect(rolledUp.points.map((point) => point.inBps)).toEqual([
      ...new Array<number>(4).fill(8_000_000),
      8_000_000, // minute 20's sample was polled 7 s past the border, so it counts here
      ...new Array<null>(3).fill(null),
      ...new Array<number>(4).fill(8_000_000),
    ]);
  });

  test('has a bounded number of points over any range, coarser ones over longer', async () => {
    const device = await world.addDevice('bounded', '192.0.2.2');
    const [ether1] = await world.discover(device, Date.now(), [{ ifIndex: 1, name: 'ether1' }]);
    const id = ether1?.id ?? '';
    for (const days of [1, 7, 365, 3_000]) {
      const answer = await traffic(id, `${between(t0Ms - days * 24 * hourMs, t0Ms)}&step=1`);
      expect(answer.points.length).toBeLessThanOrEqual(2_000);
    }
    expect((await traffic(id, between(t0Ms - 24 * hourMs, t0Ms))).stepS).toBe(300);
    expect((await traffic(id, '')).stepS).toBe(60);
  });

  test('follows an interface that got another number', async () => {
    const device = await world.addDevice('renumbered', '192.0.2.3');
    await world.discover(device, t0Ms, [
      { ifIndex: 1, name: 'ether1' },
      { ifIndex: 2, name: 'ether2' },
    ]);
    const after = await world.discover(device, t0Ms + 10 * minuteMs, [
      { ifIndex: 2, name: 'ether1' },
      { ifIndex: 1, name: 'ether2' },
    ]);
    const id = after.find((each) => each.name === 'ether1')?.id ?? '';
    await world.insert(
      'interface_samples',
      Array.from({ length: 20 }, (_, i) => i + 1).flatMap((i) => {
        const [mine, other] = i <= 10 ? [1, 2] : [2, 1];
        const atMs = t0Ms + i * minuteMs;
        return [sample(device, mine, atMs, 1_000_000), sample(device, other, atMs, 9_000_000)];
      }),
    );
    const answer = await traffic(id, `${between(t0Ms, t0Ms + 20 * minuteMs)}&step=60`);
    expect(answer.points.map((point) => point.inBps)).toEqual(new Array<number>(20).fill(1_000_000));
  });

  test('last rates are in the list of interfaces, old ones and those of a device that is down are not', async () => {
    const device = await world.addDevice('rates', '192.0.2.4');
    await world.discover(device, Date.now(), [
      { ifIndex: 1, name: 'now' },
      { ifIndex: 2, name: 'before' },
    ]);
    const nowMs = Date.now();
    await world.insert('interface_samples', [
      sample(device, 1, nowMs - 70_000, 1_000_000),
      sample(device, 1, nowMs - 10_000, 2_000_000),
      sample(device, 2, nowMs - 200_000, 3_000_000),
    ]);
    const listed = async () =>
      (await world.ask<{ items: NetworkInterface[] }>('GET', `/api/v1/devices/${device}/interfaces`)).body.items;
    expect((await listed()).map((item) => [item.name, item.inBps, item.outBps])).toEqual([
      ['now', 2_000_000, 1_000_000],
      ['before', null, null],
    ]);
    const down = messageCodec(deviceStateV1).encode({
      ...{ v: 1, id: newId(), tenantId: 1, occurredAt: iso(nowMs), source: 'test' },
      data: {
        ...{ deviceId: device, status: 'down', reason: 'no_reply', since: iso(nowMs), lastSeenAt: iso(nowMs - 10_000) },
        ...{ uptimeMs: null, interfaces: [] },
      },
    });
    await world.bus.publish(deviceStateTopic, [{ key: device, value: down }]);
    await waitFor('the rates are gone', async () => (await listed()).every(({ inBps }) => inBps === null));
  });

  test.each([
    ['from after to', between(t0Ms, t0Ms - 1), 'RANGE_INVALID'],
    ['no date', 'from=yesterday', 'REQUEST_INVALID'],
    ['a step of nothing', 'step=0', 'REQUEST_INVALID'],
  ])('%s is refused', async (_name, query, code) => {
    const answer = await world.ask('GET', `/api/v1/interfaces/${newId()}/traffic?${query}`);
    expect([answer.status, answer.body['code']]).toEqual([400, code]);
  });

  test('an interface of nobody is not found', async () => {
    const answer = await world.ask('GET', `/api/v1/interfaces/${newId()}/traffic`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'INTERFACE_NOT_FOUND']);
  });
});
