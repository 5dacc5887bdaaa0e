import { api, call } from '#lib/api/client.ts';
import { leaveIfSignedOut } from '#lib/api/sign-in-redirect.ts';
import { m } from '#lib/paraglide/messages.js';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { problemText } from '#lib/words.ts';

/** Brings a removed person back with their roles, and says how it went. @returns whether they are back. */
export async function restorePerson({ id }: { readonly id: string }): Promise<boolean> {
  const answer = await call(api.POST('/api/v1/users/{id}/restore', { params: { path: { id } } }));
  toasts.show(answer.ok ? m.person_restored({ name: answer.data.name }) : problemText(answer.problem));
  if (!answer.ok) leaveIfSignedOut(answer.problem);
  return answer.ok;
}
