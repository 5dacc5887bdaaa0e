/** Debian's Chromium, as a person's browser: pages in Spanish, found by role and label. */
import { AxeBuilder } from '@axe-core/playwright';
import { requirePeer } from '@fastisp/core/testing/peers';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { System } from './system.ts';

export const missingBrowser = requirePeer('chromium', 'chromium');
export const newPassword = 'cuatro palabras al azar';
/** How long a page may take to show what it must, on a busy machine. */
const timeLimitMs = 15_000;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page in a browser of its own. @param errors gets what the page throws, and what its security policy refuses */
export async function openPage(
  browser: Browser,
  system: System,
  errors: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: system.url, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(timeLimitMs);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) errors.push(message.text());
  });
  return page;
}

export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The first sign-in: one-time password, then one's own. Gives the session for other contexts. */
export async function signInFirst(browser: Browser, system: System): Promise<SignedIn> {
  const page = await openPage(browser, system, []);
  await page.goto('/sign-in');
  await fillSignIn(page, system.credentials.email, system.credentials.oneTimePassword);
  await page.getByLabel('Contraseña de un solo uso').fill(system.credentials.oneTimePassword);
  await page.getByLabel('Contraseña nueva').fill(newPassword);
  await page.getByRole('button', { name: 'Guardar contraseña' }).click();
  await page.waitForURL('**/noc');
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary ?? ''})`),
  );
}
