/** What the demo fills the inventory with, as a bulk upsert of the API takes it. */
import { createRandom, type Random } from '@fastisp/lab/network/random';

export type Row = Readonly<Record<string, string | number | boolean | null | readonly string[]>> & {
  readonly externalId: string;
};

/** Rows of one kind, by its path under `/api/v1/`. */
export interface Rows {
  readonly plural: string;
  readonly rows: readonly Row[];
}

/** Streams are named, so that a draw more in one place moves nothing elsewhere. */
export const streamOf = (what: string): Random => createRandom(`demo/${what}`);

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const kmPerDegree = 111.2;

/** Somewhere within so many kilometres, nearer to the middle than to the edge; to a metre. */
export function scatter(around: Position, radiusKm: number, random: Random): Position {
  const distanceKm = radiusKm * random.next();
  const angle = random.between(0, 2 * Math.PI);
  const north = (distanceKm * Math.sin(angle)) / kmPerDegree;
  const east = (distanceKm * Math.cos(angle)) / (kmPerDegree * Math.cos((around.latitude * Math.PI) / 180));
  return { latitude: toMetre(around.latitude + north), longitude: toMetre(around.longitude + east) };
}

const toMetre = (degrees: number): number => Math.round(degrees * 100_000) / 100_000;

/** `Peña Ñandú` → `pena-nandu`. */
export const slugOf = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
