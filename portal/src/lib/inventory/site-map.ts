/** Where the sites of a network lie on a drawing, and the links between them. Pure. */
import type { ObjectRecord } from './object-types.ts';

export type SiteStatus = 'down' | 'unknown' | 'up';

export interface MapSite {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** The worst of its devices; null when none is polled there. */
  readonly status: SiteStatus | null;
  readonly deviceCount: number;
  /** Whether there is room for its name. */
  readonly labelled: boolean;
}
export interface SiteMap {
  readonly heightPx: number;
  readonly sites: readonly MapSite[];
  readonly lines: readonly { readonly key: string; readonly from: MapSite; readonly to: MapSite }[];
}

interface Given {
  readonly sites: readonly ObjectRecord[];
  readonly devices: readonly ObjectRecord[];
  readonly links: readonly ObjectRecord[];
  /** By id of the device. */
  readonly statuses: ReadonlyMap<string, SiteStatus>;
  readonly widthPx: number;
}

const marginPx = 28;
const heightMinPx = 220;
const heightMaxPx = 560;
const letterPx = 6.6;
const labelHeightPx = 15;
const severity: Readonly<Record<SiteStatus, number>> = { down: 2, unknown: 1, up: 0 };

/** Null when no site has a position. Equirectangular: a provider's valley is small enough for it. */
export function drawSites({ sites, devices, links, statuses, widthPx }: Given): SiteMap | null {
  const placed = sites.flatMap((site) => {
    const { latitude, longitude } = site;
    return typeof latitude === 'number' && typeof longitude === 'number' ? [{ site, latitude, longitude }] : [];
  });
  if (placed.length === 0) return null;
  const [south, north] = extent(placed.map(({ latitude }) => latitude));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [west, east] = extent(placed.map(({ longitude }) => longitude * shrink));
  const [wide, high] = [Math.max(east - west, 1e-4), Math.max(north - south, 1e-4)];
  const innerPx = Math.max(1, widthPx - 2 * marginPx);
  const heightPx = Math.round(Math.min(heightMaxPx, Math.max(heightMinPx, (innerPx * high) / wide + 2 * marginPx)));
  const scale = Math.min(innerPx / wide, (heightPx - 2 * marginPx) / high);
  const at = (longitude: number, latitude: number) => ({
    x: widthPx / 2 + (longitude * shrink - (west + east) / 2) * scale,
    y: heightPx / 2 - (latitude - (south + north) / 2) * scale,
  });

  const siteOf = new Map(devices.map((device) => [device.id, String(device['siteId'] ?? '')]));
  const standing = standingOf(siteOf, statuses);
  const pairs = pairsOf(links, siteOf);
  const degree = new Map<string, number>();
  for (const { from, to } of pairs) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);

  const drawn = placed.map(({ site, latitude, longitude }) => ({
    ...at(longitude, latitude),
    id: site.id,
    name: String(site['name'] ?? ''),
    status: standing.get(site.id)?.status ?? null,
    deviceCount: standing.get(site.id)?.count ?? 0,
  }));
  const labelled = withRoom(drawn, degree, widthPx);
  const byId = new Map(drawn.map((site) => [site.id, { ...site, labelled: labelled.has(site.id) }]));
  const lines = pairs.flatMap(({ key, from, to }) => {
    const [one, other] = [byId.get(from), byId.get(to)];
    return one === undefined || other === undefined ? [] : [{ key, from: one, to: other }];
  });
  return { heightPx, sites: [...byId.values()], lines };
}

const extent = (values: readonly number[]): [min: number, max: number] => [
  values.reduce((least, value) => Math.min(least, value), Infinity),
  values.reduce((most, value) => Math.max(most, value), -Infinity),
];

function standingOf(siteOf: ReadonlyMap<string, string>, statuses: ReadonlyMap<string, SiteStatus>) {
  const standing = new Map<string, { status: SiteStatus | null; count: number }>();
  for (const [deviceId, siteId] of siteOf) {
    const before = standing.get(siteId) ?? { status: null, count: 0 };
    const own = statuses.get(deviceId) ?? null;
    const worse = own !== null && (before.status === null || severity[own] > severity[before.status]);
    standing.set(siteId, { status: worse ? own : before.status, count: before.count + 1 });
  }
  return standing;
}

/** Pairs of different sites, each once however many links they have. */
function pairsOf(links: readonly ObjectRecord[], siteOf: ReadonlyMap<string, string>) {
  const pairs = new Map<string, { key: string; from: string; to: string }>();
  for (const link of links) {
    const [from, to] = [siteOf.get(String(link['aDeviceId'])), siteOf.get(String(link['bDeviceId']))].toSorted();
    if (from === undefined || to === undefined || from === to) continue;
    pairs.set(`${from} ${to}`, { key: `${from} ${to}`, from, to });
  }
  return [...pairs.values()];
}

type Placed = Omit<MapSite, 'labelled'>;

/** Names that overlap nothing: what is not well first, then what most links meet at. */
function withRoom(sites: readonly Placed[], degree: ReadonlyMap<string, number>, widthPx: number): ReadonlySet<string> {
  const rank = ({ id, status }: Placed): number => severity[status ?? 'up'] * 1_000 + (degree.get(id) ?? 0);
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const labelled = new Set<string>();
  for (const site of sites.toSorted((one, other) => rank(other) - rank(one))) {
    const half = (site.name.length * letterPx) / 2;
    const box = { left: site.x - half, right: site.x + half, top: site.y + 8, bottom: site.y + 8 + labelHeightPx };
    const crowded =
      box.left < 0 ||
      box.right > widthPx ||
      taken.some((other) => overlap(box, other)) ||
      sites.some(
        ({ id, x, y }) => id !== site.id && overlap(box, { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }),
      );
    // What is down has its name in any case; the others make room for it.
    if (crowded && site.status !== 'down') continue;
    taken.push(box);
    labelled.add(site.id);
  }
  return labelled;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
