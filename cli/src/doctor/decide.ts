/** What measurements mean: pure, so that every answer of `doctor` can be tested. */
import type { CheckName, DoctorWords } from './words.ts';

export type Level = 'fine' | 'warning' | 'problem';

export interface Finding {
  readonly check: CheckName;
  readonly level: Level;
  readonly text: string;
}

const gibibyte = 2 ** 30;
/** Below either of these the disk is full within hours at a carrier, or at once by one large merge. */
const diskProblem = { freeBytes: 2 * gibibyte, percent: 3 };
const diskWarning = { freeBytes: 10 * gibibyte, percent: 10 };

export function judgeDisk(disk: { freeBytes: number; totalBytes: number; path: string }, words: DoctorWords): Finding {
  const percent = Math.floor((disk.freeBytes / Math.max(disk.totalBytes, 1)) * 100);
  const below = (limit: typeof diskProblem) => disk.freeBytes < limit.freeBytes || percent < limit.percent;
  const say = [(disk.freeBytes / gibibyte).toFixed(1), percent, disk.path] as const;
  if (below(diskProblem)) return { check: 'disk', level: 'problem', text: words.diskFull(...say) };
  if (below(diskWarning)) return { check: 'disk', level: 'warning', text: words.diskLow(...say) };
  return { check: 'disk', level: 'fine', text: words.diskFine(...say) };
}

/** Samples are put into order by time: more than this between two machines shows. */
const clockApartMsMax = 2_000;

export function judgeClock(
  clock: {
    nowMs: number;
    /** When this program was made: no right clock says less. */
    programMs: number;
    /** What the database's clock said at the same time; null when it was not asked. */
    databaseMs: number | null;
    /** What the system says of itself; null when it does not say. */
    synchronized: boolean | null;
  },
  words: DoctorWords,
): Finding {
  const { nowMs, programMs, databaseMs, synchronized } = clock;
  if (nowMs < programMs) {
    return { check: 'clock', level: 'problem', text: words.clockOld(new Date(nowMs).toISOString()) };
  }
  const apartMs = databaseMs === null ? 0 : Math.abs(nowMs - databaseMs);
  if (apartMs > clockApartMsMax) {
    return { check: 'clock', level: 'problem', text: words.clockApart(Math.round(apartMs / 1_000)) };
  }
  if (synchronized === false) return { check: 'clock', level: 'warning', text: words.clockUnsynchronized };
  return { check: 'clock', level: 'fine', text: words.clockFine };
}

/** Rules that changed lately where our customers are: data that do not know them are too old (tzdata 2022f, 2024b). */
export const zoneProbes = [
  // Mexico has no daylight-saving time since 2022.
  { zone: 'America/Mexico_City', at: '2026-07-01T12:00:00Z', offsetMin: -360 },
  // Paraguay is at UTC−3 all the year since October 2024.
  { zone: 'America/Asuncion', at: '2026-07-01T12:00:00Z', offsetMin: -180 },
  // Chile's winter and summer.
  { zone: 'America/Santiago', at: '2026-07-01T12:00:00Z', offsetMin: -240 },
  { zone: 'America/Santiago', at: '2026-01-15T12:00:00Z', offsetMin: -180 },
] as const;

/** @param sources each with its offset, minutes east of UTC, for each of `zoneProbes`. */
export function judgeZones(
  sources: readonly { who: string; offsetsMin: readonly number[] }[],
  release: string,
  words: DoctorWords,
): Finding[] {
  const old = sources.flatMap(({ who, offsetsMin }) => {
    const wrong = zoneProbes.filter(({ offsetMin }, i) => offsetsMin[i] !== offsetMin).map(({ zone }) => zone);
    return wrong.length === 0 ? [] : [words.zonesOld(who, [...new Set(wrong)].join(', '))];
  });
  if (old.length === 0) return [{ check: 'zones', level: 'fine', text: words.zonesFine(release) }];
  return old.map((text) => ({ check: 'zones', level: 'problem', text }));
}

export function judgeKeys(
  keys: { current: string; known: readonly string[]; uses: readonly { id: string; values: number }[] },
  words: DoctorWords,
): Finding {
  const count = (uses: typeof keys.uses) => uses.reduce((sum, { values }) => sum + values, 0);
  const missing = keys.uses.filter(({ id }) => !keys.known.includes(id));
  if (missing.length > 0) {
    const ids = missing.map(({ id }) => id).join(', ');
    return { check: 'keys', level: 'problem', text: words.keysMissing(count(missing), ids) };
  }
  const older = keys.uses.filter(({ id }) => id !== keys.current);
  if (older.length > 0) return { check: 'keys', level: 'warning', text: words.keysUnfinished(count(older)) };
  return { check: 'keys', level: 'fine', text: words.keysFine(keys.current, count(keys.uses)) };
}

/** Permission bits of those who are neither its owner nor root. */
const othersMode = 0o077;

/** @returns null when nobody else may read it. */
export function judgeKeyFile(mode: number, path: string, words: DoctorWords): Finding | null {
  return (mode & othersMode) === 0 ? null : { check: 'keys', level: 'problem', text: words.keyFileOpen(path) };
}

const oldestPostgresMajor = 16;

/** @param version `18.4`, or `18.4 (Debian …)`. */
export function judgePostgres(version: string, words: DoctorWords): Finding {
  const level = Number.parseInt(version, 10) < oldestPostgresMajor ? 'problem' : 'fine';
  const text = level === 'fine' ? words.databaseFine(version) : words.databaseOld(version);
  return { check: 'database', level, text };
}
