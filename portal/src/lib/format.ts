/**
 * Every number, date, duration and rate that the portal shows goes through here, by Intl.
 *
 * `createFormat` takes the locale so that this file knows neither Paraglide nor the browser; components
 * use the one of `format-context.ts`. Null means "no data" and is always shown as a dash, never as zero.
 */

/** Shown where there is no value: an en dash is read as "no data" and is not mistaken for a minus. */
export const noValue = '–';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Maybe<T> = T | null | undefined;
type When = string | number | Date;

export interface Format {
  readonly locale: string;
  integer(value: Maybe<number>): string;
  /** With one digit after the point, for ratios: `4,5`. */
  decimal(value: Maybe<number>): string;
  /** 0…1 as a percentage without decimals, with one below 10 %. */
  percent(ratio: Maybe<number>): string;
  /** Three significant digits with a decimal prefix: 1.2 k, 3.4 M. */
  compact(value: Maybe<number>): string;
  /** Bits per second: `842 Mbps`. Network rates are decimal, 1 kbps is 1000 bit/s. */
  bitRate(bps: Maybe<number>): string;
  /** Octets with decimal prefixes: `1,24 GB`. */
  bytes(octets: Maybe<number>): string;
  /** A whole duration with its two largest units: `3 h 5 min`. Milliseconds. */
  duration(ms: Maybe<number>): string;
  /** How long something has lasted: `30 s`, `12 min`, `2 h 51 min`, `3 d 4 h`. Milliseconds. */
  age(ms: Maybe<number>): string;
  /** `hace 8 s`. Milliseconds, positive is past. */
  ago(ms: Maybe<number>): string;
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
}

const unitPrefixes = ['', 'k', 'M', 'G', 'T', 'P'] as const;

/** Splits a value into a mantissa below 1000 and a decimal prefix, so that 999.6 becomes 1.00 k. */
export function scale(value: number): { mantissa: number; prefix: string } {
  let mantissa = Math.abs(value);
  let step = 0;
  while (step < unitPrefixes.length - 1 && Number(mantissa.toPrecision(3)) >= 1_000) {
    mantissa /= 1_000;
    step += 1;
  }
  return { mantissa: Math.sign(value) * mantissa, prefix: unitPrefixes[step] ?? '' };
}

interface DurationPart {
  readonly unit: 'day' | 'hour' | 'minute' | 'second';
  readonly value: number;
}

/** The units of a duration from the largest that is not zero down; negative durations count as zero. */
export function splitDuration(ms: number): DurationPart[] {
  const positive = Math.max(0, ms);
  const parts: DurationPart[] = [
    { unit: 'day', value: Math.floor(positive / dayMs) },
    { unit: 'hour', value: Math.floor((positive % dayMs) / hourMs) },
    { unit: 'minute', value: Math.floor((positive % hourMs) / minuteMs) },
    { unit: 'second', value: Math.floor((positive % minuteMs) / secondMs) },
  ];
  const first = parts.findIndex((part) => part.value > 0);
  return first === -1 ? parts.slice(-1) : parts.slice(first);
}

/** Always two digits, so that a clock does not change its width. */
const hourMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export function createFormat(locale: string, options: { timeZone?: string } = {}): Format {
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const percentFine = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' });
  const clock = new Intl.DateTimeFormat(locale, { ...hourMinute, second: '2-digit', ...zone });
  const time = new Intl.DateTimeFormat(locale, { ...hourMinute, ...zone });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...zone });
  const dateTime = new Intl.DateTimeFormat(locale, {
    ...hourMinute,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    second: '2-digit',
    ...zone,
  });
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    ...hourMinute,
    day: 'numeric',
    month: 'short',
    ...zone,
  });
  const sameDay = new Intl.DateTimeFormat('en', { dateStyle: 'short', ...zone });
  // `9 h` in Spanish, `9h` in English: its short form, `9 hr`, is the longer one.
  const unitDisplay = locale.startsWith('en') ? 'narrow' : 'short';
  const units = new Map(
    (['day', 'hour', 'minute', 'second'] as const).map((unit) => [
      unit,
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }),
    ]),
  );

  const part = ({ unit, value }: DurationPart): string => units.get(unit)?.format(value) ?? '';
  const scaled = (value: number, unit: string): string => {
    const { mantissa, prefix } = scale(value);
    return `${significant.format(mantissa)} ${prefix}${unit}`.trimEnd();
  };
  const orNone = <T>(show: (value: T) => string) => {
    return (value: Maybe<T>): string => (value === null || value === undefined ? noValue : show(value));
  };

  return {
    locale,
    integer: orNone((value) => integer.format(value)),
    decimal: orNone((value) => decimal.format(value)),
    percent: orNone((ratio) => (Math.abs(ratio) < 0.1 ? percentFine : percent).format(ratio)),
    compact: orNone((value) => scaled(value, '')),
    bitRate: orNone((bps) => scaled(bps, 'bps')),
    bytes: orNone((octets) => scaled(octets, 'B')),
    duration: orNone((ms) => splitDuration(ms).slice(0, 2).filter(isShown).map(part).join(' ')),
    age: orNone((ms) => {
      const parts = splitDuration(ms);
      return parts
        .slice(0, parts.length > 2 ? 2 : 1)
        .filter(isShown)
        .map(part)
        .join(' ');
    }),
    ago: orNone((ms) => {
      const [largest] = splitDuration(ms);
      return largest === undefined ? noValue : relative.format(-largest.value, largest.unit);
    }),
    clock: orNone((at: When) => clock.format(new Date(at))),
    time: orNone((at: When) => time.format(new Date(at))),
    day: orNone((at: When) => day.format(new Date(at))),
    dateTime: orNone((at: When) => dateTime.format(new Date(at))),
    dateTimeShort: (at, nowMs) => {
      if (at === null || at === undefined) return noValue;
      const date = new Date(at);
      return (sameDay.format(date) === sameDay.format(nowMs) ? time : dayAndTime).format(date);
    },
  };
}

/** Of the two largest units the second is left out when it is zero: `3 h`, not `3 h 0 min`. */
const isShown = (part: DurationPart, index: number): boolean => index === 0 || part.value > 0;
