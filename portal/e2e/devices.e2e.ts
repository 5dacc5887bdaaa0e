import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { describePortal } from './support/portal.ts';
import type { Router } from './support/system.ts';

describePortal('devices', 'own', (portal) => {
  let router: Router;
  beforeAll(async () => {
    const [first] = portal.system.routers;
    if (first === undefined) throw new Error('the lab has no router');
    router = first;
  });

  async function fillConnection(page: Page, wanted: { address: string; port: number; community: string }) {
    await page.getByLabel('Dirección').fill(wanted.address);
    await page.getByLabel('Puerto UDP').fill(String(wanted.port));
    await page.getByLabel('Comunidad SNMP').fill(wanted.community);
  }

  test('an empty list invites to add the first device', async () => {
    const page = await portal.open('/devices');
    await page.getByText('Aún no hay equipos').waitFor();
    await page.getByRole('link', { name: 'Agregar equipo' }).first().click();
    await page.getByRole('heading', { name: 'Agregar equipo' }).waitFor();
    expect(await page.title()).toBe('Agregar equipo · FastISP');
  });

  test('a failed connection test says what is wrong and what to do', async () => {
    const page = await portal.open('/devices/new');
    await fillConnection(page, { address: 'no-existe.invalid', port: 161, community: 'public' });
    await page.getByRole('button', { name: 'Probar conexión' }).click();
    await page.getByRole('status').getByText('no existe en el DNS').waitFor();

    await fillConnection(page, { ...router, community: 'equivocada' });
    await page.getByRole('button', { name: 'Probar conexión' }).click();
    const silent = page.getByRole('status').getByText(/No respondió en \d+ s: revise dirección, comunidad/);
    await silent.waitFor();
    expect(await silent.textContent()).toContain(`puerto UDP ${router.port}`);

    await page.getByLabel('Comunidad SNMP').fill('otra');
    await silent.waitFor({ state: 'detached' });
  });

  test('a test that works shows what was found, and the device is then there and live', async () => {
    const page = await portal.open('/devices/new');
    await fillConnection(page, router);
    await page.getByRole('button', { name: 'Probar conexión' }).click();
    await page.getByText(/El equipo respondió en/).waitFor();
    expect(await page.getByRole('status').allTextContents()).toContainEqual(expect.stringContaining(router.name));
    expect(await page.getByLabel('Nombre').inputValue()).toBe(router.name);
    await page.getByLabel('Intervalo de consulta, en segundos').fill('5');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();

    await page.getByRole('heading', { name: router.name, level: 1 }).waitFor();
    await page.getByRole('status').getByText('operativo').waitFor();
    const interfaces = page.getByRole('table', { name: 'Interfaces' });
    await interfaces.getByRole('row').nth(2).waitFor();
    await page.getByRole('img', { name: /^Tráfico\. Ahora entran [\d,.]+/ }).waitFor({ timeout: 30_000 });
  });

  test('a name that is taken is said at its field', async () => {
    const page = await portal.open('/devices/new');
    await fillConnection(page, { address: '127.0.0.9', port: 161, community: 'public' });
    await page.getByLabel('Nombre').fill(router.name);
    await page.getByRole('button', { name: 'Guardar sin probar' }).click();
    await page.getByText(`Ya hay un equipo llamado «${router.name}»`).waitFor();
    expect(await page.getByLabel('Nombre').getAttribute('aria-invalid')).toBe('true');
  });

  test('the range of the chart lives in the URL', async () => {
    const page = await portal.open('/devices');
    await page.getByRole('link', { name: router.name }).click();
    await page.getByRole('radio', { name: '24 h' }).check();
    await page.waitForURL(/range=24h/);
    await page.reload();
    expect(await page.getByRole('radio', { name: '24 h' }).isChecked()).toBe(true);
  });

  test('the list filters by text and state, and keeps that in the URL', async () => {
    const page = await portal.open('/devices');
    await page.getByRole('link', { name: router.name }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('no-hay-tal');
    await page.getByText('Ningún equipo coincide').waitFor();
    expect(page.url()).toContain('q=no-hay-tal');
    await page.getByRole('button', { name: 'Quitar filtros' }).click();
    await page.getByRole('radio', { name: 'Operativos' }).check();
    await page.waitForURL(/status=up/);
    await page.getByRole('link', { name: router.name }).waitFor();
  });

  test('a device is renamed, removed, and restored', async () => {
    const page = await portal.open('/devices');
    await page.getByRole('link', { name: router.name }).click();
    await page.getByRole('link', { name: 'Editar' }).click();
    await page.getByRole('heading', { name: `Editar ${router.name}` }).waitFor();
    await page.getByLabel('Nombre').fill('rtr-renombrado');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByRole('heading', { name: 'rtr-renombrado', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'Eliminar' }).click();
    await page
      .getByRole('dialog', { name: '¿Eliminar rtr-renombrado?' })
      .getByRole('button', { name: 'Eliminar' })
      .click();
    await page.getByText('Aún no hay equipos').waitFor();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByRole('heading', { name: 'rtr-renombrado', level: 1 }).waitFor();
  });

  test('a device that does not exist is said so', async () => {
    const page = await portal.open('/devices/01930000-0000-7000-8000-000000000000');
    await page.getByText('Ese equipo no existe, o ya se eliminó.').waitFor();
  });
});
