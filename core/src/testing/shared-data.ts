import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../../shared');

/**
 * Test data that is licensed to others and lives beside the project, never in it: recorded walks, packet
 * captures, business cases.
 * @returns the folder's path, or null when it is not there (the test then skips and says so).
 */
export function sharedData(folder: 'walks' | 'flows' | 'cases'): string | null {
  const path = resolve(root, folder);
  return existsSync(path) ? path : null;
}
