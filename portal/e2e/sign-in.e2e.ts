import { expect, test } from 'vitest';
import { fillSignIn, newPassword } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

describePortal('signing in', 'fresh', (portal) => {
  test('whoever is not signed in comes to the sign-in page', async () => {
    const page = await portal.visit('/devices?status=down');
    await page.getByRole('heading', { name: 'Ingresar' }).waitFor();
    expect(await page.title()).toBe('Ingresar · FastISP');
    expect(new URL(page.url()).searchParams.get('to')).toBe('/devices?status=down');
  });

  test('a wrong password is said in words, and the typed one can be shown', async () => {
    const page = await portal.visit('/sign-in');
    await fillSignIn(page, portal.system.credentials.email, 'no es esta');
    await page.getByRole('alert').getByText('El correo o la contraseña no son correctos.').waitFor();
    const password = page.getByLabel('Contraseña', { exact: true });
    expect(await password.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Mostrar' }).click();
    expect(await password.getAttribute('type')).toBe('text');
  });

  test('the first sign-in must change the one-time password', async () => {
    const { email, oneTimePassword } = portal.system.credentials;
    const page = await portal.visit('/sign-in');
    await fillSignIn(page, email, oneTimePassword);
    await page.getByRole('heading', { name: 'Cambiar la contraseña' }).waitFor();

    await page.goto('/devices');
    await page.getByRole('heading', { name: 'Cambiar la contraseña' }).waitFor();

    await page.getByLabel('Contraseña de un solo uso').fill('otra cosa distinta');
    await page.getByLabel('Contraseña nueva').fill(newPassword);
    await page.getByRole('button', { name: 'Guardar contraseña' }).click();
    await page.getByText('La contraseña actual no es correcta.').waitFor();

    await page.getByLabel('Contraseña de un solo uso').fill(oneTimePassword);
    await page.getByRole('button', { name: 'Guardar contraseña' }).click();
    await page.getByText('Agregue el primer equipo').waitFor();
  });

  test('after signing in one is where one wanted to go, and can leave again', async () => {
    const page = await portal.visit('/flows?by=port');
    await fillSignIn(page, portal.system.credentials.email, newPassword);
    await page.getByRole('heading', { name: 'Flujos', exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?by=port');
    await page.getByRole('button', { name: /^Usuario:/ }).click();
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
    await page.getByRole('heading', { name: 'Ingresar' }).waitFor();
    await page.goto('/noc');
    await page.getByRole('heading', { name: 'Ingresar' }).waitFor();
  });

  test('another site cannot be named as the place to go', async () => {
    const page = await portal.visit('/sign-in?to=//example.com/');
    await fillSignIn(page, portal.system.credentials.email, newPassword);
    await page.waitForURL(`${portal.system.url}/noc`);
  });

  test('in English', async () => {
    const page = await portal.visit('/sign-in');
    await page.getByRole('button', { name: 'In English' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
