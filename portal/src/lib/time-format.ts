/** Instants as the clocks of one zone show them. Null means "no data" and is a dash. */
import { noValue } from './no-value.ts';

type Maybe<T> = T | null | undefined;
export type When = string | number | Date;

export interface Times {
  /** `14:03:22` */
  clock(at: Maybe<When>): string;
  /** `14:03` */
  time(at: Maybe<When>): string;
  /** `miércoles, 25 de noviembre` */
  day(at: Maybe<When>): string;
  /** `25 nov 2026, 14:03:22` */
  dateTime(at: Maybe<When>): string;
  /** `25 nov, 14:03`; only `14:03` on the same day as `now`. */
  dateTimeShort(at: Maybe<When>, nowMs: number): string;
  /** `25 nov 2026, 14:03:22 (GMT-4)`, for titles: which clock it is of is said too. */
  dateTimeZoned(at: Maybe<When>): string;
  /** `GMT-4`: by how much these clocks are ahead of UTC at an instant. */
  offset(at: When): string;
}

/** Always two digits, so that a clock does not change its width. */
const hourMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const dayMonth = { day: 'numeric', month: 'short' } as const;
const styles = {
  clock: { ...hourMinute, second: '2-digit' },
  time: hourMinute,
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dateTime: { ...hourMinute, ...dayMonth, year: 'numeric', second: '2-digit' },
  dateTimeZoned: { ...hourMinute, ...dayMonth, year: 'numeric', second: '2-digit', timeZoneName: 'shortOffset' },
  dayAndTime: { ...hourMinute, ...dayMonth },
  wholeDay: { dateStyle: 'short' },
  offset: { timeZoneName: 'shortOffset' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Style = keyof typeof styles;

/** @param zone asked at every time that is shown; null is the zone of the machine */
export function createTimes(locale: string, zone: () => string | null): Times {
  /** Making a formatter costs a hundred times what using it does. */
  const made = new Map<string, Intl.DateTimeFormat>();
  const formatter = (style: Style): Intl.DateTimeFormat => {
    const timeZone = zone();
    const key = `${style} ${timeZone ?? ''}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = new Intl.DateTimeFormat(locale, { ...styles[style], ...(timeZone !== null && { timeZone }) });
    made.set(key, fresh);
    return fresh;
  };
  const shown =
    (style: Style) =>
    (at: Maybe<When>): string =>
      at === null || at === undefined ? noValue : formatter(style).format(new Date(at));

  return {
    clock: shown('clock'),
    time: shown('time'),
    day: shown('day'),
    dateTime: shown('dateTime'),
    dateTimeZoned: shown('dateTimeZoned'),
    dateTimeShort: (at, nowMs) => {
      if (at === null || at === undefined) return noValue;
      const isToday = shown('wholeDay')(at) === shown('wholeDay')(nowMs);
      return shown(isToday ? 'time' : 'dayAndTime')(at);
    },
    offset: (at) =>
      formatter('offset')
        .formatToParts(new Date(at))
        .find(({ type }) => type === 'timeZoneName')?.value ?? '',
  };
}
