/** Announced work in words. */
import type { components } from '../api/schema.generated.ts';
import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ordinal, Repeat, Unit, Weekday } from './repeat.ts';

export type MaintenanceWindow = components['schemas']['MaintenanceWindow'];
export type Scope = MaintenanceWindow['scopes'][number];
export type ScopeType = Scope['type'];
export type Effect = MaintenanceWindow['effects'][number];

export const scopeTypes = [
  'site',
  'zone',
  'device',
  'interface',
  'service',
  'tag',
  'tenant',
] as const satisfies readonly ScopeType[];
export const effects = [
  'silence_notifications',
  'suppress_alarms',
  'exclude_from_sla',
] as const satisfies readonly Effect[];

export function scopeTypeWord(type: ScopeType): string {
  const words: Record<ScopeType, () => string> = {
    tenant: m.scope_type_tenant,
    zone: m.scope_type_zone,
    site: m.scope_type_site,
    device: m.scope_type_device,
    interface: m.scope_type_interface,
    service: m.scope_type_service,
    tag: m.scope_type_tag,
  };
  return words[type]();
}

export const scopeText = ({ type, name }: Scope): string =>
  type === 'tenant' ? m.scope_type_tenant() : `${scopeTypeWord(type)}: ${name ?? m.scope_gone()}`;

export function effectWord(effect: Effect): string {
  const words: Record<Effect, () => string> = {
    silence_notifications: m.effect_silence,
    suppress_alarms: m.effect_suppress,
    exclude_from_sla: m.effect_sla,
  };
  return words[effect]();
}

export function stateWord(state: MaintenanceWindow['state']): string {
  return { active: m.window_active, upcoming: m.window_upcoming, past: m.window_past }[state]();
}

export function weekdayWord(day: Weekday): string {
  const words: Record<Weekday, () => string> = {
    MO: m.weekday_mo,
    TU: m.weekday_tu,
    WE: m.weekday_we,
    TH: m.weekday_th,
    FR: m.weekday_fr,
    SA: m.weekday_sa,
    SU: m.weekday_su,
  };
  return words[day]();
}

export function ordinalWord(ordinal: Ordinal): string {
  const words: Record<Ordinal, () => string> = {
    '1': m.ordinal_1,
    '2': m.ordinal_2,
    '3': m.ordinal_3,
    '4': m.ordinal_4,
    '-1': m.ordinal_last,
  };
  return words[ordinal]();
}

const everyWords: Record<Unit, (given: { count: number; n: string }) => string> = {
  DAILY: m.repeat_every_n_days,
  WEEKLY: m.repeat_every_n_weeks,
  MONTHLY: m.repeat_every_n_months,
};

/** `cada 2 semanas, los lunes y jueves, 10 veces` */
export function repeatText(repeat: Repeat): string {
  if (repeat.unit === 'never') return m.repeat_never();
  if (repeat.unit === 'other') return m.repeat_by_rule({ rule: repeat.other });
  const parts = [everyWords[repeat.unit]({ count: repeat.interval, n: String(repeat.interval) })];
  if (repeat.unit === 'WEEKLY') parts.push(m.repeat_on_days({ days: fmt.list(repeat.days.map(weekdayWord)) }));
  if (repeat.unit === 'MONTHLY') {
    parts.push(
      repeat.monthBy === 'day'
        ? m.repeat_on_month_day({ day: String(repeat.monthDay) })
        : m.repeat_on_weekday({ ordinal: ordinalWord(repeat.ordinal), day: weekdayWord(repeat.weekday) }),
    );
  }
  if (repeat.ends === 'until' && repeat.until !== '')
    parts.push(m.repeat_until({ day: fmt.calendar.dayLong(repeat.until) }));
  if (repeat.ends === 'count') parts.push(m.repeat_times({ count: repeat.count, n: String(repeat.count) }));
  return parts.join(', ');
}
