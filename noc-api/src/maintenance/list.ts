/** Lists and calendars: rows are chosen by their ends in the database, their rules are worked out here. */
import { occurrences } from '@fastisp/core/maintenance/occurrences';
import type { Tx } from '@fastisp/core/pg/port';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Principal } from '#identity/principal.ts';
import { type Plan, type Standing, standingOf } from './decide.ts';
import * as errors from './errors.ts';
import { findPlaces } from './places.ts';
import { toOccurrenceView, toPlan, type WindowRow } from './rows.ts';
import type { Calendar, CalendarQuery, WindowList, WindowQuery } from './schemas.ts';
import { isSeen, type Known, viewOf } from './seen.ts';

const calendarDaysMax = 400;
/** Entries of one calendar answer; it says when there were more. */
const calendarEntriesMax = 5_000;
const defaultPageSize = 100;
const dayMs = 86_400_000;

/** Windows of the tenant that may take place in a range and that the caller may see. */
async function seenWindows(tx: Tx, principal: Principal, range: { fromMs: number; toMs: number }) {
  let query = tx.selectFrom('maintenance_windows').selectAll().where('deleted_at', 'is', null);
  const { fromMs, toMs } = range;
  if (Number.isFinite(toMs)) query = query.where('starts_at', '<', new Date(toMs));
  if (Number.isFinite(fromMs)) {
    query = query.where((eb) => eb.or([eb('over_at', 'is', null), eb('over_at', '>', new Date(fromMs))]));
  }
  const all = (await query.execute()).map((row) => ({ row, plan: toPlan(row) }));
  const places = await findPlaces(
    tx,
    all.flatMap(({ plan }) => plan.scopes),
  );
  return { windows: all.filter(({ plan }) => isSeen(principal, plan, places)), places };
}

/** What runs first, then what comes, the nearest first, then what is over, the latest first. */
export async function listWindows(
  tx: Tx,
  principal: Principal,
  query: WindowQuery,
  nowMs: number,
): Promise<WindowList> {
  const { state, from, to, limit = defaultPageSize, cursor } = query;
  const asked = { state, from, to };
  const after = cursor === undefined ? null : decodeCursor(asked, cursor, ['number', 'number', 'string']);
  const range = {
    fromMs: from === undefined ? -Infinity : Date.parse(from),
    toMs: to === undefined ? Infinity : Date.parse(to),
  };
  const { windows, places } = await seenWindows(tx, principal, range);
  const sorted = windows
    .filter(({ plan }) => takesPlaceIn(plan, range))
    .map((known) => ({ ...known, standing: standingAt(known, nowMs) }))
    .filter(({ standing }) => state === undefined || standing.state === state)
    .map((known) => ({ ...known, key: sortKey(known) }))
    .toSorted((a, b) => compareKeys(a.key, b.key));
  const start = after === null ? 0 : sorted.findIndex(({ key }) => compareKeys(key, after) > 0);
  const page = start === -1 ? [] : sorted.slice(start, start + limit);
  const last = page.at(-1);
  const more = start !== -1 && start + limit < sorted.length;
  return {
    items: page.map((known) => viewOf(principal, known, { standing: known.standing, places })),
    total: sorted.length,
    nextCursor: last === undefined || !more ? null : encodeCursor(asked, last.key),
  };
}

function takesPlaceIn(plan: Plan, { fromMs, toMs }: { fromMs: number; toMs: number }): boolean {
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return true; // rows were chosen by their ends already
  return occurrences(plan, { fromMs, toMs: Math.min(toMs, fromMs + calendarDaysMax * dayMs) }).length > 0;
}

function standingAt({ row, plan }: Known, nowMs: number): Standing {
  const isOver = row.over_at !== null && row.over_at.getTime() <= nowMs;
  return isOver ? { state: 'past', current: null, next: null } : standingOf(plan, nowMs);
}

type Key = readonly [rank: number, ms: number, id: string];
function sortKey({ row, standing }: { row: WindowRow; standing: Standing }): Key {
  const { state, current, next } = standing;
  if (state === 'active') return [0, current?.endMs ?? 0, row.id];
  if (state === 'upcoming') return [1, next?.startMs ?? 0, row.id];
  return [2, -(row.over_at?.getTime() ?? 0), row.id];
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, part] of a.entries()) {
    const other = b[i] ?? part;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/** Every occurrence in a range, in order of time. */
export async function calendarOf(tx: Tx, principal: Principal, { from, to }: CalendarQuery): Promise<Calendar> {
  const range = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  const days = (range.toMs - range.fromMs) / dayMs;
  if (days <= 0 || days > calendarDaysMax) throw errors.rangeTooWide(calendarDaysMax);
  const { windows } = await seenWindows(tx, principal, range);
  const entries = windows
    .flatMap(({ row, plan }) =>
      occurrences(plan, range).map((each) => ({
        windowId: row.id,
        title: row.title,
        effects: [...plan.effects],
        ...toOccurrenceView(each),
      })),
    )
    .toSorted((a, b) => compareKeys([a.startsAt, a.windowId], [b.startsAt, b.windowId]));
  return { items: entries.slice(0, calendarEntriesMax), truncated: entries.length > calendarEntriesMax };
}
