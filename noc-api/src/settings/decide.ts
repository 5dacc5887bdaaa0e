/** What a tenant may set, and what it has when it set nothing. Pure. */
import { isTimeZone } from '@fastisp/core/time/zone';
import type { Locale } from '#identity/principal.ts';
import * as errors from './errors.ts';
import { weekdays, type BusinessHours, type Holiday, type SettingsPatch } from './schemas.ts';

/** WCAG 2.2, 1.4.3: text that everybody can read. */
const contrastMin = 4.5;
/** The backgrounds of the portal's themes that leave a colour the least contrast. */
const backgrounds = { light: '#f3f5f8', dark: '#18202a' } as const;

export interface Settings {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly currency: string;
  /** Of the brand, for each theme of the portal; null: the portal's own. */
  readonly colors: { readonly light: string | null; readonly dark: string | null };
  readonly businessHours: BusinessHours;
  readonly holidays: readonly Holiday[];
  /** Fewer days than the installation keeps; null: as many. */
  readonly retention: { readonly eventDays: number | null; readonly auditDays: number | null };
}

export interface RetentionMax {
  readonly eventDays: number;
  readonly auditDays: number;
}

const office = [{ from: '09:00', to: '18:00' }];

export const defaultSettings: Settings = {
  locale: 'es',
  timeZone: 'UTC',
  currency: 'USD',
  colors: { light: null, dark: null },
  businessHours: {
    ...{ monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
    ...{ saturday: [], sunday: [] },
  },
  holidays: [],
  retention: { eventDays: null, auditDays: null },
};

/** @throws AppError with the field at fault. */
export function changedSettings(settings: Settings, patch: SettingsPatch, daysMax: RetentionMax): Settings {
  const { colors, businessHours, holidays, retention } = patch;
  const changed: Settings = {
    ...settings,
    ...(patch.locale !== undefined && { locale: patch.locale }),
    ...(patch.timeZone !== undefined && { timeZone: patch.timeZone }),
    ...(patch.currency !== undefined && { currency: patch.currency.toUpperCase() }),
    ...(colors !== undefined && { colors: { ...settings.colors, ...inLowerCase(colors) } }),
    ...(businessHours !== undefined && { businessHours: { ...settings.businessHours, ...businessHours } }),
    ...(holidays !== undefined && { holidays: holidays.toSorted((a, b) => (a.date < b.date ? -1 : 1)) }),
    ...(retention !== undefined && { retention: { ...settings.retention, ...retention } }),
  };
  if (!isTimeZone(changed.timeZone)) throw errors.timeZoneUnknown(changed.timeZone);
  if (!isCurrency(changed.currency)) throw errors.currencyUnknown(changed.currency);
  if (colors !== undefined) checkColors(changed);
  checkHours(changed.businessHours);
  if (holidays !== undefined) checkHolidays(holidays);
  if (retention !== undefined) checkRetention(changed, daysMax);
  return changed;
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const isCurrency = (code: string): boolean => currencies.has(code);

const inLowerCase = (colors: NonNullable<SettingsPatch['colors']>) => ({
  ...(colors.light !== undefined && { light: colors.light?.toLowerCase() ?? null }),
  ...(colors.dark !== undefined && { dark: colors.dark?.toLowerCase() ?? null }),
});

function checkColors({ colors }: Settings): void {
  for (const theme of ['light', 'dark'] as const) {
    const color = colors[theme];
    if (color === null) continue;
    const ratio = contrastOf(color, backgrounds[theme]);
    if (ratio < contrastMin) {
      throw errors.colorUnreadable(theme, color, { ratio: Math.floor(ratio * 100) / 100, ratioMin: contrastMin });
    }
  }
}

/** Contrast ratio of two colours `#rrggbb`, 1 … 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Times of one form sort as text; `24:00` is the end of the day. */
function checkHours(hours: BusinessHours): void {
  for (const weekday of weekdays) {
    let closedAt = '';
    for (const [index, { from, to }] of hours[weekday].entries()) {
      if (from >= to)
        throw errors.hoursInvalid(
          weekday,
          index,
          `${from}–${to}: the end is after the start; past midnight is until 24:00, and from 00:00 on the next day`,
        );
      if (from < closedAt) {
        throw errors.hoursInvalid(weekday, index, `${from}–${to} begins before the hours in front of it end`);
      }
      closedAt = to;
    }
  }
}

function checkHolidays(holidays: readonly Holiday[]): void {
  const seen = new Set<string>();
  for (const [index, { date }] of holidays.entries()) {
    const parsed = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) {
      throw errors.holidayInvalid(index, date, `${date} is no day of the calendar`);
    }
    if (seen.has(date)) throw errors.holidayInvalid(index, date, `${date} is there twice`);
    seen.add(date);
  }
}

function checkRetention({ retention }: Settings, daysMax: RetentionMax): void {
  for (const field of ['eventDays', 'auditDays'] as const) {
    if ((retention[field] ?? 0) > daysMax[field]) throw errors.retentionTooLong(field, daysMax[field]);
  }
}
