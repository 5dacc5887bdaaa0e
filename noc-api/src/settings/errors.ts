/** What can be wrong with settings: a stable code, and a sentence that says what to do. */
import { AppError } from '@fastisp/core/errors/app-error';

const badField = (path: string, code: string, message: string, params: Record<string, string | number> = {}) =>
  new AppError(code, message, { status: 400, params, fields: [{ path, code, message }] });

export const settingsChanged = () =>
  new AppError(
    'SETTINGS_CHANGED',
    'somebody changed the settings in the meantime: load them again and repeat the change',
    {
      status: 412,
    },
  );
export const timeZoneUnknown = (timeZone: string) =>
  badField('/timeZone', 'TIME_ZONE_UNKNOWN', `"${timeZone}" is no time zone, such as America/Bogota`, { timeZone });
export const currencyUnknown = (currency: string) =>
  badField('/currency', 'CURRENCY_UNKNOWN', `"${currency}" is no currency of ISO 4217, such as COP`, { currency });
export const colorUnreadable = (theme: 'light' | 'dark', color: string, found: { ratio: number; ratioMin: number }) =>
  badField(
    `/colors/${theme}`,
    'COLOR_UNREADABLE',
    `${color} has a contrast of ${found.ratio}:1 on the ${theme} background and needs ${found.ratioMin}:1: choose a ${theme === 'light' ? 'darker' : 'lighter'} one`,
    { theme, color, ...found },
  );
export const hoursInvalid = (weekday: string, index: number, message: string) =>
  badField(`/businessHours/${weekday}/${index}`, 'BUSINESS_HOURS_INVALID', message, { weekday });
export const holidayInvalid = (index: number, date: string, message: string) =>
  badField(`/holidays/${index}/date`, 'HOLIDAY_INVALID', message, { date });
export const retentionTooLong = (field: 'eventDays' | 'auditDays', daysMax: number) =>
  badField(
    `/retention/${field}`,
    'RETENTION_TOO_LONG',
    `this installation keeps ${daysMax} days: give fewer, or none`,
    {
      daysMax,
    },
  );
export const retentionDropsData = (loss: { events: number; auditEntries: number }) =>
  new AppError(
    'RETENTION_DROPS_DATA',
    `this would delete ${loss.events} events and ${loss.auditEntries} entries of the audit log for good: export them first, or repeat the change with dropData`,
    { status: 409, params: loss },
  );
export const logoTypeUnsupported = (mediaType: string) =>
  new AppError('LOGO_TYPE_UNSUPPORTED', 'a logo is a PNG, WebP or SVG image', { status: 415, params: { mediaType } });
export const logoTooLarge = (bytesMax: number) =>
  new AppError('LOGO_TOO_LARGE', `a logo has ${bytesMax / 1024} KiB at most: make the image smaller`, {
    status: 413,
    params: { bytesMax },
  });
export const logoInvalid = (message: string) => new AppError('LOGO_INVALID', message, { status: 400 });
export const logoNotFound = () => new AppError('LOGO_NOT_FOUND', 'there is no logo', { status: 404 });
