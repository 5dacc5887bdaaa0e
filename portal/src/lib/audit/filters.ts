/** Filters of the audit log as the page's address holds them, and the query that the API takes; pure. */
import { addDays, isDay, startMsOf } from '../wall-clock.ts';

export const outcomes = ['all', 'done', 'denied', 'failed'] as const;

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `from` and `to` are days, `2026-11-25`, on the tenant's clocks; `to` is included. */
export function auditQuery(params: URLSearchParams, zone: string) {
  const word = (name: string): string => params.get(name)?.trim() ?? '';
  const outcome = outcomes.find((each) => each !== 'all' && each === word('outcome'));
  const [from, to] = [startOfDay(zone, word('from'), 0), startOfDay(zone, word('to'), 1)];
  return {
    ...(word('q') !== '' && { q: word('q') }),
    ...(uuidForm.test(word('person')) && { userId: word('person') }),
    ...(word('kind') !== '' && { objectType: word('kind') }),
    ...(word('object') !== '' && { objectId: word('object') }),
    ...(word('action') !== '' && { action: word('action') }),
    ...(outcome !== undefined && outcome !== 'all' && { outcome }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}

/** ISO 8601 of the midnight that begins the day, or one some days later; null for what is no day. */
const startOfDay = (zone: string, day: string, laterDays: number): string | null =>
  isDay(day) ? new Date(startMsOf(zone, addDays(day, laterDays))).toISOString() : null;

export const filterNames = ['q', 'person', 'kind', 'object', 'action', 'outcome', 'from', 'to'] as const;
