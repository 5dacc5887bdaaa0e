import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

const logo = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#0a8"/></svg>',
);

describePortal('settings of the company', 'shared', (portal) => {
  const open = async (): Promise<Page> => {
    const page = await portal.open('/admin/settings');
    await page.getByLabel('Nombre de la empresa').waitFor();
    return page;
  };
  const save = (page: Page) => page.getByRole('button', { name: 'Guardar', exact: true }).click();

  test('the name is previewed, saved, shown by the bar, and undone', async () => {
    const page = await open();
    await page.getByLabel('Nombre de la empresa').fill('Red del Sur');
    await page.getByRole('complementary', { name: 'Así se verá' }).getByText('Red del Sur').first().waitFor();
    await save(page);
    await page.getByText('Ajustes guardados').waitFor();
    await page.getByRole('banner').getByText('Red del Sur').waitFor();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByRole('banner').getByText('FastISP').waitFor();
  });

  test('a colour that cannot be read is said while it is typed, and refused', async () => {
    const page = await open();
    await page.getByLabel('Color en el tema oscuro', { exact: true }).fill('#222222');
    await page.getByText(/No se lee: contraste/).waitFor();
    await save(page);
    await page.getByText(/necesita 4.5:1 para leerse/).waitFor();
    await page.getByLabel('Color en el tema oscuro', { exact: true }).fill('#ffb347');
    await page.getByText(/Se lee bien/).waitFor();
    await save(page);
    await page.getByText('Ajustes guardados').waitFor();
    await page.reload();
    const link = page.getByRole('link', { name: 'Administración' }).first();
    await expect
      .poll(() => link.evaluate((element) => getComputedStyle(element).borderBottomColor))
      .toBe('rgb(255, 179, 71)');
  });

  test('a logo is uploaded, shown by the bar, and taken away; what is no picture is refused', async () => {
    const page = await open();
    const input = page.getByLabel('Elegir imagen').first();
    await input.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: logo });
    await page.getByRole('img', { name: 'Logo de la empresa' }).waitFor();
    await page.getByRole('banner').locator('img').waitFor();
    await input.setInputFiles({ name: 'notas.txt', mimeType: 'text/plain', buffer: Buffer.from('hola') });
    await page.getByText('El logo debe ser una imagen PNG, WebP o SVG.').waitFor();
    await page.getByRole('button', { name: 'Quitar logo' }).click();
    await page.getByText('sin logo').waitFor();
  });

  test('hours and holidays are kept', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'sábado: agregar un tramo' }).click();
    await page.getByLabel('sábado, tramo 1: hasta').fill('13:00');
    await page.getByRole('button', { name: 'Agregar feriado' }).click();
    await page.getByLabel('Fecha del feriado 1').fill('2026-12-25');
    await page.getByLabel('Nombre del feriado 1').fill('Navidad');
    await save(page);
    await page.getByText('Ajustes guardados').waitFor();
    await page.reload();
    expect(await page.getByLabel('sábado, tramo 1: hasta').inputValue()).toBe('13:00');
    expect(await page.getByLabel('Nombre del feriado 1').inputValue()).toBe('Navidad');
  });

  test('a time zone that does not exist is said at its field', async () => {
    const page = await open();
    await page.getByLabel('Zona horaria').fill('America/Atlantida');
    await save(page);
    await page.getByText('«America/Atlantida» no es una zona horaria').waitFor();
    expect(await page.getByLabel('Zona horaria').getAttribute('aria-invalid')).toBe('true');
  });

  test('axe finds nothing, in both themes', async () => {
    const page = await open();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tema claro' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
