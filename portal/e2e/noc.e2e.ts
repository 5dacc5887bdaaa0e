import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';
import type { Router } from './support/system.ts';

/** Interval 5 s, then a poll with its retries: 1 s and two that wait longer, then the road to the browser. */
const downTimeLimitMs = 25_000;

describePortal('network centre', 'own', (portal) => {
  let deviceId: string;
  beforeAll(async () => {
    for (const router of portal.system.routers) ({ id: deviceId } = await portal.system.add(router));
  });

  const routerAt = (index: number): Router => {
    const router = portal.system.routers[index];
    if (router === undefined) throw new Error(`the lab has no router ${index}`);
    return router;
  };
  const headline = (page: Page, text: RegExp, timeout = downTimeLimitMs): Promise<void> =>
    page.getByRole('heading', { level: 1, name: text }).waitFor({ timeout });

  test('healthy is one calm line', async () => {
    const page = await portal.open('/noc');
    await headline(page, /Todo en orden\s*·\s*4\sequipos|Todo en orden\s*·\s*4\soperativos/);
    await page.getByText('Ningún equipo requiere atención.').waitFor();
    await page.getByRole('img', { name: /^Tráfico\. Ahora entran [\d,.]+ \w*bps/ }).waitFor();
    expect(await page.title()).toBe('Centro de red · FastISP');
  });

  test('a router that loses its power becomes the worst, by itself, and recovers', async () => {
    const router = routerAt(2);
    const page = await portal.open('/noc');
    await headline(page, /Todo en orden/);
    await portal.system.lab('stop', router);
    await headline(page, /1\sequipo\scaído\s*·\s*3\soperativos/);
    const attention = page.getByRole('region', { name: 'Equipos que requieren atención' });
    await attention
      .getByRole('link', { name: new RegExp(router.name) })
      .getByText('No responde a SNMP')
      .waitFor();
    await page.getByRole('log', { name: 'Eventos' }).getByText(`${router.name} caído`).waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: router.name }).waitFor();
    await page.goBack();

    await portal.system.lab('start', router);
    await headline(page, /Todo en orden/);
    await page.getByRole('log', { name: 'Eventos' }).getByText(`${router.name} se recuperó`).waitFor();
  });

  test('the same as a table, sorted and filtered by keyboard', async () => {
    const page = await portal.open('/noc');
    await headline(page, /Todo en orden/);
    await page.keyboard.press('v');
    await page.waitForURL(/view=table/);
    const table = page.getByRole('table', { name: 'Equipos' });
    expect(await table.getByRole('row').count()).toBe(1 + portal.system.routers.length);
    await page.keyboard.press('/');
    await page.keyboard.type(routerAt(1).address);
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Nombre' }).click();
    await page.waitForURL(/sort=name/);
  });

  test('keys, palette and their list', async () => {
    const page = await portal.open('/noc');
    await headline(page, /Todo en orden/);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Atajos de teclado' });
    await help.getByText('Ir a Equipos').waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.waitForURL('**/flows');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Buscar equipos y acciones' }).fill(routerAt(0).name);
    await page.getByRole('option', { name: new RegExp(routerAt(0).name) }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: routerAt(0).name }).waitFor();
  });

  test('kiosk mode has no chrome', async () => {
    const page = await portal.open('/noc?kiosk=1&d=5');
    await headline(page, /Todo en orden/);
    expect(await page.getByRole('navigation').count()).toBe(0);
    const letterPx = await page
      .getByRole('heading', { level: 1 })
      .evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize));
    // 4.8 % of the height is what 5 m need.
    expect(letterPx).toBeGreaterThanOrEqual(0.048 * 720);
  });

  test('flows that arrive are ranked', async () => {
    const page = await portal.open('/flows?range=15m');
    const table = page.getByRole('table', { name: /por Origen/ });
    await table.getByRole('row').nth(2).waitFor({ timeout: 45_000 });
    await page.getByRole('img', { name: /^Tráfico a lo largo del tiempo/ }).waitFor();
    await page.getByRole('radio', { name: 'Exportador' }).check();
    await page
      .getByRole('table', { name: /por Exportador/ })
      .getByRole('link', { name: routerAt(0).name })
      .waitFor();
    await page
      .getByRole('table', { name: 'Exportadores de flujos' })
      .getByText(/NetFlow|IPFIX/)
      .first()
      .waitFor();
  });

  test.each(['dark', 'light'])('axe finds nothing on any page, theme %s', async (theme) => {
    const page = await portal.open('/noc');
    await page.context().addCookies([{ name: 'fastisp_theme', value: theme, url: portal.system.url }]);
    const pages = [
      '/noc',
      '/noc?view=table',
      '/devices',
      '/devices/new',
      `/devices/${deviceId}`,
      `/devices/${deviceId}/edit`,
      '/flows',
      '/password',
      '/no-existe',
    ];
    const titles: string[] = [];
    for (const path of pages) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Cargando…').first().waitFor({ state: 'detached' });
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
      expect(await accessibilityProblems(page), path).toEqual([]);
      titles.push(await page.title());
    }
    await page.context().clearCookies({ name: /session/ });
    await page.goto('/sign-in');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await accessibilityProblems(page), '/sign-in').toEqual([]);
    // The wall and its table are one page.
    expect(new Set(titles).size).toBe(pages.length - 1);
  });

  test('nothing is cut off at 320 px', async () => {
    const page = await portal.open('/noc', { viewport: { width: 320, height: 640 } });
    for (const path of ['/noc', '/noc?view=table', '/devices', '/devices/new', `/devices/${deviceId}`, '/flows']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Cargando…').first().waitFor({ state: 'detached' });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(320);
    }
  });

  test('on a board of 4K the labels of the traffic stand clear of each other', async () => {
    const page = await portal.open('/noc?kiosk=1', { viewport: { width: 3_840, height: 2_160 } });
    const traffic = page.getByRole('img', { name: /^Tráfico\. Ahora/ });
    await traffic.locator('canvas').waitFor();
    await expect.poll(() => traffic.evaluate(timeLabels)).toMatchObject({ isOneLine: true, isApart: true });
  });

  test.each([600, 630, 660, 720, 2_160])('on a desk %i px high no event is cut in half', async (height) => {
    const page = await portal.open('/noc', { viewport: { width: Math.round((height * 16) / 9), height } });
    const log = page.getByRole('log', { name: 'Eventos' });
    await log.getByRole('listitem').nth(3).waitFor({ state: 'attached' });
    const shares = await log.getByRole('list').evaluate(sharesSeen);
    const cut = shares.filter((share) => share > 0.02 && share < 0.98);
    expect(cut).toEqual([]);
    expect(shares.filter((share) => share >= 0.98).length).toBeGreaterThan(0);
  });

  // The last test: it kills the engine.
  test('a lost connection is said across the page, and heals by itself', async () => {
    const page = await portal.open('/noc');
    await headline(page, /Todo en orden/);
    await portal.system.killNode();
    await page
      .getByRole('alert')
      .getByText(/SIN CONEXIÓN · datos de \d\d:\d\d:\d\d/)
      .waitFor({ timeout: 25_000 });
    await headline(page, /Todo en orden/);
    await portal.system.startNode();
    await page.getByText('SIN CONEXIÓN').waitFor({ state: 'detached', timeout: 25_000 });
    await headline(page, /Todo en orden/);
  });
});

