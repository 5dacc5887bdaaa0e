import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

describePortal('maintenance', 'own', (portal) => {
  beforeAll(async () => {
    await portal.system.upsert('sites', [{ externalId: 'S', name: 'Torre Cerro Azul' }]);
  });

  async function announce(page: Page, title: string): Promise<void> {
    await page.getByLabel('Título').fill(title);
    await page.getByLabel('Motivo').fill('Firmware nuevo');
    await page.getByRole('combobox', { name: 'Sitio', exact: true }).fill('cerro');
    await page.getByRole('option', { name: 'Torre Cerro Azul' }).click();
  }

  test('nothing announced: the list says what announcing is good for', async () => {
    const page = await portal.open('/maintenance?view=list');
    await page.getByText('Aún no hay trabajos anunciados').waitFor();
    await page.getByRole('link', { name: 'Anunciar trabajo' }).first().click();
    await page.getByRole('heading', { name: 'Anunciar trabajo', level: 1 }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('work that repeats is announced in words, with a preview of its next times', async () => {
    const page = await portal.open('/maintenance/new');
    await announce(page, 'Actualizar la OLT');
    await page.getByLabel('Inicio').fill('2027-03-02T03:00');
    await page.getByLabel('Repetición').selectOption({ label: 'Por semanas' });
    await page.getByRole('checkbox', { name: 'jueves' }).check();
    await page.getByLabel('Termina').selectOption({ label: 'Tras varias veces' });
    await page.getByLabel('Cuántas veces').fill('3');
    const preview = page.getByRole('status').getByRole('listitem');
    await expect
      .poll(() => preview.allTextContents())
      .toEqual([
        expect.stringContaining('martes, 2 de marzo, 03:00'),
        expect.stringContaining('jueves, 4 de marzo, 03:00'),
        expect.stringContaining('martes, 9 de marzo, 03:00'),
      ]);
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByRole('heading', { name: 'Actualizar la OLT', level: 1 }).waitFor();
    await page.getByText('cada semana, los martes y jueves, 3 veces').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('the calendar shows each time on its day, by month and by week, and the day lives in the URL', async () => {
    const page = await portal.open('/maintenance?day=2027-03-01');
    const month = page.getByRole('region', { name: /marzo de 2027/i });
    const times = month.getByRole('link', { name: /Actualizar la OLT/ });
    await times.nth(2).waitFor();
    expect(await times.count()).toBe(3);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Siguiente' }).click();
    await page.waitForURL(/day=2027-04-01/);
    await page.getByRole('region', { name: /abril de 2027/i }).waitFor();
    await page.goto('/maintenance?day=2027-03-03&view=week');
    await page
      .getByRole('link', { name: /Actualizar la OLT/ })
      .nth(1)
      .waitFor();
    expect(await page.getByRole('link', { name: /Actualizar la OLT/ }).count()).toBe(2);
  });

  test('one time of many is skipped, all of it ended, and removed work brought back', async () => {
    const page = await portal.open('/maintenance?view=list');
    await page.getByRole('link', { name: 'Actualizar la OLT' }).click();
    await page.getByRole('button', { name: 'Saltar la próxima vez' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Motivo (opcional)').fill('Hay partido');
    await dialog.getByRole('button', { name: 'Terminar' }).click();
    await page.getByText('martes, 2 de marzo, 03:00: no se hizo').waitFor();

    await page.getByRole('button', { name: 'Eliminar' }).click();
    await dialog.getByRole('button', { name: 'Eliminar' }).click();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByRole('heading', { name: 'Actualizar la OLT', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'Terminar todas' }).click();
    await dialog.getByRole('button', { name: 'Terminar' }).click();
    await page.getByRole('status').getByText('terminado', { exact: true }).waitFor();
  });

  test('work that would be over already is refused before it is saved', async () => {
    const page = await portal.open('/maintenance/new');
    await announce(page, 'Ayer');
    await page.getByLabel('Inicio').fill('2020-01-01T03:00');
    await page.getByText('Este trabajo ya habría terminado').first().waitFor();
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await expect.poll(() => page.getByLabel('Inicio').getAttribute('aria-invalid')).toBe('true');
  });

  test('on a phone the days with work are a list, and nothing is cut off', async () => {
    const page = await portal.open('/maintenance', { viewport: { width: 360, height: 740 } });
    for (const path of ['/maintenance', '/maintenance?view=list', '/maintenance/new']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
  });
});
