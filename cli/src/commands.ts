/** The commands there are. Each is loaded when it is called: the help need not wait for a database's driver. */
import type { Command } from './run.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const commands: readonly Command[] = [
  {
    path: ['admin', 'create'],
    options: {
      ...{ email: text, name: text, tenant: text, platform: flag },
      ...{ 'reset-password': flag, 'reset-second-factor': flag },
    },
    required: ['email'],
    load: async () => (await import('./commands/people.ts')).adminCreate,
  },
  {
    path: ['token', 'create'],
    options: { email: text, name: text, tenant: text, days: text, permissions: text },
    required: ['email', 'name'],
    load: async () => (await import('./commands/people.ts')).tokenCreate,
  },
  {
    path: ['tenant', 'create'],
    options: { name: text, admin: text, slug: text },
    required: ['name', 'admin'],
    load: async () => (await import('./commands/people.ts')).tenantCreate,
  },
  {
    path: ['import'],
    options: { type: text, file: text, url: text, 'dry-run': flag },
    required: ['type', 'file'],
    load: async () => (await import('./commands/import.ts')).importFile,
  },
  {
    path: ['keys', 'list'],
    options: { json: flag },
    load: async () => (await import('./commands/keys.ts')).keysList,
  },
  {
    path: ['keys', 'rotate'],
    options: { 'new-key': flag },
    load: async () => (await import('./commands/keys.ts')).keysRotate,
  },
  {
    path: ['audit', 'verify'],
    options: { tenant: text, json: flag, heads: text },
    load: async () => (await import('./commands/audit.ts')).auditVerify,
  },
  {
    path: ['doctor'],
    options: { json: flag },
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];
