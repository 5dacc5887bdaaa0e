/** Filters of the audit log as the page's address holds them, and the query that the API takes; pure. */

export const outcomes = ['all', 'done', 'denied', 'failed'] as const;

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `from` and `to` are days, `2026-11-25`, on the clock of the browser; `to` is included. */
export function auditQuery(params: URLSearchParams) {
  const word = (name: string): string => params.get(name)?.trim() ?? '';
  const outcome = outcomes.find((each) => each !== 'all' && each === word('outcome'));
  const [from, to] = [startOfDay(word('from'), 0), startOfDay(word('to'), 1)];
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
function startOfDay(day: string, laterDays: number): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  return new Date(Number(year), Number(month) - 1, Number(date) + laterDays).toISOString();
}

export const filterNames = ['q', 'person', 'kind', 'object', 'action', 'outcome', 'from', 'to'] as const;
