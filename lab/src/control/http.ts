/** The lab's control interface: a few JSON endpoints on loopback, for the command line and for tests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@fastisp/core/clock';
import { isAppError } from '@fastisp/core/errors/app-error';
import type { Log } from '@fastisp/core/log/log';
import { labErrors } from '#errors.ts';
import type { Lab } from '#service.ts';
import { parseCommandBody } from './commands.ts';

/** A longer command is refused. */
const bodyBytesMax = 16_384;

export interface ControlServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function createControlServer(
  lab: Lab,
  port: number,
  deps: { clock: Clock; log: Log },
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    answer(lab, request, deps.clock).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        if (isAppError(error)) return send(response, error.status, { code: error.code, message: error.message });
        deps.log.error({ err: error }, 'lab control request failed');
        send(response, 500, { code: 'INTERNAL', message: 'the lab made a mistake; its log says more' });
      },
    );
  });
  await listen(server, port);
  return {
    // listen() has resolved, so the address is a network address.
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(labErrors.portTaken(`127.0.0.1:${port}`, error)));
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function answer(lab: Lab, request: IncomingMessage, clock: Clock): Promise<unknown> {
  refuseBrowsers(request);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = `${request.method} ${url.pathname}`;
  const nowMs = clock.nowMs();
  switch (route) {
    case 'GET /status': {
      const { user, system } = process.cpuUsage();
      return { nowMs, originMs: lab.originMs, ...lab.counts(), cpuS: (user + system) / 1_000_000 };
    }
    case 'GET /devices':
      return lab.statuses();
    case 'GET /truth':
      return { nowMs, originMs: lab.originMs, events: lab.truth(Number(url.searchParams.get('after') ?? 0)) };
    case 'GET /traffic': {
      const fromMs = Number(url.searchParams.get('from') ?? nowMs - 60_000);
      const toMs = Number(url.searchParams.get('to') ?? nowMs);
      if (!(fromMs <= toMs)) throw labErrors.badCommand('from and to are milliseconds, from before to');
      const device = url.searchParams.get('device') ?? '';
      return { device, fromMs, toMs, interfaces: lab.traffic(device, fromMs, toMs) };
    }
    case 'POST /commands':
      return { events: lab.perform(parseCommandBody(await readJson(request))) };
    default:
      throw labErrors.badCommand(`there is no ${route}`);
  }
}

/** A web page must not drive the lab: neither by a form, nor through a name that resolves to loopback. */
function refuseBrowsers(request: IncomingMessage): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (request.headers.origin !== undefined || !['127.0.0.1', 'localhost'].includes(host)) {
    throw labErrors.badCommand('the lab is not for browsers');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyBytesMax) throw labErrors.badCommand(`a command has at most ${bodyBytesMax} bytes`);
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw labErrors.badCommand('the body is not JSON');
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}
