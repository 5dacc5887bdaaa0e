import { beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './support/browser.ts';
import { describePortal } from './support/portal.ts';

const at = { siteId: 'PS', powerAreaId: 'PA', snmpCommunity: 'public' };

describePortal('power and racks', 'shared', (portal) => {
  beforeAll(async () => {
    const { system } = portal;
    await system.upsert('sites', [{ externalId: 'PS', name: 'Cerro Luz' }]);
    await system.upsert('racks', [{ externalId: 'PR', name: 'Rack Norte', siteId: 'PS' }]);
    await system.upsert('power-areas', [{ externalId: 'PA', name: 'Alimentador 7' }]);
    await system.upsert('ups', [
      { externalId: 'PU', name: 'UPS 1', siteId: 'PS', powerAreaId: 'PA', runtimeMinutes: 90 },
    ]);
    await system.upsert('devices', [
      { externalId: 'PD1', name: 'luz-olt', address: '127.0.7.1', rackId: 'PR', tags: ['troncal'], ...at },
      { externalId: 'PD2', name: 'luz-radio', address: '127.0.7.2', tags: ['troncal', 'aire'], ...at },
    ]);
    await system.upsert('onus', [{ externalId: 'PO', serial: 'LUZ00000001', powerAreaId: 'PA' }]);
  });

  test('a power area says what stops when, and which devices', async () => {
    const page = await portal.open('/inventory/power-areas?q=alimentador');
    await page.getByRole('link', { name: 'Alimentador 7' }).click();
    const table = page.getByRole('table', { name: 'Si se corta la energía' });
    await table.waitFor();
    const rows = await table.getByRole('row').allInnerTexts();
    expect(rows.slice(1).map((row) => row.split('\t').map((cell) => cell.trim()))).toEqual([
      ['enseguida', '0', '1', '0'],
      [expect.stringContaining('1 h 30 min'), '2', '0', '0'],
    ]);
    await page.getByText('Qué equipos').click();
    await page.getByRole('link', { name: 'luz-radio' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('devices are narrowed by a tag and a rack, and the address keeps it', async () => {
    const page = await portal.open('/devices?q=luz-');
    const chips = page.getByRole('group', { name: 'Filtrar por etiqueta o rack' });
    await chips.getByRole('button', { name: 'aire' }).click();
    await page.waitForURL(/tag=aire/);
    await page.getByRole('link', { name: 'luz-olt' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'luz-radio' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await chips.getByRole('button', { name: 'aire', pressed: true }).click();
    await chips.getByRole('button', { name: 'Rack Norte (rack)' }).click();
    await page.waitForURL(/rackId=/);
    await page.getByRole('link', { name: 'luz-radio' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: 'luz-olt' }).waitFor();
    await chips.getByRole('button', { name: 'Rack Norte (rack)', pressed: true }).waitFor();
  });

  test('racks of one name are told apart by their sites', async () => {
    const sites = ['Loma Uno', 'Loma Dos'].map((name, n) => ({ externalId: `LS${n}`, name }));
    await portal.system.upsert('sites', sites);
    for (const [n, { externalId: siteId }] of sites.entries()) {
      const rackId = `R-${siteId}`;
      const device = { externalId: `D-${siteId}`, name: `loma-${siteId}`, address: `127.0.7.${n + 8}`, siteId, rackId };
      await portal.system.upsert('racks', [{ externalId: rackId, name: 'Rack 1', siteId }]);
      await portal.system.upsert('devices', [{ ...device, snmpCommunity: 'public' }]);
    }
    const page = await portal.open('/devices?q=loma-');
    const chips = page.getByRole('group', { name: 'Filtrar por etiqueta o rack' });
    await chips.getByRole('button', { name: 'Rack 1, Loma Dos (rack)' }).click();
    await page.getByRole('link', { name: 'loma-LS0' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'loma-LS1' }).waitFor();
  });
});
