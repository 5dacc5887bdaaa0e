/** Asks again whether those who are connected may still be. */
import { type AccessChange, readAccessChange } from '@fastisp/core/access/access-changes';
import type { Clock } from '@fastisp/core/clock';
import type { Authenticate } from '@fastisp/core/http/session-client';
import type { HubClient } from './client.ts';

/** Sessions asked for in one go; the rest is for the next. */
const checksMax = 100;
/** How often those that are due are looked for. */
const lookEveryMs = 5_000;

export interface SessionWatchDeps {
  readonly clients: ReadonlySet<HubClient>;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  readonly everyMs: number;
  /** Tells at once whose rights changed or session ended (core/src/access); absent: known with the next check. */
  readonly onAccessChange: ((listener: (payload: string) => void) => Promise<() => Promise<void>>) | undefined;
  readonly onEnded: (client: HubClient) => void;
  readonly onChecked: (client: HubClient) => void;
}

export interface SessionWatch {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Each session is asked about again every so often, and at once when the database tells that it changed. */
export function createSessionWatch(deps: SessionWatchDeps): SessionWatch {
  const { clients, clock, everyMs } = deps;
  let timer: NodeJS.Timeout | undefined;
  let unlisten: (() => Promise<void>) | undefined;
  let stopping = false;

  const check = (): Promise<boolean> => checkSessions(clients, { ...deps, nowMs: clock.nowMs() });

  /** Of a tenant with many people connected, some at a time and none left out. */
  async function checkChanged(payload: string): Promise<void> {
    const change = readAccessChange(payload);
    for (const client of clients) if (change !== null && isAbout(change, client)) client.sessionCheckedAtMs = -Infinity;
    while (!stopping && (await check()));
  }

  return {
    async start() {
      unlisten = await deps.onAccessChange?.((payload) => void checkChanged(payload));
      timer = setInterval(() => void check(), Math.min(lookEveryMs, everyMs));
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      await unlisten?.();
    },
  };
}

const isAbout = (change: AccessChange, { principal }: HubClient): boolean =>
  change.kind === 'tenant'
    ? principal.tenantId === change.id
    : principal.userId === change.id || principal.actorId === change.id;

/**
 * Checks the sessions that are due, each once however many tabs it has. A check that fails (noc-api away) ends
 * nobody's session: it is asked again when due next. @returns whether some that are due are left.
 */
async function checkSessions(
  clients: Iterable<HubClient>,
  options: Pick<SessionWatchDeps, 'authenticate' | 'everyMs' | 'onEnded' | 'onChecked'> & { readonly nowMs: number },
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
