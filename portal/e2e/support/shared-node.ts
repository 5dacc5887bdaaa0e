/**
 * One node for all files of a worker whose tests do not mind what others leave behind: starting one takes longer than
 * most files. Vitest runs this before the first file and after the last.
 */
import type { TestProject } from 'vitest/node';
import { missingBrowser, openBrowser, signInFirst, type SignedIn } from './browser.ts';
import { type Doors, System } from './system.ts';

export interface SharedNode {
  readonly doors: Doors;
  readonly signedIn: SignedIn;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** By the number of the worker, from 1. */
    sharedNodes: Readonly<Record<string, SharedNode>>;
  }
}

export default async function startSharedNodes(project: TestProject): Promise<() => Promise<void>> {
  const count = missingBrowser === null ? project.config.maxWorkers : 0;
  const starting = await Promise.allSettled(Array.from({ length: count }, () => System.start()));
  const systems = starting.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const close = async (): Promise<void> => void (await Promise.all(systems.map((system) => system.close())));
  try {
    const failed = starting.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const nodes = await Promise.all(systems.map(signIn));
    project.provide('sharedNodes', Object.fromEntries(nodes.map((node, index) => [index + 1, node])));
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

async function signIn(system: System): Promise<SharedNode> {
  const browser = await openBrowser();
  try {
    return { doors: system.doors, signedIn: await signInFirst(browser, system) };
  } finally {
    await browser.close();
  }
}
