/** ClickHouse's HTTP interface over the engine of this process. Source: ClickHouse `HTTPHandler.cpp`. */
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ChildSettings } from '../ipc.ts';
import { ClickHouseError, clickHouseCodes, statusOf, toClickHouseError } from './clickhouse-error.ts';
import type { EngineAnswer } from './engine.ts';
import {
  insertFromFile,
  type PlannedInsert,
  type PlannedStatement,
  planInsert,
  planStatement,
  type RequestSession,
  requestSession,
  sessionSetup,
} from './http-request.ts';
import type { Spool } from './spool.ts';
import type { RunOptions, StatementRunner } from './statement-runner.ts';

/** As ClickHouse's own limit of a URI: bound parameters travel in it. More is status 431. */
const uriBytesMax = 1024 * 1024;

export interface HttpDeps {
  readonly settings: ChildSettings;
  readonly runner: StatementRunner;
  readonly spool: Spool;
  /** Settings of every statement that its request does not set itself. */
  readonly defaultSettings: readonly (readonly [string, string])[];
}

interface Request {
  readonly session: RequestSession;
  readonly queryId: string;
  /** The statement in the URL; null when it is in the body. */
  readonly urlQuery: string | null;
  /** Aborts when the client goes away before the answer is complete. */
  readonly gone: AbortSignal;
}

export function createInterface(deps: HttpDeps): Server {
  // A query may run for as long as its own limit says; the deadline is kept by the statement runner.
  return createServer(
    { requestTimeout: 0, headersTimeout: 30_000, keepAliveTimeout: 30_000, maxHeaderSize: uriBytesMax },
    (request, response) => {
      void serve(deps, request, response);
    },
  );
}

async function serve(deps: HttpDeps, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  // The client may vanish at any moment; what that means is decided by `gone`, not by these events.
  incoming.on('error', () => undefined);
  response.on('error', () => undefined);
  const url = URL.parse(incoming.url ?? '/', 'http://embedded');
  try {
    if (url === null || !['GET', 'POST', 'HEAD'].includes(incoming.method ?? '')) {
      response.writeHead(405).end();
      return;
    }
    if (url.pathname === '/ping') {
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8' }).end('Ok.\n');
      return;
    }
    if (url.pathname !== '/') {
      response.writeHead(404).end('There is no handle for this path. Use / or /ping.\n');
      return;
    }
    authenticate(deps.settings, incoming, url.searchParams);
    await answer(deps, incoming, response, openRequest(incoming, response, url.searchParams));
  } catch (error) {
    fail(response, toClickHouseError(error));
    incoming.resume(); // lets the client finish sending, so that it reads why it was refused
  }
}

function openRequest(incoming: IncomingMessage, response: ServerResponse, params: URLSearchParams): Request {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const session = requestSession({ method: incoming.method ?? 'GET', params });
  return { session, queryId: session.queryId ?? randomUUID(), urlQuery: params.get('query'), gone: gone.signal };
}

function authenticate(settings: ChildSettings, incoming: IncomingMessage, params: URLSearchParams): void {
  const basic = /^Basic\s+(\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
  const header = (name: string): string | null => {
    const value = incoming.headers[name];
    return typeof value === 'string' ? value : null;
  };
  const given =
    basic === undefined
      ? `${header('x-clickhouse-user') ?? params.get('user') ?? ''}:${header('x-clickhouse-key') ?? params.get('password') ?? ''}`
      : Buffer.from(basic, 'base64').toString('utf8');
  const expected = Buffer.from(`${settings.user}:${settings.password}`);
  const offered = Buffer.from(given);
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) {
    throw new ClickHouseError(
      clickHouseCodes.authenticationFailed,
      'Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)',
    );
  }
}

async function answer(
  deps: HttpDeps,
  incoming: IncomingMessage,
  response: ServerResponse,
  request: Request,
): Promise<void> {
  const insert = request.urlQuery === null ? null : planInsert(request.urlQuery, request.session);
  if (insert !== null) {
    await answerInsert(deps, incoming, response, request, insert);
    return;
  }
  const body = await readText(incoming, deps.settings.limits.sqlBytesMax);
  const text = request.urlQuery === null ? body : `${request.urlQuery}\n${body}`;
  const plan = planStatement(text, request.session);
  const { limits } = deps.settings;
  const timeLimitMs = request.session.timeLimitMs ?? limits.defaultTimeLimitMs;
  const threads: (readonly [string, string])[] =
    plan.reads && timeLimitMs > limits.quickTimeLimitMs ? [['max_threads', String(limits.longReaderThreads)]] : [];
  const setup = sessionSetup(request.session, [...deps.defaultSettings, ...threads]);
  const options = { setup, timeLimitMs, signal: request.gone };
  if (plan.reads) {
    await answerRead(deps, response, request, { plan, options });
    return;
  }
  const result = await deps.runner.write(plan, options);
  sendHead(response, { request, format: plan.format, tag: null, streams: false }, { read: result.rows, written: 0 });
  response.end(result.bytes);
}

