/** People, as tests need them besides the first administrator. */
import type { System } from './system.ts';

/** Takes up an invitation, as the invited person does. */
export async function acceptInvitation(
  system: System,
  link: string,
  person: { name: string; password: string },
): Promise<void> {
  const token = new URL(link).hash.slice(1);
  const response = await fetch(`${system.url}/api/v1/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: system.url },
    body: JSON.stringify({ token, name: person.name, password: person.password }),
  });
  if (!response.ok) throw new Error(`accepting: ${response.status} ${await response.text()}`);
}
