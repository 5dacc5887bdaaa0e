/** A browser in another zone than the company: all times are the company's, and it is said. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

/** Half an hour from full hours, so that nothing agrees by accident. */
const browser = { timezoneId: 'Australia/Adelaide' };
const company = 'America/Santiago';
const settings = '/api/v1/settings';

const clockIn = (zone: string, atMs: number): string =>
  new Intl.DateTimeFormat('es', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);

describePortal('a browser in another time zone', 'shared', (portal) => {
  let zoneBefore = 'UTC';
  beforeAll(async () => {
    const answer = await portal.system.get<{ timeZone: string }>(settings);
    zoneBefore = answer.timeZone;
    await portal.system.patch(settings, { timeZone: company });
    await portal.system.upsert('sites', [{ externalId: 'Z1', name: 'Torre Meridiano' }]);
    await portal.system.upsert('plans', [{ externalId: 'Z1', name: 'Hogar 50', downKbps: 50_000, upKbps: 25_000 }]);
    await portal.system.upsert('subscribers', [{ externalId: 'Z1', name: 'Zoila Paz' }]);
    await portal.system.upsert('services', [
      { externalId: 'Z1', name: 'Internet Zoila', subscriberId: 'Z1', planId: 'Z1', userName: 'zoila' },
    ]);
  });
  afterAll(() => portal.system.patch(settings, { timeZone: zoneBefore }));

  const open = (path: string): Promise<Page> => portal.open(path, browser);

  test('the wallboard has the company’s clock, and the bar says whose it is', async () => {
    const page = await open('/noc');
    const clock = page.locator('time').first();
    // Text and attribute of one moment: the clock goes on.
    const { text, iso } = await clock.evaluate((time) => ({
      text: time.textContent,
      iso: time.getAttribute('datetime'),
    }));
    expect(text.slice(0, 5)).toBe(clockIn(company, Date.parse(iso ?? '')));
    const note = page
      .getByRole('banner')
      .getByTitle(/Las horas son las de Santiago \(GMT-[34]\).*Adelaide \(GMT\+(9|10):30\)/);
    await note.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto('/noc?kiosk=1');
    await page.getByText(/^Santiago GMT-[34]$/).waitFor();
  });

  test('a browser in the company’s zone is told nothing', async () => {
    const page = await portal.open('/noc', { timezoneId: company });
    await page.getByRole('button', { name: /^Usuario:/ }).waitFor();
    expect(await page.getByTitle(/Las horas son las de/).count()).toBe(0);
  });

  test('the days of the audit log are the company’s, the long one of April too', async () => {
    const page = await open('/admin/audit?from=2026-04-04&to=2026-04-04');
    const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const query = new URL(href ?? '', portal.system.url).searchParams;
    expect(query.get('from')).toBe('2026-04-04T03:00:00.000Z');
    expect(query.get('to')).toBe('2026-04-05T04:00:00.000Z');

    await page.goto('/admin/audit?kind=settings');
    const at = page.getByRole('group').locator('time:visible').first();
    const iso = (await at.getAttribute('datetime')) ?? '';
    expect(await at.textContent()).toContain(clockIn(company, Date.parse(iso)));
    expect(await at.getAttribute('title')).toContain('GMT');
  });

  test.each([
    ['before clocks go back', '2027-04-03T12:00', '2027-04-03T15:00:00.000Z'],
    ['after it', '2027-04-04T12:00', '2027-04-04T16:00:00.000Z'],
  ])('work is announced at the company’s time, %s', async (name, typed, instant) => {
    const page = await open('/maintenance/new');
    await page.getByLabel('Título').fill(`Trabajo ${name}`);
    await page.getByLabel('Motivo').fill('Cambio de antena');
    await page.getByRole('combobox', { name: 'Sitio', exact: true }).fill('meridiano');
    await page.getByRole('option', { name: 'Torre Meridiano' }).click();
    await page.getByLabel('Inicio').fill(typed);
    const [saved] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST' && /maintenance-windows$/.test(request.url())),
      page.getByRole('button', { name: 'Guardar', exact: true }).click(),
    ]);
    expect(saved.postDataJSON()).toMatchObject({ startsAt: instant, timeZone: company });
    await page.getByRole('heading', { name: `Trabajo ${name}`, level: 1 }).waitFor();
    await page.goto(`/maintenance?day=${typed.slice(0, 10)}&view=week`);
    await page.getByRole('link', { name: new RegExp(`12:00.14:00.*Trabajo ${name}`) }).waitFor();
  });

  test('a time in a form of the inventory is the company’s, and is shown as it was typed', async () => {
    const page = await open('/inventory/services?q=zoila');
    await page.getByRole('link', { name: 'Internet Zoila' }).click();
    await page.getByRole('link', { name: 'Editar' }).click();
    await page.getByLabel('Alta').fill('2026-07-01T09:30');
    const [saved] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'PATCH'),
      page.getByRole('button', { name: 'Guardar', exact: true }).click(),
    ]);
    expect(saved.postDataJSON()).toEqual({ startedAt: '2026-07-01T13:30:00.000Z' });
    await page.getByRole('definition').getByText('1 jul 2026, 09:30:00').first().waitFor();
  });
});
