/**
 * A ClickHouse in front of another one that refuses inserts as a server does that is read-only or full: every second
 * time before it has read the rows, otherwise after. Its answers are written down from ClickHouse's own.
 */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoreAddress } from '../endpoint.ts';

const answers = {
  'read-only': {
    status: 403,
    code: 164,
    text: 'Code: 164. DB::Exception: fastisp: Cannot execute query in readonly mode. (READONLY) (version 26.3.1.1)',
  },
  'table-read-only': {
    status: 500,
    code: 242,
    text: 'Code: 242. DB::Exception: Table is in readonly mode: replica_path=/r/1. (TABLE_IS_READ_ONLY) (version 26.3.1.1)',
  },
  'disk-full': {
    status: 500,
    code: 243,
    text: 'Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE) (version 26.3.1.1)',
  },
} as const;

export type Refusal = keyof typeof answers;

export interface RefusingProxy {
  /** For `CLICKHOUSE_URL`; the database `fastisp`. */
  readonly url: string;
  /** Inserts from now on; null lets them through. */
  refuse(refusal: Refusal | null): void;
  /** Inserts refused so far. */
  refusals(): number;
  stop(): Promise<void>;
}

export async function startRefusingProxy(upstream: StoreAddress): Promise<RefusingProxy> {
  let refusal: Refusal | null = null;
  let refusals = 0;

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = URL.parse(incoming.url ?? '/', 'http://proxy')?.searchParams.get('query') ?? '';
    if (refusal === null || !query.startsWith('INSERT')) {
      forward(upstream, incoming, response);
      return;
    }
    const { status, code, text } = answers[refusal];
    refusals += 1;
    if (refusals % 2 === 0) for await (const _chunk of incoming);
    response.writeHead(status, { 'X-ClickHouse-Exception-Code': String(code), 'Content-Type': 'text/plain' });
    response.end(`${text}\n`);
    incoming.resume();
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://${upstream.user}:${upstream.password}@127.0.0.1:${port}/fastisp`,
    refuse: (next) => {
      refusal = next;
    },
    refusals: () => refusals,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function forward(upstream: StoreAddress, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = '/' } = incoming;
  const outgoing = request(upstream.url + url, { ...(method === undefined ? {} : { method }), headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}
