/** The whole provider as rows of the API, a pure function of the simulated network. */
import type { DevicePlan } from '@fastisp/lab/network/plan';
import type { LabDevice } from '@fastisp/lab/service';
import { addressingRows, deviceRows, type PlannedLink, plannedLinks } from './network.ts';
import { placeRows } from './places.ts';
import { plantRows } from './plant.ts';
import type { Rows } from './row.ts';
import { subscriberRows } from './subscribers.ts';

export interface DemoIsp {
  /** Devices first, with the places that they need, so that they are polled while the rest is written. */
  readonly rows: readonly Rows[];
  readonly links: readonly PlannedLink[];
}

export interface DemoNetwork {
  readonly plans: readonly DevicePlan[];
  /** How it answers SNMP. */
  readonly devices: readonly LabDevice[];
  /** First two bytes of its addresses, `127.10`. */
  readonly addressPrefix: string;
}

export function planIsp({ plans, devices, addressPrefix }: DemoNetwork): DemoIsp {
  const links = plannedLinks(plans);
  const olts = plans.filter(({ role }) => role === 'olt');
  return {
    rows: [
      ...placeRows(plans),
      deviceRows(plans, devices),
      { plural: 'links', rows: links.map(({ row }) => row) },
      ...addressingRows(plans, addressPrefix),
      ...plantRows(olts),
      ...subscriberRows(plans),
    ],
    links,
  };
}
