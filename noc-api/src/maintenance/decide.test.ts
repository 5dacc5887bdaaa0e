import { isAppError } from '@fastisp/core/errors/app-error';
import { describe, expect, test } from 'vitest';
import { changedPlan, endedPlan, type Plan, planOf, standingOf } from './decide.ts';
import type { WindowBody } from './schemas.ts';

const nowMs = Date.parse('2026-11-25T12:00:00Z');
const hourMs = 3_600_000;
const context = { tenantId: 7, timeZone: 'America/Bogota', nowMs };
const siteId = '0198f1c2-7a10-7c3e-8a55-0d2b6f1a9e01';
const body: WindowBody = {
  title: ' Cambio de baterías ',
  reason: 'Bancos al final de su vida',
  scopes: [{ type: 'site', id: siteId.toUpperCase() }],
  effects: ['silence_notifications'],
  startsAt: '2026-11-26T02:00:00-05:00',
  durationMinutes: 120,
};
const nightly = { ...body, startsAt: '2026-11-24T02:00:00-05:00', rule: 'FREQ=DAILY' };

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return 'taken';
}

describe('a plan', () => {
  test('is written one way', () => {
    expect(planOf({ ...body, rule: ' rrule:freq=daily ', startsAt: '2026-11-26T02:00:59.9-05:00' }, context)).toEqual({
      title: 'Cambio de baterías',
      reason: 'Bancos al final de su vida',
      scopes: [{ type: 'site', id: siteId }],
      effects: ['silence_notifications'],
      startMs: Date.parse('2026-11-26T07:00:00Z'),
      durationMs: 2 * hourMs,
      rule: 'FREQ=DAILY',
      timeZone: 'America/Bogota',
      endedMs: null,
      cuts: [],
    });
  });

  test('names each scope once; the tenant is its own', () => {
    const scopes: WindowBody['scopes'] = [
      { type: 'tenant', id: '9' },
      { type: 'tag', id: ' vip ' },
      { type: 'tag', id: 'vip' },
      { type: 'tenant' },
    ];
    expect(planOf({ ...body, scopes }, context).scopes).toEqual([
      { type: 'tenant', id: '7' },
      { type: 'tag', id: 'vip' },
    ]);
  });

  test.each<[string, Partial<WindowBody>, string]>([
    ['a zone that is none', { timeZone: 'America/Macondo' }, 'TIME_ZONE_UNKNOWN'],
    ['a rule that is none', { rule: 'FREQ=HOURLY' }, 'MAINTENANCE_RULE_INVALID'],
    ['a series of a lifetime', { rule: 'FREQ=DAILY;UNTIL=20991231' }, 'MAINTENANCE_SERIES_TOO_LONG'],
    ['a series without end', { rule: 'FREQ=DAILY' }, 'taken'],
    ['a day that never comes', { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'MAINTENANCE_NEVER_OPENS'],
    ['a rule that ended before it began', { rule: 'FREQ=DAILY;UNTIL=20261101' }, 'MAINTENANCE_NEVER_OPENS'],
    ['work that is over', { startsAt: '2026-11-25T10:00:00Z' }, 'MAINTENANCE_OVER'],
    ['work that runs since an hour', { startsAt: '2026-11-25T11:00:00Z' }, 'taken'],
    ['a site without an id', { scopes: [{ type: 'site' }] }, 'MAINTENANCE_SCOPE_INCOMPLETE'],
    ['an id that is none', { scopes: [{ type: 'device', id: 'rtr-1' }] }, 'MAINTENANCE_SCOPE_NOT_FOUND'],
  ])('%s', (_name, change, code) => {
    expect(codeOf(() => planOf({ ...body, ...change }, context))).toBe(code);
  });
});

describe('a change', () => {
  const past: Plan = { ...planOf(body, context), startMs: nowMs - 5 * hourMs };

  test('of words is taken when the work is over, of anything else not', () => {
    expect(changedPlan(past, { title: 'Otro' }, context)).toEqual({ ...past, title: 'Otro' });
    expect(codeOf(() => changedPlan(past, { effects: ['exclude_from_sla'] }, context))).toBe('MAINTENANCE_OVER');
  });

  test('takes an early end back', () => {
    const ended = endedPlan(planOf(nightly, context), null, nowMs);
    expect(ended.endedMs).toBe(nowMs);
    expect(changedPlan(ended, { endedAt: null }, context).endedMs).toBeNull();
  });

  test('of what was ended is refused until its end is taken back: it would never take place', () => {
    const ended = endedPlan(planOf(nightly, context), null, nowMs);
    const later = { startsAt: new Date(nowMs + 24 * hourMs).toISOString() };
    expect(codeOf(() => changedPlan(ended, later, context))).toBe('MAINTENANCE_ENDED');
    expect(changedPlan(ended, { title: 'Otro' }, context).title).toBe('Otro');
    const again = changedPlan(ended, { ...later, endedAt: null }, context);
    expect(standingOf(again, nowMs)).toMatchObject({
      state: 'upcoming',
      next: { startMs: Date.parse(later.startsAt) },
    });
  });

  test('keeps the nights that were cut short, also when the whole is made longer', () => {
    const plan = planOf({ ...nightly, startsAt: '2026-11-24T11:00:00Z' }, context);
    const cut = endedPlan(plan, Date.parse('2026-11-25T11:00:00Z'), nowMs);
    const longer = changedPlan(cut, { durationMinutes: 600 }, context);
    expect(standingOf(longer, nowMs + 1)).toMatchObject({ state: 'upcoming' });
    expect(longer.cuts).toEqual(cut.cuts);
  });
});

describe('an early end', () => {
  const plan = planOf({ ...nightly, startsAt: '2026-11-24T11:00:00Z' }, context); // 11:00 to 13:00 UTC each day
  const running = Date.parse('2026-11-25T11:00:00Z');

  test('of the one that runs: the others stay', () => {
    const ended = endedPlan(plan, running, nowMs);
    expect(standingOf(plan, nowMs)).toMatchObject({ state: 'active', current: { startMs: running } });
    expect(standingOf(ended, nowMs)).toMatchObject({ state: 'upcoming', next: { startMs: running + 24 * hourMs } });
    expect(ended.cuts).toEqual([{ startMs: running, endMs: nowMs }]);
  });

  test('of one to come: it does not take place', () => {
    const tomorrow = running + 24 * hourMs;
    const ended = endedPlan(plan, tomorrow, nowMs);
    expect(standingOf(ended, nowMs)).toMatchObject({
      current: { startMs: running },
      next: { startMs: tomorrow + 24 * hourMs },
    });
  });

  test('of all: nothing comes any more', () => {
    expect(standingOf(endedPlan(plan, null, nowMs), nowMs)).toEqual({ state: 'past', current: null, next: null });
  });

  test.each([
    ['at a time when nothing starts', running + 1, 'MAINTENANCE_OCCURRENCE_UNKNOWN'],
    ['of one that is over', running - 24 * hourMs, 'MAINTENANCE_OVER'],
    ['twice', running, 'MAINTENANCE_OVER'],
  ])('%s', (_name, startMs, code) => {
    const once = endedPlan(plan, running, nowMs);
    expect(codeOf(() => endedPlan(once, startMs, nowMs))).toBe(code);
  });

  test('of what is over', () => {
    expect(codeOf(() => endedPlan(endedPlan(plan, null, nowMs), null, nowMs))).toBe('MAINTENANCE_OVER');
  });
});
