/** Tests of a file that are about the portal: a system, a browser, and the first administrator signed in. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';
import { missingBrowser, openBrowser, openPage, type SignedIn, signInFirst } from './browser.ts';
import type { SharedNode } from './shared-node.ts';
import { System } from './system.ts';

export interface Portal {
  readonly system: System;
  readonly browser: Browser;
  /** A page of the first administrator. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** A page of somebody who is not signed in yet. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/**
 * `shared` is a node that other files use too, before and after; `own` is one for these tests alone, `fresh` one
 * where nobody has signed in yet.
 */
type NodeKind = 'shared' | 'own' | 'fresh';

const startTimeLimitMs = 180_000;

/** Of the worker that runs this file. */
function sharedNode(): SharedNode {
  const node = inject('sharedNodes')[process.env['VITEST_POOL_ID'] ?? ''];
  if (node === undefined) throw new Error('every worker has a node that its files share');
  return node;
}

/** Says what is tested, or why it is not. What a page throws or its security policy refuses fails the test. */
export function describePortal(title: string, node: NodeKind, define: (portal: Portal) => void): void {
  describe.skipIf(missingBrowser !== null)(`${title}${missingBrowser ?? ''}`, () => {
    let system: System;
    let browser: Browser;
    let signedIn: SignedIn | undefined;
    const errors: string[] = [];

    beforeAll(async () => {
      const shared = node === 'shared' ? sharedNode() : null;
      [system, browser] = await Promise.all([
        shared === null ? System.start() : System.at(shared.doors),
        openBrowser(),
      ]);
      if (node !== 'fresh') signedIn = shared?.signedIn ?? (await signInFirst(browser, system));
    }, startTimeLimitMs);
    afterEach(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      expect(errors.splice(0)).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await system?.close();
    });

    const openAt = async (path: string, options: BrowserContextOptions): Promise<Page> => {
      const page = await openPage(browser, system, errors, options);
      await page.goto(path);
      return page;
    };
    define({
      get system() {
        return system;
      },
      get browser() {
        return browser;
      },
      open: (path, options) => openAt(path, { ...(signedIn && { storageState: signedIn }), ...options }),
      visit: (path, options) => openAt(path, options ?? {}),
    });
  });
}
