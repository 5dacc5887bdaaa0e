/** What tests of administration need besides the first administrator: places and people, made through the API. */
import type { Page } from 'playwright-core';
import type { System } from './system.ts';

/** Opens an invitation, chooses a password and comes in, as the invited person. */
export async function acceptInvitation(
  system: System,
  link: string,
  person: { name: string; password: string },
): Promise<void> {
  const token = new URL(link).hash.slice(1);
  const response = await fetch(`${system.url}/api/v1/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: system.url },
    body: JSON.stringify({ token, ...person }),
  });
  if (!response.ok) throw new Error(`accepting: ${response.status} ${await response.text()}`);
}

/** The value of a field that is shown once. */
export const shownOnce = (page: Page, label: string): Promise<string> => page.getByLabel(label).inputValue();
