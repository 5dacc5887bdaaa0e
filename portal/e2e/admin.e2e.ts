import { expect, test } from 'vitest';
import { accessibilityProblems, fillSignIn } from './support/browser.ts';
import { describePortal } from './support/portal.ts';
import { acceptInvitation } from './support/people.ts';

const marta = { name: 'Marta Ríos', email: 'marta@red.example', password: 'caballo grapa pila correcta' };

describePortal('administration', 'shared', (portal) => {
  test('a person is invited, comes in, gets another role, and the change is undone', async () => {
    const page = await portal.open('/admin');
    await page.getByRole('heading', { name: 'Personas', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Invitar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invitar a una persona' });
    await dialog.getByLabel('Correo electrónico').fill(marta.email);
    await dialog.getByRole('checkbox', { name: /^Técnico de campo/ }).check();
    await dialog.getByRole('button', { name: 'Crear invitación' }).click();
    const link = await dialog.getByLabel('Enlace de invitación').inputValue();
    await dialog.getByRole('button', { name: 'Listo' }).click();
    await page.getByRole('table', { name: 'Invitaciones pendientes' }).getByText(marta.email).waitFor();

    await acceptInvitation(portal.system, link, marta);
    await page.reload();
    await page.getByRole('link', { name: marta.name }).click();
    await page.getByRole('heading', { name: marta.name, level: 1 }).waitFor();
    await page.getByRole('checkbox', { name: /^Facturación/ }).check();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText(`Roles de ${marta.name} guardados`).waitFor();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByRole('checkbox', { name: /^Facturación/, checked: false }).waitFor();
  });

  test('the last administrator stays, and is told why', async () => {
    const page = await portal.open('/admin/people');
    await page.getByRole('link', { name: 'admin', exact: true }).click();
    await page.getByRole('checkbox', { name: /^Administración/ }).uncheck();
    await page.getByRole('checkbox', { name: /^Centro de red/ }).check();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('alert').getByText('Es el último administrador de la empresa').waitFor();
  });

  test('a role of the company denies something, and the matrix says which role does', async () => {
    const page = await portal.open('/admin/roles');
    await page.getByRole('link', { name: 'Crear rol' }).click();
    await page.getByLabel('Nombre del rol').fill('Sin flujos');
    await page.getByRole('button', { name: 'Agregar permiso' }).click();
    await page.getByLabel('Permiso 1', { exact: true }).selectOption('device:delete');
    await page.getByRole('group', { name: 'Efecto del permiso 1' }).getByRole('radio', { name: 'Negar' }).check();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('heading', { name: 'Sin flujos', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Ver en la matriz' }).click();
    await page.getByRole('button', { name: 'Equipos: eliminar: negado' }).click();
    const why = page.getByRole('complementary', { name: 'Por qué' });
    await why.getByText('está negado, y negar gana siempre').waitFor();
    await why.getByText('Rol Sin flujos').waitFor();
    await page.reload();
    await why.getByText('Rol Sin flujos').waitFor();
  });

  test('a role that nobody has is deleted, and comes back', async () => {
    const page = await portal.open('/admin/roles');
    await page.getByRole('link', { name: 'Sin flujos' }).click();
    await page.getByRole('button', { name: 'Eliminar rol' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Eliminar rol' }).click();
    await page.getByText('La empresa no tiene roles propios').waitFor();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByRole('heading', { name: 'Sin flujos', level: 1 }).waitFor();
  });

  test('an API token is shown once, works, and no longer when it is revoked', async () => {
    const page = await portal.open('/admin/tokens');
    await page.getByRole('button', { name: 'Crear clave' }).click();
    const dialog = page.getByRole('dialog', { name: 'Crear clave' });
    await dialog.getByLabel('Nombre').fill('respaldo');
    await dialog.getByRole('group', { name: 'Equipos' }).getByLabel('ver').check();
    await dialog.getByRole('button', { name: 'Crear clave' }).click();
    const token = await dialog.getByLabel('La clave').inputValue();
    await dialog.getByRole('button', { name: 'Listo' }).click();
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(portal.system.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await statusOf('/api/v1/devices')).toBe(200);
    expect(await statusOf('/api/v1/roles')).toBe(403);
    await page.getByRole('button', { name: 'Revocar la clave «respaldo»' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click();
    await page.getByText('Clave «respaldo» revocada').waitFor();
    expect(await statusOf('/api/v1/devices')).toBe(401);
  });

  test('the audit log tells who changed what, and that nothing was changed in it', async () => {
    const page = await portal.open('/admin/audit');
    await page.getByLabel('Tipo de objeto').selectOption('role');
    await page.waitForURL(/kind=role/);
    const entry = page.getByRole('group').filter({ hasText: 'eliminó' }).filter({ hasText: 'Sin flujos' });
    await entry.getByText('Sin flujos').click();
    await entry.getByRole('row', { name: /^Nombre Sin flujos/ }).waitFor();
    await entry.getByRole('link', { name: 'Historia de este objeto' }).click();
    await page.getByText('Historia: rol Sin flujos').waitFor();
    await page.getByRole('button', { name: 'Verificar cadena' }).click();
    await page.getByRole('status').getByText('nada se cambió ni se quitó').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    expect(file.suggestedFilename()).toBe('audit.csv');
  });

  test('who may not is offered nothing of it', async () => {
    const page = await portal.visit('/sign-in');
    await fillSignIn(page, marta.email, marta.password);
    await page.waitForURL('**/noc');
    await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Administración' }).click();
    await page.getByRole('heading', { name: 'Ajustes de la empresa' }).waitFor();
    await page.getByText('pero no cambiarlos').waitFor();
    const places = page.getByRole('navigation', { name: 'Administración' }).getByRole('link');
    expect(await places.allTextContents()).toEqual(['Empresa']);
    await page.goto('/admin/people');
    await page.getByRole('heading', { level: 1, name: 'No tiene permiso para ver esto' }).waitFor();
  });

  test('nothing is wider than a phone', async () => {
    const page = await portal.open('/admin', {
      ...{ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
    });
    for (const name of ['people', 'roles', 'roles/new?from=noc', 'access', 'tokens', 'audit', 'settings']) {
      await page.goto(`/admin/${name}`);
      await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(360);
    }
  });

  test.each(['people', 'roles', 'roles/new', 'access', 'tokens', 'audit'])(
    'axe finds nothing on /admin/%s',
    async (name) => {
      const page = await portal.open(`/admin/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Tema claro' }).click();
      expect(await accessibilityProblems(page)).toEqual([]);
    },
  );
});