async function answerRead(
  deps: HttpDeps,
  response: ServerResponse,
  request: Request,
  read: { readonly plan: PlannedStatement; readonly options: RunOptions },
): Promise<void> {
  const { format, streams } = read.plan;
  const tag = randomBytes(8).toString('hex');
  const head = { request, format, tag, streams };
  try {
    await deps.runner.read(read.plan, read.options, sender(response, head));
  } catch (error) {
    if (!response.headersSent) throw error;
    failInside(response, toClickHouseError(error), tag);
    return;
  }
  if (!response.headersSent) sendHead(response, head, null);
  response.end();
}

async function answerInsert(
  deps: HttpDeps,
  incoming: IncomingMessage,
  response: ServerResponse,
  request: Request,
  insert: PlannedInsert,
): Promise<void> {
  const name = deps.spool.newName(Date.now());
  // With a token of its own a replay of the file after a crash is harmless too.
  const token = request.session.settings.some(([setting]) => setting === 'insert_deduplication_token')
    ? []
    : [['insert_deduplication_token', name] as const];
  const setup = sessionSetup(request.session, [...deps.defaultSettings, ...token]);
  const sql = insertFromFile(insert, `${name}.rows`);
  const file = await deps.spool.receive(name, incoming, { setup, sql });
  let rows: number;
  try {
    const timeLimitMs = request.session.timeLimitMs ?? deps.settings.limits.defaultTimeLimitMs;
    ({ rows } = await deps.runner.insert(sql, { setup, timeLimitMs, signal: request.gone }));
  } finally {
    // Before the answer: who has it may count on nothing being left to replay.
    await deps.spool.remove(name, file);
  }
  sendHead(response, { request, format: 'TabSeparated', tag: null, streams: false }, { read: rows, written: rows });
  response.end();
}

async function readText(incoming: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving early must not destroy the connection: the answer still goes out on it.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new ClickHouseError(
        clickHouseCodes.syntaxError,
        `Max query size exceeded: ${bytesMax} bytes. (SYNTAX_ERROR)`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface AnswerHead {
  readonly request: Request;
  readonly format: string;
  /** Marks an error that comes after the head was sent; null when none can. */
  readonly tag: string | null;
  readonly streams: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  JSON: 'application/json; charset=UTF-8',
  JSONCompact: 'application/json; charset=UTF-8',
  JSONEachRow: 'application/x-ndjson; charset=UTF-8',
  CSV: 'text/csv; charset=UTF-8; header=absent',
  Native: 'application/octet-stream',
  RowBinary: 'application/octet-stream',
};

function sendHead(response: ServerResponse, head: AnswerHead, rows: { read: number; written: number } | null): void {
  if (rows !== null) {
    response.setHeader(
      'X-ClickHouse-Summary',
      JSON.stringify({
        read_rows: String(rows.read),
        written_rows: String(rows.written),
        result_rows: String(rows.read),
      }),
    );
  }
  if (head.tag !== null) response.setHeader('X-ClickHouse-Exception-Tag', head.tag);
  response.writeHead(200, {
    'Content-Type': contentTypes[head.format] ?? 'text/plain; charset=UTF-8',
    'X-ClickHouse-Format': head.format,
    'X-ClickHouse-Query-Id': head.request.queryId,
    'X-ClickHouse-Timezone': 'UTC',
  });
}

/** Sends pieces as they come, and waits while the client is slower than the engine. */
function sender(response: ServerResponse, head: AnswerHead): (piece: EngineAnswer) => Promise<void> {
  return async (piece) => {
    if (!response.headersSent) sendHead(response, head, head.streams ? null : { read: piece.rows, written: 0 });
    if (piece.bytes.length === 0 || response.write(piece.bytes)) return;
    await once(response, 'drain', { signal: head.request.gone });
  };
}

function fail(response: ServerResponse, error: ClickHouseError): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = `${error.message}\n`;
  response.writeHead(statusOf(error), {
    'Content-Type': 'text/plain; charset=UTF-8',
    'Content-Length': Buffer.byteLength(body),
    'X-ClickHouse-Exception-Code': String(error.clickHouseCode),
    // What is left of a refused body is read off, but no further request is taken behind it.
    Connection: 'close',
  });
  response.end(body);
}

/** An error behind the first rows, in the way of ClickHouse 25.11 and later. */
function failInside(response: ServerResponse, error: ClickHouseError, tag: string): void {
  const text = `${error.message}\n`;
  response.end(`\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`);
}
