import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

/** As Excel writes it in Spanish: Windows-1252, semicolons, decimal commas. */
function file(name: string, rows: readonly string[]) {
  const header = 'Nombre;Ciudad;Identificador externo;Correo electrónico;Latitud;Longitud';
  return { name, mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\r\n'), 'latin1') };
}
const good = ['José Ñáñez;Bogotá;C1;jose@example.net;4,6;-74,1', 'Ana;Chía;C2;ana@example.net;4,8;-74,0'];

describePortal('import', 'shared', (portal) => {
  async function upload(page: Page, chosen: ReturnType<typeof file>): Promise<void> {
    await page.getByLabel('Archivo').setInputFiles(chosen);
    await page.getByRole('button', { name: 'Subir y revisar columnas' }).click();
    await page.getByRole('heading', { name: chosen.name, level: 1 }).waitFor();
  }

  test('columns are suggested, a check names each problem by row and column, and nothing was imported', async () => {
    const page = await portal.open('/inventory/import?type=subscriber');
    await upload(page, file('malo.csv', [...good, 'Luis;Cali;C3;sin-correo;4,6;-74,1']));
    const table = page.getByRole('table', { name: 'Qué columna llena qué campo' });
    await table.waitFor();
    expect(await table.getByLabel('Campo de la columna Ciudad').inputValue()).toBe('city');
    expect(await table.getByLabel('Campo de la columna Latitud').inputValue()).toBe('latitude');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Revisar sin importar' }).click();

    const row = page.getByRole('table', { name: 'Problemas' }).getByRole('row').nth(1);
    await row.waitFor();
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      '4',
      'sin-correo',
      'Debe ser un correo electrónico.',
    ]);
    expect(await page.getByRole('button', { name: /^Importar/ }).count()).toBe(0);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Descargar problemas' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });

  test('a file without problems is imported whole, accents and decimal commas as they were', async () => {
    const page = await portal.open('/inventory/import?type=subscriber');
    await upload(page, file('bueno.csv', good));
    await page.getByRole('button', { name: 'Revisar sin importar' }).click();
    await page.getByText('Todas las filas se pueden importar').waitFor();
    await page.getByLabel('Motivo (opcional)').fill('Migración');
    await page.getByRole('button', { name: 'Importar 2 filas' }).click();
    await page.getByText('El archivo se importó completo').waitFor();
    await page.getByRole('link', { name: 'Ver abonados' }).click();
    await page.getByRole('link', { name: 'José Ñáñez' }).click();
    await page.getByText('4.6, -74.1').waitFor();
  });

  test('an import is undone, and refused to be while somebody uses what it made', async () => {
    const page = await portal.open('/inventory/import?type=site');
    const sites = { ...file('sitios.csv', []), buffer: Buffer.from('Identificador externo;Nombre\nE1;Cerro Alto\n') };
    await upload(page, sites);
    await page.getByRole('button', { name: 'Revisar sin importar' }).click();
    await page.getByRole('button', { name: 'Importar 1 fila' }).click();
    await page.getByText('El archivo se importó completo').waitFor();
    const found = await page.request.get('/api/v1/sites?externalId=E1');
    const [site] = ((await found.json()) as { items: { id: string }[] }).items;
    const rack = await page.request.post('/api/v1/racks', { data: { name: 'R1', siteId: site?.id } });
    const undo = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Deshacer esta importación' }).click();
      const dialog = page.getByRole('dialog');
      expect(await accessibilityProblems(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Deshacer esta importación' }).click();
    };
    await undo();
    await page.getByText('No se deshizo nada').waitFor();
    await page.getByRole('cell', { name: /ya se usa/ }).waitFor();
    await page.request.delete(`/api/v1/racks/${((await rack.json()) as { id: string }).id}`);
    await undo();
    await page.getByText('La importación se deshizo completa').waitFor();
    expect(((await (await page.request.get('/api/v1/sites?externalId=E1')).json()) as { items: [] }).items).toEqual([]);
  });

  test('the list is exported as it is filtered, to be imported again', async () => {
    const page = await portal.open('/inventory/subscribers?q=ana');
    await page.getByRole('link', { name: 'Ana', exact: true }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const saved = await (await download).createReadStream();
    let text = '';
    for await (const chunk of saved) text += String(chunk);
    expect(text).toContain('ana@example.net');
    expect(text).not.toContain('jose@example.net');
  });

  test('a file that is no table is refused with what to do', async () => {
    const page = await portal.open('/inventory/import');
    await page.getByLabel('Archivo').setInputFiles({
      name: 'viejo.xls',
      mimeType: 'application/vnd.ms-excel',
      buffer: Buffer.from('d0cf11e0a1b11ae1'.repeat(64), 'hex'),
    });
    await page.getByRole('button', { name: 'Subir y revisar columnas' }).click();
    await page.getByRole('alert').getByText('formato antiguo de Excel').waitFor();
  });
});
