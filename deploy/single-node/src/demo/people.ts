/** People with every role, and a role of the provider's own, by invitation as an administrator would invite them. */
import { makeOneTimePassword } from '@fastisp/noc-api/bootstrap/bootstrap';
import type { DemoApi } from './api.ts';
import { zoneIdOf } from './places.ts';

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  /** In words. */
  readonly role: string;
  /** Shown once, stored nowhere. */
  readonly password: string;
}

/** Crews of one town: everything of its devices and its fibre there, but nothing is thrown away. */
export const crewRoleName = 'Cuadrilla Sacaba';

const people: readonly { readonly name: string; readonly mailbox: string; readonly role: string }[] = [
  { name: 'Mariela Antezana', mailbox: 'mariela.antezana', role: 'admin' },
  { name: 'Rodrigo Lazarte', mailbox: 'rodrigo.lazarte', role: 'noc' },
  { name: 'Ximena Urquidi', mailbox: 'ximena.urquidi', role: 'noc' },
  { name: 'Paola Escobar', mailbox: 'paola.escobar', role: 'billing' },
  { name: 'Néstor Guardia', mailbox: 'nestor.guardia', role: 'technician' },
  { name: 'Wilma Ajhuacho', mailbox: 'wilma.ajhuacho', role: crewRoleName },
  { name: 'Edgar Tapia', mailbox: 'edgar.tapia', role: 'client' },
];

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Whoever is there already stays as they are. @param cameIn hears of each who can sign in from now on. */
export async function seedPeople(api: DemoApi, cameIn: (newcomer: Newcomer) => void): Promise<void> {
  const crewRoleId = await ensureCrewRole(api);
  const { items: known } = await api.ask<{ items: { email: string }[] }>('GET', '/api/v1/users');
  const emails = new Set(known.map(({ email }) => email));
  for (const { name, mailbox, role } of people) {
    const email = `${mailbox}@vallefibra.example`;
    if (emails.has(email)) continue;
    const roles = [role === crewRoleName ? crewRoleId : role];
    const { link } = await api.ask<{ link: string }>('POST', '/api/v1/invitations', { email, name, roles });
    cameIn({ name, email, role, password: await acceptInvitation(api, link) });
  }
}

/** @returns the password of whoever came in by it. */
export async function acceptInvitation(api: DemoApi, link: string): Promise<string> {
  const password = makeOneTimePassword();
  const token = new URL(link).hash.slice(1);
  await api.ask('POST', '/api/v1/invitations/accept', { token, password, locale: 'es' });
  return password;
}

async function ensureCrewRole(api: DemoApi): Promise<string> {
  const { items } = await api.ask<{ items: Named[] }>('GET', '/api/v1/roles');
  const known = items.find(({ name }) => name === crewRoleName);
  if (known !== undefined) return known.id;
  const scope = { zoneIds: [await idOf(api, 'zones', zoneIdOf('Sacaba'))] };
  const allow = (permission: string) => ({ permission, effect: 'allow', scope });
  const deny = (permission: string) => ({ permission, effect: 'deny' });
  const { id } = await api.ask<Named>('POST', '/api/v1/roles', {
    name: crewRoleName,
    description: 'Trabaja con los equipos, la fibra y los clientes de Sacaba; no borra nada.',
    grants: [
      ...['site:read', 'rack:read', 'link:read', 'power:read'].map(allow),
      ...['device:*', 'interface:*', 'plant:*', 'onu:*', 'maintenance:*'].map(allow),
      ...['subscriber:read', 'service:read'].map(allow),
      ...['device:delete', 'plant:delete', 'onu:delete', 'maintenance:delete'].map(deny),
    ],
  });
  return id;
}

/** Of an object by its external id. */
export async function idOf(api: DemoApi, plural: string, externalId: string): Promise<string> {
  const path = `/api/v1/${plural}?externalId=${encodeURIComponent(externalId)}`;
  const { items } = await api.ask<{ items: { id: string }[] }>('GET', path);
  const [found] = items;
  if (found === undefined) throw new Error(`${plural} has no ${externalId}, which was written before`);
  return found.id;
}
