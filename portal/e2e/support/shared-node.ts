/**
 * One node for all files whose tests do not mind what others leave behind: starting one takes longer than most
 * files. Vitest runs this before the first file and after the last.
 */
import type { TestProject } from 'vitest/node';
import { missingBrowser, openBrowser, signInFirst, type SignedIn } from './browser.ts';
import { type Doors, System } from './system.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sharedNode: { readonly doors: Doors; readonly signedIn: SignedIn } | null;
  }
}

export default async function startSharedNode(project: TestProject): Promise<() => Promise<void>> {
  if (missingBrowser !== null) {
    project.provide('sharedNode', null);
    return () => Promise.resolve();
  }
  const system = await System.start();
  try {
    const browser = await openBrowser();
    project.provide('sharedNode', { doors: system.doors, signedIn: await signInFirst(browser, system) });
    await browser.close();
  } catch (error) {
    await system.close();
    throw error;
  }
  return () => system.close();
}
