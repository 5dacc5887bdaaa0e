/** The four services, each alone in a process: where its program is, and what it must be told beside the stack's own variables. */
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

export const serviceNames = ['noc-api', 'stream', 'collector', 'portal'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const serviceMains: Readonly<Record<ServiceName, string>> = {
  'noc-api': resolve(root, 'noc-api/src/main.ts'),
  stream: resolve(root, 'stream/src/main.ts'),
  collector: resolve(root, 'collector/src/main.ts'),
  portal: resolve(root, 'portal/server/main.ts'),
};
