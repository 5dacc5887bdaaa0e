import type { SaidError } from '../words/problems-es.ts';

/** What `doctor` says of each finding; a problem's sentence ends in what to do. */
export interface DoctorWords {
  readonly names: Readonly<Record<CheckName, string>>;
  readonly fine: string;
  readonly problems: (problems: number, warnings: number) => string;
  readonly configValid: string;
  readonly configInvalid: (what: string) => string;
  readonly homeFine: (path: string) => string;
  readonly homeAbsent: (path: string) => string;
  readonly homeClosed: (path: string) => string;
  readonly databaseFine: (version: string) => string;
  readonly databaseOld: (version: string) => string;
  readonly databaseStopped: string;
  readonly failed: (error: SaidError) => string;
  readonly columnStoreFine: (where: string) => string;
  readonly columnStoreAway: (where: string, reason: string) => string;
  readonly columnStoreEmbedded: string;
  readonly nodeReady: (url: string) => string;
  readonly nodeStopped: (url: string) => string;
  readonly nodeStranger: (url: string) => string;
  readonly nodeNotReady: (what: string) => string;
  readonly diskFine: (freeGiB: string, percent: number, path: string) => string;
  readonly diskLow: (freeGiB: string, percent: number, path: string) => string;
  readonly diskFull: (freeGiB: string, percent: number, path: string) => string;
  readonly clockFine: string;
  readonly clockOld: (now: string) => string;
  readonly clockApart: (seconds: number) => string;
  readonly clockUnsynchronized: string;
  readonly zonesFine: (release: string) => string;
  readonly zonesOld: (who: string, zones: string) => string;
  readonly portsFine: (ports: string) => string;
  readonly portTaken: (port: string, variable: string) => string;
  readonly portForbidden: (port: string, variable: string) => string;
  readonly keysFine: (id: string, values: number) => string;
  readonly keysAbsent: string;
  /** While nothing can be counted. */
  readonly keysReady: (id: string) => string;
  readonly keyFileOpen: (path: string) => string;
  readonly keysMissing: (values: number, ids: string) => string;
  readonly keysUnfinished: (values: number) => string;
}

export const checkNames = [
  'config',
  'home',
  'disk',
  'clock',
  'zones',
  'database',
  'columnStore',
  'node',
  'ports',
  'keys',
] as const;
export type CheckName = (typeof checkNames)[number];
