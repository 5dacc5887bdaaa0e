/** The demo's provider, filled twice into a real node over HTTP: what is there, who may do what, who is cut off. */
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { createLog } from '@fastisp/core/log/log';
import { labEnv } from '@fastisp/lab/config';
import { planNetwork } from '@fastisp/lab/network/plan';
import { createLab, type Lab } from '@fastisp/lab/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrapToken, RunningNode } from '../testing/running-node.ts';
import { createDemoApi } from './api.ts';
import { fillDemo } from './fill.ts';
import { tenantName } from './house.ts';
import type { DemoNetwork } from './isp.ts';
import { crewRoleName, type Newcomer } from './people.ts';
import { subscriberCount } from './subscribers.ts';

const log = createLog({ service: 'test', level: 'silent' });
const addressPrefix = '127.47';
const config = readEnv(labEnv, {
  ...{ LAB_OLTS: '2', LAB_ADDRESS_PREFIX: addressPrefix, LAB_SNMP_PORT: '0', LAB_CONTROL: 'false' },
  ...{ LAB_FLOW_TARGET: 'off', LAB_IPFIX_TARGET: 'off' },
});
const plans = planNetwork({
  ...{ seed: config.LAB_SEED, deviceCount: config.LAB_DEVICES, oltCount: config.LAB_OLTS },
  ...{ interfacesPerDevice: 0, addressPrefix },
});

interface Item {
  readonly id: string;
  readonly name: string;
}

