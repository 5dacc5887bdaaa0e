/** What can be wrong with announced work: a stable code, and a sentence that says what to do. */
import { AppError } from '@fastisp/core/errors/app-error';
import type { RuleProblem } from '@fastisp/core/maintenance/rule';

const badField = (
  path: string,
  code: string,
  message: string,
  { status = 400, ...params }: Record<string, string | number> & { status?: number } = {},
) => new AppError(code, message, { status, params, fields: [{ path, code, message }] });

const ruleSentences: Readonly<Record<RuleProblem, string>> = {
  not_a_rule: 'a rule is written NAME=VALUE;NAME=VALUE, for example FREQ=WEEKLY;BYDAY=TU',
  part_unknown: 'only FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST are known',
  part_repeated: 'each part is given once',
  frequency_unsupported: 'FREQ is DAILY, WEEKLY, MONTHLY or YEARLY',
  value_invalid: 'this value is not possible',
  count_and_until: 'give COUNT or UNTIL, not both',
  ordinal_day_unsupported: 'the first or last weekday is one of a month: use FREQ=MONTHLY, or leave the number out',
  month_day_unsupported: 'a weekly rule has weekdays, not days of the month: use BYDAY',
  position_without_days: 'BYSETPOS picks among days: give BYDAY or BYMONTHDAY too',
};

export const windowNotFound = (id: string) =>
  new AppError('MAINTENANCE_NOT_FOUND', 'there is no such maintenance window', { status: 404, params: { id } });
export const windowNotRestorable = (id: string) =>
  new AppError('MAINTENANCE_NOT_RESTORABLE', 'no deleted maintenance window with this id can be restored any more', {
    status: 404,
    params: { id },
  });
export const windowChanged = () =>
  new AppError(
    'MAINTENANCE_CHANGED',
    'somebody changed this maintenance window in the meantime: load it again and repeat the change',
    { status: 412 },
  );
export const windowLimitReached = (max: number) =>
  new AppError(
    'MAINTENANCE_LIMIT_REACHED',
    `a tenant can have ${max} maintenance windows that are not over: end or delete some`,
    { status: 409, params: { max } },
  );
export const ruleInvalid = ({ problem, part }: { problem: RuleProblem; part: string }) =>
  badField('/rule', 'MAINTENANCE_RULE_INVALID', `"${part}" in the rule: ${ruleSentences[problem]}`, { problem, part });
export const seriesTooLong = (yearsMax: number) =>
  badField(
    '/rule',
    'MAINTENANCE_SERIES_TOO_LONG',
    `a series ends within ${yearsMax} years: leave UNTIL out if it never does`,
    {
      yearsMax,
    },
  );
export const neverOpens = () =>
  badField('/rule', 'MAINTENANCE_NEVER_OPENS', 'by this rule the work never takes place: check days and months');
export const alreadyOver = () =>
  badField('/startsAt', 'MAINTENANCE_OVER', 'this work is over already: give it a later start or a longer duration');
export const windowOver = () => new AppError('MAINTENANCE_OVER', 'this work is over already', { status: 409 });
export const windowEnded = () =>
  new AppError(
    'MAINTENANCE_ENDED',
    'this work was ended: take its end back (endedAt: null) in the same change, or announce new work',
    { status: 409 },
  );
export const timeZoneUnknown = (timeZone: string) =>
  badField('/timeZone', 'TIME_ZONE_UNKNOWN', `"${timeZone}" is no time zone, such as America/Bogota`, { timeZone });
export const scopeNotFound = (index: number, type: string) =>
  badField(`/scopes/${index}/id`, 'MAINTENANCE_SCOPE_NOT_FOUND', `there is no such ${type}`, { type });
export const scopeIncomplete = (index: number, type: string) =>
  badField(`/scopes/${index}/id`, 'MAINTENANCE_SCOPE_INCOMPLETE', `say which ${type}`, { type });
export const scopeBeyond = (index: number, scope: { type: string; name: string }) =>
  badField(
    `/scopes/${index}`,
    'MAINTENANCE_SCOPE_BEYOND',
    `your permission does not reach all of ${scope.type === 'tenant' ? 'the tenant' : `the ${scope.type} "${scope.name}"`}: choose what is at your sites`,
    { status: 403, ...scope },
  );
export const occurrenceUnknown = () =>
  badField('/occurrenceStartsAt', 'MAINTENANCE_OCCURRENCE_UNKNOWN', 'no work was planned to start then');
export const rangeTooWide = (daysMax: number) =>
  badField('/to', 'RANGE_TOO_WIDE', `ask for ${daysMax} days at most, with the end after the start`, { daysMax });
