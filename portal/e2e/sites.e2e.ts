/** People whose role holds at some sites only: what they find after they signed in, and what they do not. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, fillSignIn } from './support/browser.ts';
import { acceptInvitation } from './support/people.ts';
import { describePortal } from './support/portal.ts';
import type { Router, System } from './support/system.ts';

const password = 'farola tejado mango sereno';
const technician = { name: 'Rosa Quispe', email: 'rosa@red.example', password };
const builder = { name: 'Abel Choque', email: 'abel@red.example', password };
const cashier = { name: 'Iván Soto', email: 'ivan@red.example', password };
/** Flows are counted once they are in the store: an export, a batch, and the page's next question. */
const flowsTimeLimitMs = 45_000;
const upTimeLimitMs = 25_000;

const seen = [
  ...['site:read', 'device:read', 'interface:read', 'link:read', 'plant:read', 'onu:read', 'zone:read'],
  ...['flow:read', 'event:read', 'status:read', 'maintenance:read', 'device:update', 'device:test'],
];

const built = ['site:read', 'device:read', 'device:create', 'maintenance:read', 'maintenance:create'];

/** Pages that the technician's role says nothing of. */
const forbidden = [
  ...['/devices/new', '/inventory/subscribers', '/inventory/sites/new', '/inventory/import', '/maintenance/new'],
  ...['/admin', '/admin/people', '/admin/roles', '/admin/roles/new', '/admin/access', '/admin/tokens', '/admin/audit'],
  ...['/admin/settings', '/platform', '/platform/administrators'],
];

describePortal('people of some sites', 'own', (portal) => {
  beforeAll(() => prepare(portal.system));
  const ours = (): Router => routerAt(portal.system, 0);
  const theirs = (): Router => routerAt(portal.system, 1);

  async function signedIn(person: { email: string }): Promise<Page> {
    const page = await portal.visit('/sign-in');
    await fillSignIn(page, person.email, password);
    await page.getByRole('button', { name: 'Ingresar', exact: true }).waitFor({ state: 'detached' });
    return page;
  }
  const places = (page: Page): Promise<string[]> =>
    page.getByRole('navigation', { name: 'Principal' }).getByRole('link').allInnerTexts();

  test('a technician of one site starts at its wallboard, with the places that are for them', async () => {
    const page = await signedIn(technician);
    await page.waitForURL('**/noc');
    await page
      .getByRole('heading', { level: 1, name: /Todo en orden\s*·\s*1\soperativo/ })
      .waitFor({ timeout: upTimeLimitMs });
    await page.getByText('Solo 1 sitio').waitFor();
    await page.getByRole('img', { name: /^Tráfico\. Ahora entran [\d,.]+ \w*bps/ }).waitFor();
    await page.getByRole('log', { name: 'Eventos' }).getByText(ours().name).first().waitFor();
    expect(await page.getByText(theirs().name).count()).toBe(0);
    expect(await places(page)).toEqual(['Centro de red', 'Equipos', 'Inventario', 'Flujos', 'Mantenimiento']);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('they find their devices, live, and may do with them what their role says', async () => {
    const page = await signedIn(technician);
    await page.getByRole('link', { name: 'Equipos', exact: true }).click();
    await page.getByRole('status').getByText('1 equipo', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Agregar equipo' }).count()).toBe(0);
    await page.getByRole('table', { name: 'Equipos' }).getByRole('link', { name: ours().name }).click();
    await page.getByRole('heading', { level: 1, name: ours().name }).waitFor();
    await page
      .getByRole('table', { name: 'Interfaces' })
      .getByText(/\d [kMG]?bps/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Editar' }).waitFor();
    expect(await page.getByRole('button', { name: 'Eliminar' }).count()).toBe(0);
  });

  test('their site heads the inventory, although its zone is not theirs', async () => {
    const page = await signedIn(technician);
    await page.getByRole('link', { name: 'Inventario', exact: true }).click();
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem', { name: 'Cerro Norte' }).waitFor();
    expect(await tree.getByText('Valle Sur').count()).toBe(0);
    await tree.getByText('Cerro Norte').click();
    await page.getByRole('heading', { level: 1, name: 'Cerro Norte' }).waitFor();
  });

  test('the flows are those of their routers', async () => {
    const page = await signedIn(technician);
    await page.goto('/flows?range=15m&by=exporter');
    const exporters = page.getByRole('table', { name: /por Exportador/ });
    await exporters.getByRole('link', { name: ours().name }).waitFor({ timeout: flowsTimeLimitMs });
    expect(await page.getByText(theirs().name).count()).toBe(0);
    expect(await exporters.getByRole('row').count()).toBe(3); // with the heading and the total
  });

  test('another site is as if it were not there', async () => {
    const administrator = await portal.open('/devices');
    await administrator.getByRole('link', { name: theirs().name }).click();
    await administrator.waitForURL(/devices\/[0-9a-f-]{36}/);
    const page = await signedIn(technician);
    await page.goto(new URL(administrator.url()).pathname);
    await page.getByText('Ese equipo no existe').waitFor();
  });

  test('a page that is not for them says so, and asks the API for nothing of it', async () => {
    const page = await signedIn(technician);
    await page.waitForURL('**/noc');
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) asked.push(pathname);
    });
    for (const path of forbidden) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: 'No tiene permiso para ver esto' }).waitFor();
      await page.getByRole('link', { name: 'Ir a Centro de red' }).waitFor();
    }
    expect(asked.filter((path) => !['/api/v1/session', '/api/v1/object-types'].includes(path))).toEqual([]);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('no page that is for them asks what the API refuses', async () => {
    const page = await signedIn(builder);
    const refused: string[] = [];
    page.on('response', (response) => void (response.status() === 403 && refused.push(response.url())));
    await page.waitForURL('**/noc');
    await page.getByRole('heading', { level: 1, name: /operativo/ }).waitFor({ timeout: upTimeLimitMs });
    expect(await page.getByRole('log', { name: 'Eventos' }).count()).toBe(0);
    await page.goto('/devices');
    await page.getByRole('link', { name: ours().name }).click();
    await page.getByRole('heading', { level: 1, name: ours().name }).waitFor();
    await page.goto('/maintenance/new');
    await page.getByRole('combobox', { name: 'Sitio' }).last().fill('norte');
    await page.getByRole('option', { name: 'Cerro Norte' }).last().click();
    await page.getByRole('heading', { name: 'Próximas veces' }).waitFor();
    expect(refused).toEqual([]);
  });

  test('who adds devices at one site has it chosen; moved to another, the device is gone for them', async () => {
    const page = await signedIn(builder);
    await page.waitForURL('**/noc');
    await page.goto('/devices/new');
    const { address, community } = routerAt(portal.system, 2);
    await expect.poll(() => page.getByRole('combobox', { name: 'Sitio' }).inputValue()).toBe('Cerro Norte');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Dirección').fill(address);
    await page.getByLabel('Comunidad SNMP', { exact: true }).fill(community);
    await page.getByLabel('Nombre', { exact: true }).fill('rtr-nuevo');
    await page.getByRole('button', { name: 'Guardar sin probar' }).click();
    await page.getByRole('heading', { level: 1, name: 'rtr-nuevo' }).waitFor();

    const administrator = await portal.open(`${new URL(page.url()).pathname}/edit`);
    await administrator.getByRole('combobox', { name: 'Sitio' }).fill('sur');
    await administrator.getByRole('option', { name: 'Valle Sur' }).click();
    await administrator.getByRole('button', { name: 'Guardar', exact: true }).click();
    await administrator.getByRole('heading', { level: 1, name: 'rtr-nuevo' }).waitFor();
    await page.reload();
    await page.getByText('Ese equipo no existe').waitFor();
  });

  test('who may see no devices starts at what is for them', async () => {
    const page = await signedIn(cashier);
    await page.waitForURL('**/inventory');
    await page.getByRole('heading', { level: 1, name: 'Inventario' }).waitFor();
    expect(await places(page)).not.toContain('Centro de red');
  });
});

