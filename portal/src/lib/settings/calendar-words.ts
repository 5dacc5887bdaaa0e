import { fmt } from '#lib/i18n.ts';
import { type Weekday, weekdays } from './settings-form.ts';

const format = new Intl.DateTimeFormat(fmt.locale, { weekday: 'long', timeZone: 'UTC' });
/** 5 January 1970 was a Monday. */
const mondayMs = Date.UTC(1970, 0, 5);
const dayMs = 24 * 3_600_000;

export const weekdayName = (day: Weekday): string => format.format(mondayMs + weekdays.indexOf(day) * dayMs);
