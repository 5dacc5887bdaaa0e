import { fmt } from '#lib/i18n.ts';
import { addDays } from '#lib/wall-clock.ts';
import { type Weekday, weekdays } from './settings-form.ts';

/** A Monday; which one does not matter. */
const monday = '1970-01-05';

export const weekdayName = (day: Weekday): string => fmt.calendar.weekdayLong(addDays(monday, weekdays.indexOf(day)));