const routerAt = ({ routers }: System, index: number): Router => {
  const router = routers[index];
  if (router === undefined) throw new Error(`the lab has no router ${index}`);
  return router;
};

/** Two sites with a router each, and somebody who may see one of them. */
async function prepare(system: System): Promise<void> {
  const zone = await system.post<{ id: string }>('/api/v1/zones', { name: 'Andes' });
  const [north, south] = await Promise.all(
    ['Cerro Norte', 'Valle Sur'].map((name) => system.post<{ id: string }>('/api/v1/sites', { name, zoneId: zone.id })),
  );
  for (const [index, site] of [north, south].entries()) {
    const { name, address, port, community } = routerAt(system, index);
    const snmp = { version: '2c', community, port };
    await system.post('/api/v1/devices', { name, address, pollIntervalS: 5, siteId: site?.id, snmp });
  }
  const scope = { siteIds: [north?.id] };
  const role = await system.post<{ id: string }>('/api/v1/roles', {
    name: 'Técnico del norte',
    grants: seen.map((permission) => ({ permission, effect: 'allow', scope })),
  });
  const building = await system.post<{ id: string }>('/api/v1/roles', {
    name: 'Instalador del norte',
    grants: built.map((permission) => ({ permission, effect: 'allow', scope })),
  });
  await invite(system, technician, role.id);
  await invite(system, builder, building.id);
  await invite(system, cashier, 'billing');
}

async function invite(system: System, person: typeof technician, role: string): Promise<void> {
  const made = await system.post<{ link: string }>('/api/v1/invitations', { email: person.email, roles: [role] });
  await acceptInvitation(system, made.link, person);
}
