/** A tenant's traffic by site, from which those who may see some sites get their totals. Pure. */
import { holdsAt, type SiteFilter } from '@fastisp/core/access/site-filter';

export interface SiteTraffic {
  inBps: number;
  outBps: number;
  flowsPerS: number;
}
/** `null`: of devices at no site, and of exporters that are no device. */
export type TrafficBySite = ReadonlyMap<string | null, SiteTraffic>;

export interface MeasuredDevice {
  readonly siteId: string | null;
  /** As flows name it; null: known by a host name. */
  readonly address: string | null;
  readonly inBps: number;
  readonly outBps: number;
}

/** @param exporters flows per second by address. Those of an address that devices at several sites share are nobody's. */
export function sumBySite(
  devices: Iterable<MeasuredDevice>,
  exporters: Iterable<readonly [address: string, perSecond: number]>,
): TrafficBySite {
  const sums = new Map<string | null, SiteTraffic>();
  const sumOf = (siteId: string | null): SiteTraffic => {
    let sum = sums.get(siteId);
    if (sum === undefined) sums.set(siteId, (sum = { inBps: 0, outBps: 0, flowsPerS: 0 }));
    return sum;
  };
  const siteOfAddress = new Map<string, string | null | 'several'>();
  for (const { siteId, address, inBps, outBps } of devices) {
    const sum = sumOf(siteId);
    sum.inBps += inBps;
    sum.outBps += outBps;
    if (address === null) continue;
    const known = siteOfAddress.get(address);
    siteOfAddress.set(address, known === undefined || known === siteId ? siteId : 'several');
  }
  for (const [address, perSecond] of exporters) {
    const siteId = siteOfAddress.get(address) ?? null;
    if (siteId !== 'several') sumOf(siteId).flowsPerS += perSecond;
  }
  return sums;
}

export function trafficWithin(bySite: TrafficBySite, sites: SiteFilter): SiteTraffic {
  const total = { inBps: 0, outBps: 0, flowsPerS: 0 };
  for (const [siteId, { inBps, outBps, flowsPerS }] of bySite) {
    if (!holdsAt(sites, siteId)) continue;
    total.inBps += inBps;
    total.outBps += outBps;
    total.flowsPerS += flowsPerS;
  }
  return total;
}
