/** Who may come in: the HTTP upgrade of `/stream`, answered before any WebSocket exists. */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Authenticate, Principal } from '@fastisp/core/http/session-client';
import type { Credentials } from './client.ts';

export const streamPath = '/stream';

export type Refusal = { readonly status: 400 | 401 | 403 | 503; readonly reason: string };
export type Admission = { readonly principal: Principal; readonly credentials: Credentials } | Refusal;

export const isStreamUpgrade = (request: IncomingMessage): boolean => request.url?.split('?', 1)[0] === streamPath;

export async function admit(request: IncomingMessage, authenticate: Authenticate): Promise<Admission> {
  const { cookie, authorization } = request.headers;
  const credentials: Credentials = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(authorization === undefined ? {} : { authorization }),
  };
  if (cookie === undefined && authorization === undefined) return { status: 401, reason: 'unauthenticated' };
  // A browser sends cookies with a connection that any page opens, but it always says which page. A token is
  // only sent by those who have it.
  if (authorization === undefined && !isSameOrigin(request)) return { status: 403, reason: 'foreign_origin' };
  let principal: Principal | null;
  try {
    principal = await authenticate(credentials);
  } catch {
    return { status: 503, reason: 'session_check_failed' };
  }
  return principal === null ? { status: 401, reason: 'unauthenticated' } : { principal, credentials };
}

function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true; // not a browser
  return host !== undefined && URL.parse(origin)?.host === host;
}

export function refuse(socket: Duplex, { status, reason }: Refusal): void {
  const body = `${JSON.stringify({ type: `about:blank#${reason.toUpperCase()}`, title: STATUS_CODES[status], status, code: reason.toUpperCase() })}\n`;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
