/** The REST API as a customer's script uses it: with a token, or with the session of somebody who signed in. */
import { AppError } from '@fastisp/core/errors/app-error';
import type { Row, Rows } from './row.ts';

/** Rows of one request; the API takes 5,000. */
const rowsPerRequestMax = 2_000;
/** Largest page of a list. */
const pageSize = 500;
/** One bulk request on a machine that is busy starting. */
const requestTimeoutMs = 120_000;

interface BulkResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface DemoApi {
  /** @throws AppError `DEMO_REFUSED` with what the API says. */
  ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<T>;
  /** Every row of a list, over all its pages. */
  list<T>(path: string): Promise<T[]>;
  /** By external id: makes what is new, changes what differs. @returns how many were made or changed. */
  upsert(rows: Rows): Promise<number>;
}

/** @param headers that say who asks. */
export function createDemoApi(url: string, headers: Readonly<Record<string, string>>, stopping: AbortSignal): DemoApi {
  const ask: DemoApi['ask'] = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await send(`${url}${path}`, { method, headers, stopping, body });
    const text = await response.text();
    if (!response.ok) throw refused(`${method} ${path}`, sayProblem(text));
    return (text === '' ? undefined : JSON.parse(text)) as T; // the caller knows the route
  };

  const list: DemoApi['list'] = async <T>(path: string): Promise<T[]> => {
    const items: T[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `limit=${pageSize}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: { items: T[]; nextCursor: string | null } = await ask(
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}${query}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  };

  const upsertSome = async (plural: string, items: readonly Row[]): Promise<number> => {
    const result = await ask<BulkResult>('PUT', `/api/v1/${plural}/bulk`, { items });
    const [problem] = result.problems;
    if (problem !== undefined) throw refused(`${plural}${problem.path}`, problem.message);
    return result.created + result.updated;
  };
  return {
    ask,
    list,
    upsert: async ({ plural, rows }) => {
      let written = 0;
      for (let start = 0; start < rows.length; start += rowsPerRequestMax) {
        written += await upsertSome(plural, rows.slice(start, start + rowsPerRequestMax));
      }
      return written;
    },
  };
}

/** Somebody who signs in with their password. */
export async function signIn(
  url: string,
  credentials: { readonly email: string; readonly password: string },
  stopping: AbortSignal,
): Promise<DemoApi> {
  const path = '/api/auth/sign-in/email';
  const response = await send(`${url}${path}`, { method: 'POST', headers: {}, stopping, body: credentials });
  if (!response.ok) throw refused(`POST ${path}`, sayProblem(await response.text()));
  const cookie = response.headers.getSetCookie().map((each) => each.split(';', 1)[0]);
  return createDemoApi(url, { cookie: cookie.join('; ') }, stopping);
}

async function send(
  url: string,
  request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly stopping: AbortSignal;
    readonly body: unknown;
  },
): Promise<Response> {
  const { method, headers, stopping, body } = request;
  const hasBody = body !== undefined;
  return fetch(url, {
    method,
    headers: { ...headers, origin: new URL(url).origin, ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(body) }),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(requestTimeoutMs)]),
  });
}

const refused = (what: string, why: string): AppError =>
  new AppError('DEMO_REFUSED', `the demo could not be filled: ${what}: ${why}`);

/** The sentence of a problem document (RFC 9457), or what there is instead. */
function sayProblem(text: string): string {
  try {
    const { detail, title } = JSON.parse(text) as { detail?: unknown; title?: unknown }; // said as it is
    return String(detail ?? title ?? text);
  } catch {
    return text.slice(0, 200);
  }
}
