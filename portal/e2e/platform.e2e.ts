import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';
import { acceptInvitation } from './support/people.ts';

const person = { name: 'Ana Vera', email: 'ana@norte.example', password: 'caballo grapa pila correcta' };

describePortal('platform', 'shared', (portal) => {
  const openTenant = async (): Promise<Page> => {
    const page = await portal.open('/platform');
    await page.getByRole('link', { name: 'Red Norte' }).click();
    await page.getByRole('heading', { name: 'Red Norte', level: 1 }).waitFor();
    return page;
  };

  test('a tenant is made with a limit, and its first administrator comes in', async () => {
    const page = await portal.open('/platform');
    await page.getByRole('button', { name: 'Crear empresa' }).click();
    const dialog = page.getByRole('dialog', { name: 'Crear empresa' });
    await dialog.getByLabel('Nombre', { exact: true }).fill('Red Norte');
    await dialog.getByLabel('Nombre corto').fill('norte');
    await dialog.getByLabel('Correo de quien la administra').fill(person.email);
    await dialog.getByLabel('Equipos').fill('50');
    await dialog.getByRole('button', { name: 'Crear empresa' }).click();
    const link = await dialog.getByLabel(`Enlace para ${person.email}`).inputValue();
    await dialog.getByRole('button', { name: 'Listo' }).click();
    await page.getByRole('row', { name: /Red Norte.*0 de 50/ }).waitFor();
    await acceptInvitation(portal.system, link, person);
  });

  test('a short name that is taken is said at its field', async () => {
    const page = await portal.open('/platform');
    await page.getByRole('button', { name: 'Crear empresa' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre', { exact: true }).fill('Otra');
    await dialog.getByLabel('Nombre corto').fill('norte');
    await dialog.getByLabel('Correo de quien la administra').fill('otra@norte.example');
    await dialog.getByRole('button', { name: 'Crear empresa' }).click();
    await dialog.getByText('Otra empresa ya usa el nombre corto «norte»').waitFor();
  });

  test('who runs the platform acts as a person: said on every page, until they stop', async () => {
    const page = await openTenant();
    await page.getByRole('button', { name: `Actuar como ${person.name}` }).click();
    const dialog = page.getByRole('dialog', { name: `¿Actuar como ${person.name}?` });
    await dialog.getByLabel('Motivo').fill('No encuentra sus equipos');
    await dialog.getByRole('button', { name: 'Actuar como' }).click();
    await page.waitForURL('**/noc');
    const band = page.getByRole('region', { name: 'Actuando como otra persona' });
    await band.getByText(`actúa como ${person.name} en Red Norte`).waitFor();
    await page.goto('/admin/audit');
    await page.getByText('No encuentra sus equipos').waitFor();
    await band.getByRole('button', { name: 'Dejar de actuar' }).click();
    await page.waitForURL('**/platform');
    await band.waitFor({ state: 'detached' });
  });

  test('a tenant is suspended with a reason, and resumed by undo', async () => {
    const page = await openTenant();
    await page.getByRole('button', { name: 'Suspender empresa' }).click();
    const dialog = page.getByRole('dialog', { name: '¿Suspender «Red Norte»?' });
    await dialog.getByLabel('Motivo').fill('Tres facturas sin pagar');
    await dialog.getByRole('button', { name: 'Suspender empresa' }).click();
    await page.getByText(/Suspendida desde el .* Motivo: Tres facturas sin pagar/).waitFor();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByText('«Red Norte» reactivada').waitFor();
    await page.getByRole('button', { name: 'Suspender empresa' }).waitFor();
  });

  test('limits are changed and undone', async () => {
    const page = await openTenant();
    await page.getByLabel('Abonados').fill('1000');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('0 de 1000', { exact: false }).or(page.getByText('de 1000')).first().waitFor();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await expect.poll(() => page.getByLabel('Abonados').inputValue()).toBe('');
  });

  test('axe finds nothing on the list and on a tenant, in both themes', async () => {
    for (const page of [await portal.open('/platform'), await openTenant()]) {
      await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Tema claro' }).click();
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  });
});
