/** Who may come in: the HTTP upgrade of `/stream`, refused as HTTP or made a WebSocket. */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Authenticate, Principal } from '@fastisp/core/http/session-client';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Credentials } from './client.ts';

const streamPath = '/stream';
/** Sign-ins being checked at once; one more is refused with 503. */
const admissionsMax = 256;
/** Bytes of one message of a client; a longer one closes the connection (1009). */
const messageBytesMax = 4_096;

type Refusal = { readonly status: 400 | 401 | 403 | 503; readonly reason: string };
interface Admitted {
  readonly principal: Principal;
  readonly credentials: Credentials;
}

export interface DoorDeps {
  readonly authenticate: Authenticate;
  /** How many more connections there may be; none once the hub stops. */
  readonly room: () => number;
  readonly onRefused: (reason: string) => void;
  readonly onAdmitted: (connection: Admitted & { readonly ws: WebSocket; readonly socket: Duplex }) => void;
}

/** @returns the listener of the HTTP server's `upgrade`. */
export function createDoor(deps: DoorDeps): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    perMessageDeflate: false, // frames are shared; a compressed one belongs to one connection's window
  });
  let admissions = 0;

  async function answer(request: IncomingMessage): Promise<Admitted | Refusal> {
    if (admissions >= Math.min(deps.room(), admissionsMax)) return { status: 503, reason: 'too_many_clients' };
    admissions += 1;
    return admit(request, deps.authenticate).finally(() => {
      admissions -= 1;
    });
  }

  return (request, socket, head) => {
    if (!isStreamUpgrade(request)) return; // somebody else's
    const onError = (): void => {
      socket.destroy(); // the other end went away meanwhile
    };
    socket.on('error', onError);
    void answer(request).then((admission) => {
      if ('status' in admission) {
        deps.onRefused(admission.reason);
        return refuse(socket, admission);
      }
      if (socket.destroyed || deps.room() <= 0) return socket.destroy();
      socket.off('error', onError);
      server.handleUpgrade(request, socket, head, (ws) => deps.onAdmitted({ ws, socket, ...admission }));
    });
  };
}

const isStreamUpgrade = (request: IncomingMessage): boolean => request.url?.split('?', 1)[0] === streamPath;

async function admit(request: IncomingMessage, authenticate: Authenticate): Promise<Admitted | Refusal> {
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

function refuse(socket: Duplex, { status, reason }: Refusal): void {
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
