import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems, fillSignIn, newPassword } from './support/browser.ts';
import { describePortal } from './support/portal.ts';
import { codeOf } from './support/totp.ts';

describePortal("one's own account", 'own', (portal) => {
  const confirmPassword = async (page: Page, button: string): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Su contraseña').fill(newPassword);
    await dialog.getByRole('button', { name: button }).click();
  };
  const section = (page: Page, name: string) => page.getByRole('region', { name });

  test('is reached from the menu of the person, and is accessible in both themes', async () => {
    const page = await portal.open('/noc');
    await page.getByRole('button', { name: /^Usuario:/ }).click();
    await page.getByRole('menuitem', { name: 'Mi cuenta' }).click();
    await page.getByRole('heading', { name: 'Mi cuenta' }).waitFor();
    await section(page, 'Dónde ingresó').getByText('Este equipo').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a device that is signed out there is out', async () => {
    const elsewhere = await portal.visit('/sign-in');
    await fillSignIn(elsewhere, portal.system.credentials.email, newPassword);
    await elsewhere.waitForURL('**/noc');

    const page = await portal.open('/account');
    const sessions = section(page, 'Dónde ingresó');
    await sessions
      .getByRole('button', { name: /^Cerrar la sesión de Chrome en Linux/ })
      .first()
      .click();
    await page.getByText('Sesiones cerradas.').waitFor();
    await elsewhere.goto('/devices');
    await elsewhere.getByRole('heading', { name: 'Ingresar' }).waitFor();
  });

  test('a second step is set up, asked for, replaced by a backup code, and turned off', async () => {
    const page = await portal.open('/account');
    const part = section(page, 'Verificación en dos pasos');
    await part.getByRole('button', { name: 'Activar' }).click();
    await page.getByRole('dialog').getByLabel('Su contraseña').fill('no es esta');
    await page.getByRole('dialog').getByRole('button', { name: 'Activar' }).click();
    await page.getByText('La contraseña actual no es correcta.').waitFor();
    await confirmPassword(page, 'Activar');

    await page.getByRole('img', { name: /Código QR/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const secret = (await page.locator('.select-all').innerText()).replaceAll(' ', '');
    await page.getByLabel('Código que muestra la app').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Confirmar y activar' }).click();
    await page.getByRole('heading', { name: 'Códigos de respaldo' }).waitFor();
    const codes = await page.getByRole('dialog').getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: 'Ya los guardé' }).click();
    await part.getByText('Quedan 10 códigos de respaldo.').waitFor();

    const fresh = await portal.visit('/sign-in?to=/account');
    await fillSignIn(fresh, portal.system.credentials.email, newPassword);
    await fresh.getByRole('heading', { name: 'Confirme que es usted' }).waitFor();
    expect(await accessibilityProblems(fresh)).toEqual([]);
    await fresh.getByLabel('Código de 6 cifras').fill('000000');
    await fresh.getByRole('button', { name: 'Confirmar' }).click();
    await fresh.getByText('Ese código no es correcto o ya se usó.').waitFor();
    await fresh.getByLabel('Código de 6 cifras').fill(codeOf(secret, 1));
    await fresh.getByRole('button', { name: 'Confirmar' }).click();
    await fresh.waitForURL('**/account');

    const lost = await portal.visit('/sign-in?to=/account');
    await fillSignIn(lost, portal.system.credentials.email, newPassword);
    await lost.getByLabel('Código de 6 cifras').fill(codes[0] ?? '');
    await lost.getByRole('button', { name: 'Confirmar' }).click();
    await section(lost, 'Verificación en dos pasos').getByText('Quedan 9 códigos de respaldo.').waitFor();

    await section(lost, 'Verificación en dos pasos').getByRole('button', { name: 'Desactivar' }).click();
    await confirmPassword(lost, 'Desactivar');
    await lost.getByText('quedó desactivada').waitFor();
  });

  test('a passkey is added, signs in, is renamed and removed', async () => {
    // Browsers offer passkeys at names, not at bare addresses.
    const baseURL = portal.system.url.replace('127.0.0.1', 'localhost');
    const page = await portal.visit('/', { baseURL });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto('/sign-in?to=/account');
    await fillSignIn(page, portal.system.credentials.email, newPassword);
    const passkeys = section(page, 'Llaves de acceso');
    await passkeys.getByRole('button', { name: 'Agregar una llave' }).click();
    await page.getByLabel('Nombre de la llave').fill('Portátil');
    await confirmPassword(page, 'Agregar una llave');
    await page.getByText('La llave Portátil quedó agregada.').waitFor();

    await page.getByRole('button', { name: /^Usuario:/ }).click();
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
    await page.getByRole('button', { name: 'Ingresar con una llave de acceso' }).click();
    await page.waitForURL('**/noc');

    await page.goto('/account');
    await passkeys.getByRole('button', { name: 'Cambiar el nombre de Portátil' }).click();
    await page.getByLabel('Nombre de la llave').fill('Portátil de la oficina');
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
    await passkeys.getByText('Portátil de la oficina').waitFor();
    await passkeys.getByRole('button', { name: 'Quitar Portátil de la oficina' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitar' }).click();
    await passkeys.getByText('Todavía no tiene ninguna.').waitFor();
  });

  test('where no passkeys are possible and no mail is set up, the pages say so', async () => {
    const page = await portal.visit('/sign-in');
    await page.getByRole('link', { name: '¿Olvidó su contraseña?' }).click();
    await page.getByText('Este sistema no envía correos.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Ir a ingresar' }).click();
    await page.getByRole('heading', { name: 'Ingresar' }).waitFor();
    expect(await page.getByRole('button', { name: 'Ingresar con una llave de acceso' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Ingresar con Google' }).count()).toBe(0);
  });

  test('an invited person makes their account, and gets in again with a link from an administrator', async () => {
    const email = 'tecnica@example.net';
    const { link } = await portal.system.post<{ link: string }>('/api/v1/invitations', {
      email,
      roles: ['technician'],
    });
    const page = await portal.visit(link);
    await page.getByText(`como ${email}`).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Nombre').fill('Tere Ríos');
    await page.getByLabel('Contraseña', { exact: true }).fill('torre antena cerro cable');
    await page.getByRole('button', { name: 'Aceptar la invitación' }).click();
    await page.getByText('Ingrese con su correo y su contraseña.').waitFor();
    await page.goto('/sign-in?to=/account');
    await fillSignIn(page, email, 'torre antena cerro cable');
    await page.getByLabel('Nombre').waitFor();
    const { id } = (await (await page.request.get('/api/v1/account')).json()) as { id: string }; // the API's own schema

    const { url } = await portal.system.post<{ url: string }>(`/api/v1/users/${id}/password-link`);
    const fresh = await portal.visit(url);
    await fresh.getByLabel('Contraseña nueva').fill('cable cerro antena torre');
    await fresh.getByRole('button', { name: 'Guardar contraseña' }).click();
    await fresh.getByText('Contraseña guardada. Ingrese con ella.').waitFor();
    await fillSignIn(fresh, email, 'cable cerro antena torre');
    await fresh.getByRole('button', { name: /^Usuario: Tere Ríos/ }).waitFor();
    await fresh.goto(url);
    await fresh.getByLabel('Contraseña nueva').fill('otra antena en otra torre');
    await fresh.getByRole('button', { name: 'Guardar contraseña' }).click();
    await fresh.getByText('Este enlace ya se usó').waitFor();
  });

  test('the language of the person is kept, in this browser too', async () => {
    const page = await portal.open('/account');
    await page.getByLabel('Idioma').selectOption({ label: 'Inglés' });
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await page.getByLabel('Language').selectOption({ label: 'Spanish' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Mi cuenta' }).waitFor();
  });
});
