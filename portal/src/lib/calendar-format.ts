/** Days of a calendar, `2026-11-25`, and weekdays in words: they belong to no time zone. */

export interface Calendar {
  /** `noviembre de 2026` */
  month(day: string): string;
  /** `mié` */
  weekday(day: string): string;
  /** `miércoles` */
  weekdayLong(day: string): string;
  /** `miércoles, 25 de noviembre` */
  day(day: string): string;
  /** `25 nov` */
  dayShort(day: string): string;
  /** `25 de noviembre de 2026` */
  dayLong(day: string): string;
  /** `23–29 de noviembre de 2026` */
  span(first: string, last: string): string;
}

export function createCalendar(locale: string): Calendar {
  const words = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const shown = (options: Intl.DateTimeFormatOptions) => {
    const formatter = words(options);
    return (day: string): string => formatter.format(atUtc(day));
  };
  const span = words({ day: 'numeric', month: 'long', year: 'numeric' });
  return {
    month: shown({ month: 'long', year: 'numeric' }),
    weekday: shown({ weekday: 'short' }),
    weekdayLong: shown({ weekday: 'long' }),
    day: shown({ weekday: 'long', day: 'numeric', month: 'long' }),
    dayShort: shown({ day: 'numeric', month: 'short' }),
    dayLong: shown({ dateStyle: 'long' }),
    span: (first, last) => span.formatRange(atUtc(first), atUtc(last)),
  };
}

const atUtc = (day: string): Date => new Date(`${day}T00:00:00Z`);
