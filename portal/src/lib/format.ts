/**
 * Every number, date, duration and rate that the portal shows goes through here, by Intl.
 *
 * `createFormat` takes the locale and the time zone so that this file knows neither Paraglide nor the browser;
 * components use the one of `i18n.ts`. Null means "no data" and is always shown as a dash, never as zero.
 */
import { type Calendar, createCalendar } from './calendar-format.ts';
import { createTimes, type Times } from './time-format.ts';
import { noValue } from './no-value.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Maybe<T> = T | null | undefined;

/** Its times are those of the clocks of one zone, which may change: `in` gives those of another one. */
export interface Format extends Times {
  readonly locale: string;
  in(zone: string): Times;
  readonly calendar: Calendar;
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
  /** `1.234.567,00 BOB`, of minor units: hundredths of nearly every currency. */
  money(amountMinor: number, currency: string): string;
  /** `lunes, martes y jueves` */
  list(words: readonly string[]): string;
  /** `boliviano`. @throws RangeError for what is no currency */
  currencyName(code: string): string;
  /** What the language writes between a whole number and its fraction. */
  readonly decimalMark: string;
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

/** @param zone asked at every time that is shown, so that it may be a signal; null is the zone of the machine */
export function createFormat(locale: string, zone: () => string | null): Format {
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const percentFine = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' });
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const currencyNames = new Intl.DisplayNames(locale, { type: 'currency' });
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
    ...createTimes(locale, zone),
    in: (own) => createTimes(locale, () => own),
    calendar: createCalendar(locale),
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
    money: (amountMinor, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amountMinor / 100),
    list: (words) => conjunction.format(words),
    currencyName: (code) => currencyNames.of(code) ?? code,
    decimalMark: decimal.format(1.5).charAt(1),
  };
}

/** Of the two largest units the second is left out when it is zero: `3 h`, not `3 h 0 min`. */
const isShown = (part: DurationPart, index: number): boolean => index === 0 || part.value > 0;