describe('the demo', { timeout: 180_000 }, () => {
  let node: RunningNode;
  let lab: Lab;
  let network: DemoNetwork;
  const newcomers: Newcomer[] = [];

  const fill = (): Promise<number> =>
    fillDemo({
      ...{ url: node.url, token: bootstrapToken, network, nowMs: Date.now(), say: () => undefined },
      tellNewcomers: (people) => void newcomers.push(...people),
      stopping: new AbortController().signal,
    });
  const everything = <T>(path: string): Promise<T[]> =>
    createDemoApi(node.url, { authorization: `Bearer ${bootstrapToken}` }, new AbortController().signal).list(
      `/api/v1${path}`,
    );
  const totals = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const plural of ['zones', 'sites', 'racks', 'power-areas', 'ups', 'devices', 'links', 'prefixes', 'addresses',
      'cards', 'pon-ports', 'feeders', 'splitters', 'drops', 'onus', 'plans', 'subscribers', 'services',
      'maintenance-windows']) counts[plural] = (await node.api<{ total: number }>('GET', `/${plural}?limit=1`)).total; // prettier-ignore
    return counts;
  };
  const devices = () => everything<Item & { isCore: boolean }>('/devices?sort=name');
  const userIdOf = async (role: string): Promise<string> => {
    const { items } = await node.api<{ items: { id: string; email: string }[] }>('GET', '/users');
    const email = newcomers.find((newcomer) => newcomer.role === role)?.email;
    return items.find((user) => user.email === email)?.id ?? `nobody is ${role}`;
  };
  /** What somebody with this role may do, of what is asked. */
  const allowed = async (role: string, asked: readonly string[], siteId?: string): Promise<string[]> => {
    const query = `userId=${await userIdOf(role)}${siteId === undefined ? '' : `&siteId=${siteId}`}`;
    const { items } = await node.api<{ items: { permission: string; allowed: boolean }[] }>(
      'GET',
      `/permissions/effective?${query}`,
    );
    const may = new Set(items.filter((item) => item.allowed).map((item) => item.permission));
    return asked.filter((permission) => may.has(permission));
  };

  beforeAll(async () => {
    lab = createLab(config, { clock: systemClock, log });
    node = await RunningNode.create({ LOG_LEVEL: 'warn' });
    await Promise.all([lab.start(), node.start()]);
    network = { plans, devices: lab.devices(), addressPrefix };
    await fill();
  }, 180_000);
  afterAll(async () => {
    await node?.remove();
    await lab?.stop();
  });

  it('is a whole provider', async () => {
    const counts = await totals();
    expect(counts).toMatchObject({
      ...{ zones: 7, devices: 52, 'power-areas': 12, prefixes: 4, cards: 4, 'pon-ports': 32, feeders: 32 },
      ...{ splitters: 32 * 9, subscribers: subscriberCount, services: subscriberCount, 'maintenance-windows': 4 },
      // Every device but the cores has its way up; the two cores have the ring.
      links: 51,
    });
    expect(counts['onus']).toBeGreaterThan(1_000);
    expect(counts['drops']).toBe(counts['onus']);
    expect((await devices()).filter(({ isCore }) => isCore)).toHaveLength(2);
    expect(await node.api('GET', '/settings')).toMatchObject({ name: tenantName, timeZone: 'America/La_Paz' });
    const { items: tenants } = await node.api<{ items: object[] }>('GET', '/platform/tenants');
    expect(tenants).toHaveLength(2);
    expect(tenants).toContainEqual(expect.objectContaining({ usage: { devices: 0, subscribers: 180, users: 1 } }));
  });

  it('plugs its links into the ports that the simulated network uses', async () => {
    const { items } = await node.api<{ items: { name: string; aInterfaceId: string | null }[] }>(
      'GET',
      '/links?limit=500',
    );
    expect(items.filter(({ aInterfaceId }) => aInterfaceId === null).map(({ name }) => name)).toEqual([
      'Anillo troncal 1',
    ]);
    const tower = items.find(({ name }) => name.startsWith('rtr-cerro-azul '));
    const port = await node.api<{ alias: string }>('GET', `/interfaces/${tower?.aInterfaceId}`);
    expect(port.alias).toMatch(/^UPLINK a rtr-pop-/);
  });

  it('changes nothing when it is filled again, and tells no password twice', async () => {
    const before = await totals();
    const people = newcomers.length;
    expect(await fill()).toBe(0);
    expect(await totals()).toEqual(before);
    expect(newcomers).toHaveLength(people);
  });

  it('knows a device that was there before by its name', async () => {
    const [device] = await devices();
    await node.api('PATCH', `/devices/${device?.id}`, { externalId: null });
    expect(await fill()).toBe(1);
    expect((await totals())['devices']).toBe(52);
  });

  it('has people with each role, and the answers that follow', async () => {
    const asked = ['role:update', 'device:update', 'device:read', 'subscriber:update', 'plan:update', 'plant:create'];
    expect(await allowed('admin', asked)).toEqual(asked);
    expect(await allowed('noc', asked)).toEqual(['device:update', 'device:read', 'plant:create']);
    expect(await allowed('billing', asked)).toEqual(['subscriber:update', 'plan:update']);
    expect(await allowed('technician', asked)).toEqual(['device:update', 'device:read', 'plant:create']);
    expect(await allowed('client', asked)).toEqual([]);
  });

  it('has a crew that works in one town, and deletes nowhere', async () => {
    const { items: zones } = await node.api<{ items: Item[] }>('GET', '/zones');
    const townOf = (name: string) => zones.find((zone) => zone.name === name)?.id;
    const siteIn = async (town: string): Promise<string> => {
      const { items } = await node.api<{ items: Item[] }>('GET', `/sites?zoneId=${townOf(town)}&limit=1`);
      return items[0]?.id ?? `no site in ${town}`;
    };
    const asked = ['device:read', 'device:update', 'device:delete', 'subscriber:read', 'subscriber:update'];
    const inTown = await allowed(crewRoleName, asked, await siteIn('Sacaba'));
    expect(inTown).toEqual(['device:read', 'device:update', 'subscriber:read']);
    expect(await allowed(crewRoleName, asked, await siteIn('Vinto'))).toEqual([]);
  });

  it('cuts off those who hang on one core, as the simulated network does, and nobody else', async () => {
    const known = await devices();
    const core = plans.find(({ role }) => role === 'core');
    const below = new Set([core?.index]);
    for (const plan of plans) if (plan.uplink !== null && below.has(plan.uplink.parentIndex)) below.add(plan.index);
    const cutOff = new Set(plans.filter(({ index }) => below.has(index)).map(({ name }) => name));

    const { services, items } = await node.api<{ services: number; items: { subscriberName: string }[] }>(
      'POST',
      '/topology/affected',
      { failed: [known.find(({ name }) => name === core?.name)?.id], limit: 1_000 },
    );
    // What the truth says, counted another way: active services by the device that they end at.
    const served = async (path: string): Promise<number> =>
      (await node.api<{ total: number }>('GET', `${path}&status=active&limit=1`)).total;
    let expected = 0;
    for (const { id, name } of known.filter((device) => cutOff.has(device.name))) {
      if (name.startsWith('olt-')) expected += await activeOnOlt(id);
      else expected += await served(`/services?deviceId=${id}`);
    }
    expect(expected).toBeGreaterThan(500);
    expect(services).toBe(expected);
    expect(items.length).toBe(Math.min(services, 1_000));
  });

  /** Services whose ONU hangs on that OLT. */
  async function activeOnOlt(oltId: string): Promise<number> {
    const onus = new Set((await everything<Item>(`/onus?deviceId=${oltId}`)).map(({ id }) => id));
    return (await everything<{ onuId: string | null }>('/services?status=active')).filter(
      ({ onuId }) => onuId !== null && onus.has(onuId),
    ).length;
  }
});
