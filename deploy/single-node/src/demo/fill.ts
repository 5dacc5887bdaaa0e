/**
 * Makes the demo a small provider through the public REST API, as a customer's script would: an upsert by external
 * id for what has one, and a look at what is there for the rest. So it may be repeated, also after it was broken off.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createDemoApi, type DemoApi } from './api.ts';
import { seedSettings, seedWindows } from './house.ts';
import { type DemoNetwork, planIsp } from './isp.ts';
import { seedNeighbour } from './neighbour.ts';
import type { PlannedLink } from './network.ts';
import { type Newcomer, seedPeople } from './people.ts';
import type { Row, Rows } from './row.ts';

/** How long the first polls may take to find the ports; after it, links stay without them. */
const discoveryLimitMs = 120_000;
const discoveryEveryMs = 2_000;

export interface FillOptions {
  readonly url: string;
  /** Of an administrator of the tenant and of the platform. */
  readonly token: string;
  readonly network: DemoNetwork;
  readonly nowMs: number;
  /** Ends it wherever it is. */
  readonly stopping: AbortSignal;
  /** A line about what was done. */
  readonly say: (line: string) => void;
  /** Hears of the people who can sign in from now on, with the passwords that are kept nowhere. */
  readonly tellNewcomers: (people: readonly Newcomer[]) => void;
}

/**
 * @returns how many objects of the inventory were made or changed.
 * @throws AppError `DEMO_REFUSED`; an AbortError when it was stopped.
 */
export async function fillDemo(options: FillOptions): Promise<number> {
  const { url, token, network, nowMs, stopping, say, tellNewcomers } = options;
  const api = createDemoApi(url, { authorization: `Bearer ${token}` }, stopping);
  const isp = planIsp(network);
  await seedSettings(api, nowMs);
  let written = 0;
  for (const { plural, rows } of isp.rows) {
    const known = plural === 'devices' ? await knownDevices(api, rows) : rows;
    written += await api.upsert({ plural, rows: known });
    if (plural === 'devices')
      say(`${rows.length} devices are in the inventory and polled; the rest of the demo follows …`);
  }
  say(summaryOf(isp.rows));
  const newcomers: Newcomer[] = [];
  const cameIn = (newcomer: Newcomer): void => void newcomers.push(newcomer);
  try {
    await seedPeople(api, cameIn);
    await seedNeighbour(api, { url, stopping, cameIn });
  } finally {
    // Also when it is broken off in the middle: nobody could read their passwords later.
    if (newcomers.length > 0) tellNewcomers(newcomers);
  }
  await seedWindows(api, network.plans, nowMs);
  return written + (await plugIn(api, isp.links, stopping));
}

function summaryOf(rows: readonly Rows[]): string {
  const count = (plural: string): string =>
    rows
      .filter((each) => each.plural === plural)
      .reduce((sum, each) => sum + each.rows.length, 0)
      .toLocaleString('en');
  return `The demo has ${count('sites')} sites, ${count('links')} links, ${count('onus')} ONUs and ${count('subscribers')} subscribers with services.`;
}

/** A device that was added by hand, or by an older demo, has its name but no external id: it is the same one. */
async function knownDevices(api: DemoApi, rows: readonly Row[]): Promise<Row[]> {
  const known = await api.list<{ id: string; name: string }>('/api/v1/devices?sort=name');
  const idOf = new Map(known.map(({ id, name }) => [name, id]));
  return rows.map((row) => {
    const id = idOf.get(String(row['name']));
    if (id === undefined) return row;
    // Sealed anew it would look like a change.
    const { snmpCommunity: _kept, ...settings } = row;
    return { ...settings, externalId: row.externalId, id };
  });
}

/** Names the ports at both ends of each link, once the first polls have found them. */
async function plugIn(api: DemoApi, links: readonly PlannedLink[], stopping: AbortSignal): Promise<number> {
  const deadlineMs = performance.now() + discoveryLimitMs;
  for (;;) {
    const rows = await linkEnds(api, links);
    const missing = links.filter(({ ports }) => ports !== null).length - rows.length;
    if (missing === 0 || performance.now() > deadlineMs) return api.upsert({ plural: 'links', rows });
    await delay(discoveryEveryMs, undefined, { signal: stopping });
  }
}

async function linkEnds(api: DemoApi, links: readonly PlannedLink[]): Promise<Row[]> {
  const devices = await api.list<{ id: string; name: string }>('/api/v1/devices?sort=name');
  const nameOf = new Map(devices.map(({ id, name }) => [id, name]));
  const interfaces = await api.list<{ id: string; deviceId: string; ifIndex: number }>('/api/v1/interfaces');
  const portOf = new Map(interfaces.map(({ id, deviceId, ifIndex }) => [`${nameOf.get(deviceId)}/${ifIndex}`, id]));
  return links.flatMap(({ row, ports }): Row[] => {
    if (ports === null) return [];
    const aInterfaceId = portOf.get(`${String(row['aDeviceId'])}/${ports.aIfIndex}`);
    const bInterfaceId = portOf.get(`${String(row['bDeviceId'])}/${ports.bIfIndex}`);
    if (aInterfaceId === undefined || bInterfaceId === undefined) return [];
    return [{ ...row, aInterfaceId, bInterfaceId }];
  });
}
