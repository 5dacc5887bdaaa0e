/** The form of a tenant's settings and the change that it sends; pure. */
import type { components } from '../api/schema.generated.ts';

type Settings = components['schemas']['Settings'];
export type BusinessHours = Settings['businessHours'];
export type Holiday = Settings['holidays'][number];

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export type SettingsDraft = Pick<
  Settings,
  'name' | 'locale' | 'timeZone' | 'currency' | 'colors' | 'businessHours' | 'holidays' | 'retention'
>;

export function draftOf(settings: Settings): SettingsDraft {
  const { name, locale, timeZone, currency, colors, businessHours, holidays, retention } = settings;
  return structuredClone({ name, locale, timeZone, currency, colors, businessHours, holidays, retention });
}

/** Only what differs, so that two people who change different things do not undo each other; null when nothing does. */
export function patchOf(before: SettingsDraft, draft: SettingsDraft): Partial<SettingsDraft> | null {
  // Keys of one object, so their values fit it.
  const keys = Object.keys(draft) as (keyof SettingsDraft)[];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(draft[key]));
  return changed.length === 0 ? null : Object.fromEntries(changed.map((key) => [key, draft[key]]));
}

/** A span for a day that has some already: after the last one, an hour of break between. */
export function nextSpan(spans: readonly { from: string; to: string }[]): { from: string; to: string } {
  const last = spans.at(-1);
  if (last === undefined) return { from: '09:00', to: '18:00' };
  const hour = Math.min(Number(last.to.slice(0, 2)) + 1, 22);
  const text = (value: number): string => `${String(value).padStart(2, '0')}:00`;
  return { from: text(hour), to: text(Math.min(hour + 4, 23)) };
}

/** Each span ends after it begins, and the next begins after that: what the API asks for, said while typing. */
export const areInOrder = (spans: readonly { from: string; to: string }[]): boolean =>
  spans.every(({ from, to }, index) => from < to && (index === 0 || (spans[index - 1]?.to ?? '') <= from));
