import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

/** A small plant: from the zone down to a subscriber's service. Bulk rows name each other by external id. */
const plant: readonly (readonly [plural: string, items: readonly Record<string, unknown>[]])[] = [
  ['zones', [{ externalId: 'Z', name: 'Zona Norte' }]],
  [
    'sites',
    [
      { externalId: 'S', name: 'Torre Cerro Azul', zoneId: 'Z', latitude: 19.4, longitude: -99.1 },
      { externalId: 'S2', name: 'Nodo San Mateo', zoneId: 'Z' },
    ],
  ],
  [
    'devices',
    [{ externalId: 'O', name: 'olt-azul', address: '127.0.0.9', kind: 'olt', siteId: 'S', snmpCommunity: 'public' }],
  ],
  ['cards', [{ externalId: 'C', name: 'Tarjeta 0', deviceId: 'O', slot: 0 }]],
  ['pon-ports', [{ externalId: 'P', name: '0/0/1', deviceId: 'O', cardId: 'C', number: 1 }]],
  ['feeders', [{ externalId: 'F', name: 'Troncal 1', ponPortId: 'P' }]],
  ['splitters', [{ externalId: 'N', name: 'NAP 1', feederId: 'F', outputs: 8 }]],
  ['drops', [{ externalId: 'D', name: 'Acometida 1', splitterId: 'N', outputNumber: 1 }]],
  ['onus', [{ externalId: 'U', serial: 'HWTC00000001', dropId: 'D' }]],
  ['plans', [{ externalId: 'L', name: 'Hogar 100', downKbps: 100_000, upKbps: 50_000 }]],
  ['subscribers', [{ externalId: 'A', name: 'Ana Pérez', siteId: 'S' }]],
  [
    'services',
    [{ externalId: 'I', name: 'Internet Ana', subscriberId: 'A', planId: 'L', userName: 'ana', onuId: 'U' }],
  ],
];

