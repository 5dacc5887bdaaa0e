/** What the provider set for itself, and the work that it announces. */
import { instantMsOf, wallMsAt } from '@fastisp/core/time/zone';
import type { DevicePlan } from '@fastisp/lab/network/plan';
import type { DemoApi } from './api.ts';
import { idOf } from './people.ts';
import { placeOf, zoneIdOf } from './places.ts';

const timeZone = 'America/La_Paz';
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

export const tenantName = 'Valle Fibra';

/** Of the year that runs and the next, on fixed dates. */
const holidays = [
  ['01-01', 'Año Nuevo'],
  ['01-22', 'Día del Estado Plurinacional'],
  ['05-01', 'Día del Trabajo'],
  ['06-21', 'Año Nuevo Andino'],
  ['08-06', 'Día de la Independencia'],
  ['09-14', 'Aniversario de Cochabamba'],
  ['11-02', 'Todos los Difuntos'],
  ['12-25', 'Navidad'],
] as const;

/** Once: a name that somebody gave it stays. */
export async function seedSettings(api: DemoApi, nowMs: number): Promise<void> {
  const { name } = await api.ask<{ name: string }>('GET', '/api/v1/settings');
  if (name === tenantName) return;
  const office = [
    { from: '08:30', to: '12:30' },
    { from: '14:30', to: '18:30' },
  ];
  const year = new Date(nowMs).getUTCFullYear();
  await api.ask('PATCH', '/api/v1/settings', {
    ...{ name: tenantName, locale: 'es', timeZone, currency: 'BOB' },
    colors: { light: '#0b6e4f', dark: '#5fd3a4' },
    businessHours: {
      ...Object.fromEntries(weekdays.map((day) => [day, office])),
      ...{ saturday: [{ from: '09:00', to: '13:00' }], sunday: [] },
    },
    holidays: [year, year + 1].flatMap((each) =>
      holidays.map(([day, title]) => ({ date: `${each}-${day}`, name: title })),
    ),
  });
}

/** One that comes back each day and one each week, one that comes once, and one that goes on now. Those that are there, by their title, stay. */
export async function seedWindows(api: DemoApi, plans: readonly DevicePlan[], nowMs: number): Promise<void> {
  const known = await api.list<{ title: string }>('/api/v1/maintenance-windows');
  const titles = new Set(known.map(({ title }) => title));
  const olt = plans.find(({ role }) => role === 'olt');
  const windows = [
    {
      ...{ title: 'Respaldo de configuraciones', reason: 'Cada equipo responde más lento mientras se copia.' },
      ...{ scopes: [{ type: 'tenant' }], effects: ['silence_notifications'] },
      ...{ rule: 'FREQ=DAILY', durationMinutes: 30, startsAt: nightOf(nowMs, { hour: 4 }) },
    },
    {
      ...{ title: 'Actualización de radios en Sacaba', reason: 'Firmware de los enlaces, torre por torre.' },
      scopes: [{ type: 'zone', id: await idOf(api, 'zones', zoneIdOf('Sacaba')) }],
      ...{ effects: ['silence_notifications'], rule: 'FREQ=WEEKLY;BYDAY=TU', durationMinutes: 120 },
      startsAt: nightOf(nowMs, { weekday: 2, hour: 2 }),
    },
    ...(olt === undefined
      ? []
      : [
          {
            ...{ title: `Cambio de tarjeta en ${olt.name}`, reason: 'La ranura 2 recibe una tarjeta con más puertos.' },
            scopes: [{ type: 'device', id: await deviceIdOf(api, olt.name) }],
            ...{ effects: ['silence_notifications', 'suppress_alarms', 'exclude_from_sla'], durationMinutes: 90 },
            startsAt: nightOf(nowMs, { hour: 1 }),
          },
          {
            ...{ title: 'Cambio de baterías', reason: 'El banco 2 del POP se cambia con el grupo encendido.' },
            scopes: [{ type: 'site', id: await idOf(api, 'sites', placeOf(olt).siteId) }],
            ...{ effects: ['silence_notifications', 'exclude_from_sla'], durationMinutes: 240 },
            startsAt: new Date(Math.floor(nowMs / hourMs) * hourMs).toISOString(),
          },
        ]),
  ];
  for (const window of windows) {
    if (!titles.has(window.title)) await api.ask('POST', '/api/v1/maintenance-windows', window);
  }
}

/** The first such hour on the wall clock that is at least a day away. @param at.weekday 0 is Sunday; absent: any. */
function nightOf(nowMs: number, at: { readonly weekday?: number; readonly hour: number }): string {
  const wallMs = wallMsAt(timeZone, nowMs);
  const midnightMs = Math.floor(wallMs / dayMs) * dayMs;
  const away = at.weekday === undefined ? 0 : (at.weekday - new Date(midnightMs + 2 * dayMs).getUTCDay() + 7) % 7;
  return new Date(instantMsOf(timeZone, midnightMs + (2 + away) * dayMs + at.hour * hourMs)).toISOString();
}

async function deviceIdOf(api: DemoApi, name: string): Promise<string> {
  const devices = await api.list<{ id: string; name: string }>(`/api/v1/devices?q=${encodeURIComponent(name)}`);
  const found = devices.find((device) => device.name === name);
  if (found === undefined) throw new Error(`there is no ${name}, which was written before`);
  return found.id;
}
