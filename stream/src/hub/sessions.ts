/** Asks again whether those who are connected may still be. */
import type { Authenticate } from '@fastisp/core/http/session-client';
import type { HubClient } from './client.ts';

/** Sessions asked for in one go; the rest is for the next. */
const checksMax = 100;

/**
 * Checks the sessions that are due, each once however many tabs it has. A check that fails (noc-api away) ends
 * nobody's session: it is asked again when due next. @returns whether some that are due are left.
 */
export async function checkSessions(
  clients: Iterable<HubClient>,
  options: {
    authenticate: Authenticate;
    nowMs: number;
    everyMs: number;
    onEnded: (client: HubClient) => void;
    onChecked: (client: HubClient) => void;
  },
): Promise<boolean> {
  let left = false;
  const due = new Map<string, HubClient[]>();
  for (const client of clients) {
    if (options.nowMs - client.sessionCheckedAtMs < options.everyMs) continue;
    const key = JSON.stringify(client.credentials);
    const known = due.get(key);
    if (known === undefined && due.size >= checksMax) {
      left = true;
      continue;
    }
    if (known === undefined) due.set(key, [client]);
    else known.push(client);
    client.sessionCheckedAtMs = options.nowMs;
  }
  await Promise.all(
    [...due.values()].map(async (same) => {
      const [first] = same;
      if (first === undefined) return;
      try {
        const principal = await options.authenticate(first.credentials);
        for (const client of same) {
          const { tenantId, userId } = client.principal;
          if (principal?.tenantId !== tenantId || principal.userId !== userId) options.onEnded(client);
          else {
            client.principal = principal;
            options.onChecked(client);
          }
        }
      } catch {
        // noc-api could not be asked, which says nothing about the session.
      }
    }),
  );
  return left;
}