describePortal('inventory', 'shared', (portal) => {
  beforeAll(async () => {
    for (const [plural, items] of plant) await portal.system.upsert(plural, items);
  });

  const item = (page: Page, name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}`) });

  test('the tree is walked by keys, from a zone down to a service', async () => {
    const page = await portal.open('/inventory');
    await item(page, 'Zona Norte').focus();
    for (const next of [
      'Torre Cerro Azul',
      'olt-azul',
      'Tarjeta 0',
      '0/0/1',
      'Troncal 1',
      'NAP 1',
      'Acometida 1',
      'HWTC00000001',
      'Internet Ana',
    ]) {
      await page.keyboard.press('ArrowRight');
      await item(page, next).waitFor();
      // The site has a neighbour that is sorted before it.
      if (next === 'Torre Cerro Azul') await item(page, next).focus();
      else await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Internet Ana', level: 1 }).waitFor();
    expect(await item(page, 'Internet Ana').getAttribute('aria-selected')).toBe('true');
  });

  test('a search over everything finds a subscriber without accents', async () => {
    const page = await portal.open('/inventory');
    await page.getByRole('searchbox', { name: 'Buscar en todo el inventario' }).fill('ana perez');
    await page.getByRole('region', { name: 'Abonados' }).getByRole('link', { name: 'Ana Pérez' }).click();
    await page.getByRole('heading', { name: 'Ana Pérez', level: 1 }).waitFor();
  });

  test('a site says who loses service when it fails, what hangs below, and where it is', async () => {
    const page = await portal.open('/inventory/sites?q=cerro');
    await page.getByRole('link', { name: 'Torre Cerro Azul' }).click();
    await page.getByText('1 abonado sin servicio').waitFor();
    await page
      .getByRole('list', { name: 'Dibujo de lo que cuelga de aquí' })
      .getByRole('link', { name: 'Equipo: olt-azul' })
      .waitFor();
    const position = page.getByRole('link', { name: /^19.4, -99.1/ });
    expect(await position.getAttribute('href')).toContain('mlat=19.4&mlon=-99.1');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Anunciar trabajo' }).click();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Sitio', exact: true }).inputValue())
      .toBe('Torre Cerro Azul');
  });

  test('the map has the sites that have a position, says how they are, and leads to them', async () => {
    const page = await portal.open('/inventory');
    const map = page.getByRole('list', { name: 'Mapa de los sitios' });
    const site = map.getByRole('link', { name: /^Torre Cerro Azul · .*1 equipo$/ });
    await site.waitFor();
    expect(await map.getByRole('link', { name: /San Mateo/ }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await site.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Torre Cerro Azul', level: 1 }).waitFor();
  });

  test('a list filters by what an object points to, sorts, and keeps both in the URL', async () => {
    const page = await portal.open('/inventory/sites');
    await page.getByRole('button', { name: 'Filtros' }).click();
    await page.getByRole('combobox', { name: 'Zona' }).fill('norte');
    await page.getByRole('option', { name: 'Zona Norte' }).click();
    await page.waitForURL(/zoneId=/);
    await page.getByRole('button', { name: 'Nombre' }).click();
    await page.waitForURL(/sort=-name/);
    await page.reload();
    const rows = page.getByRole('table', { name: 'Sitios' }).getByRole('rowheader');
    await rows.nth(1).waitFor();
    expect(await rows.allTextContents()).toEqual([
      expect.stringContaining('Torre Cerro Azul'),
      expect.stringContaining('Nodo San Mateo'),
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a rack is added, what is wrong is said at its field, and its history tells of the change', async () => {
    const page = await portal.open('/inventory/racks/new');
    await page.getByLabel('Nombre (obligatorio)').fill('Rack A');
    await page.getByRole('combobox', { name: 'Sitio (obligatorio)' }).fill('azul');
    await page.getByRole('option', { name: 'Torre Cerro Azul' }).click();
    await page.getByLabel('Altura (U)').fill('900');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText(/^No es válido/).waitFor();
    expect(await page.getByLabel('Altura (U)').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Altura (U)').fill('42');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();

    await page.getByRole('heading', { name: 'Rack A', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Editar' }).click();
    await page.getByLabel('Altura (U)').fill('24');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    const history = page.getByRole('region', { name: 'Historial' });
    await history.getByText('Cambiado').waitFor();
    expect(await history.getByRole('definition').first().textContent()).toMatch(/42.*24/s);
  });

  test('who edits what somebody else changed meanwhile is told, and nothing is lost', async () => {
    const page = await portal.open('/inventory/zones?q=norte');
    await page.getByRole('link', { name: 'Zona Norte' }).first().click();
    await page.getByRole('link', { name: 'Editar' }).click();
    await page.getByLabel('Nombre (obligatorio)').fill('Zona Norte 1');
    await portal.system.upsert('zones', [{ externalId: 'Z', notes: 'de otra persona' }]);
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByRole('alert').getByText('Otra persona cambió esto').waitFor();
    await page.getByRole('button', { name: 'Cargar lo que hay ahora' }).click();
    await expect.poll(() => page.getByLabel('Notas').inputValue()).toBe('de otra persona');
    expect(await page.getByLabel('Nombre (obligatorio)').inputValue()).toBe('Zona Norte');
  });

  test('what is still used cannot be removed; what is removed can be brought back', async () => {
    const page = await portal.open('/inventory/sites?q=cerro');
    await page.getByRole('link', { name: 'Torre Cerro Azul' }).click();
    await page.getByRole('button', { name: 'Eliminar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Eliminar' }).click();
    await dialog.getByText('Todavía lo usan').waitFor();
    await dialog.getByRole('button', { name: 'Cancelar' }).click();

    await page.goto('/inventory/sites?q=mateo');
    await page.getByRole('link', { name: 'Nodo San Mateo' }).click();
    await page.getByRole('button', { name: 'Eliminar' }).click();
    await dialog.getByRole('button', { name: 'Eliminar' }).click();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByRole('heading', { name: 'Nodo San Mateo', level: 1 }).waitFor();
  });

  test('on a phone the tree is on the first page and nothing is cut off', async () => {
    const page = await portal.open('/inventory', { viewport: { width: 360, height: 740 } });
    await item(page, 'Zona Norte').waitFor();
    for (const path of ['/inventory', '/inventory/services', '/inventory/racks/new']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
  });
});