/** Whether the lowest ink of a chart is one line of text, and stands apart from what is above it. Runs in the page. */
function timeLabels(chart: HTMLElement): { isOneLine: boolean; isApart: boolean } {
  const letterPx = Number.parseFloat(getComputedStyle(chart).fontSize);
  const canvas = chart.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return { isOneLine: false, isApart: false };
  const { width, height } = canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const isInked = (y: number): boolean => data.subarray(y * width * 4, (y + 1) * width * 4).some((byte) => byte > 0);
  let y = height - 1;
  const rowsWhile = (inked: boolean): number => {
    const from = y;
    while (y >= 0 && isInked(y) === inked) y -= 1;
    return from - y;
  };
  rowsWhile(false);
  const labelRows = rowsWhile(true);
  const gapRows = rowsWhile(false);
  return { isOneLine: labelRows > 0 && labelRows < letterPx * 1.2, isApart: gapRows > letterPx * 0.2 };
}

/** How much of each line of a list is to be seen, from 0 to 1. Runs in the page. */
function sharesSeen(list: HTMLElement): Promise<number[]> {
  return new Promise((done) => {
    const observer = new IntersectionObserver((entries) => {
      observer.disconnect();
      done(entries.map(({ intersectionRatio }) => intersectionRatio));
    });
    for (const line of list.children) observer.observe(line);
  });
}
