/** The form of announced work: what people type, and the body that the API takes. Pure. */
import type { components } from '../api/schema.generated.ts';
import { fromWall, toWall } from '../wall-clock.ts';
import { fromRule, type Repeat, repeatFrom, toRule } from './repeat.ts';

type MaintenanceWindow = components['schemas']['MaintenanceWindow'];
export const durationUnits = { minutes: 1, hours: 60, days: 1_440 } as const;
export type DurationUnit = keyof typeof durationUnits;

export interface WindowForm {
  title: string;
  reason: string;
  scopes: { type: MaintenanceWindow['scopes'][number]['type']; id: string }[];
  effects: MaintenanceWindow['effects'];
  /** On the wall clock of the window's zone, `2026-11-25T02:00`. */
  start: string;
  duration: number;
  durationUnit: DurationUnit;
  repeat: Repeat;
}

const hourMs = 3_600_000;

/** Tonight's work is the usual one: it starts at the next full hour. */
export function emptyForm(zone: string, nowMs: number): WindowForm {
  const start = toWall(zone, new Date(Math.ceil(nowMs / hourMs) * hourMs).toISOString());
  return {
    ...{ title: '', reason: '', scopes: [{ type: 'site', id: '' }] },
    ...{ effects: ['silence_notifications', 'suppress_alarms'], start, duration: 2, durationUnit: 'hours' },
    repeat: repeatFrom(start),
  };
}

export function formOf(window: MaintenanceWindow): WindowForm {
  const { title, reason, scopes, effects, startsAt, durationMinutes, rule, timeZone } = window;
  const start = toWall(timeZone, startsAt);
  const durationUnit = durationMinutes % 1_440 === 0 ? 'days' : durationMinutes % 60 === 0 ? 'hours' : 'minutes';
  return {
    ...{ title, reason, effects: [...effects], start, durationUnit },
    scopes: scopes.map(({ type, id }) => ({ type, id: type === 'tenant' ? '' : id })),
    duration: durationMinutes / durationUnits[durationUnit],
    repeat: fromRule(rule, start),
  };
}

/** Null while the start is not a time. */
export function bodyOf(form: WindowForm, timeZone: string) {
  const startsAt = fromWall(timeZone, form.start);
  if (startsAt === null) return null;
  return {
    ...{ title: form.title.trim(), reason: form.reason.trim(), effects: form.effects, startsAt, timeZone },
    scopes: form.scopes.map(({ type, id }) => (type === 'tenant' ? { type } : { type, id: id.trim() })),
    durationMinutes: Math.round(form.duration * durationUnits[form.durationUnit]),
    rule: toRule(form.repeat),
  };
}
