/**
 * The HTTP server of a process: Fastify with `/healthz`, `/readyz`, `/metrics` and problem documents.
 * Services add their routes by `register`, the hub its WebSocket by `server.on('upgrade')`.
 */
import { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController, fastify } from 'fastify';
import { AppError } from '../errors/app-error.ts';
import type { Component } from '../lifecycle/component.ts';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics/registry.ts';
import { type ReadinessCheck, readinessOf } from './health.ts';
import { problemContentType, problemFrom } from './problem.ts';
import { schemaCompilers } from './schema-compilers.ts';

export interface HttpServer extends Component {
  readonly app: FastifyInstance;
  /** Where it listens, known after `start`: `http://127.0.0.1:8080`. */
  url(): string;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Largest request body, bytes; more is 413. */
  readonly bodyBytesMax?: number;
  /** How many proxies in front set `X-Forwarded-For`; 0 trusts none. */
  readonly trustedProxies?: number;
}

export interface HttpServerDeps {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly readiness: readonly ReadinessCheck[];
}

export function createHttpServer(options: HttpServerOptions, deps: HttpServerDeps): HttpServer {
  const app = fastify({
    loggerInstance: deps.log as FastifyBaseLogger, // pino's logger is one; the wider type would leak into `app`
    // Requests are counted and timed in metrics; a line for each would drown what matters.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyBytesMax ?? 1024 * 1024,
    trustProxy: (_address: string, hop: number) => hop < (options.trustedProxies ?? 0),
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    ...schemaCompilers(),
  });

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toAppError(error);
    const document = problemFrom(known);
    if (document.status >= 500) request.log.error({ err: error, path: request.url }, 'request failed');
    return reply.status(document.status).type(problemContentType).send(document);
  });

  app.get('/healthz', { schema: { hide: true } as object }, () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true } as object }, async (_request, reply) => {
    const readiness = await readinessOf(deps.readiness);
    return reply.status(readiness.ready ? 200 : 503).send(readiness);
  });
  app.get('/metrics', { schema: { hide: true } as object }, async (_request, reply) =>
    reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics()),
  );

  let address = '';
  return {
    name: 'http',
    app,
    url: () => address,
    start: async () => {
      try {
        address = await app.listen({ host: options.host, port: options.port });
      } catch (cause) {
        throw listenError(cause, options);
      }
    },
    stop: async () => {
      await app.close();
    },
  };
}

/** Fastify's own errors (validation, body too large, bad JSON) as ours. */
function toAppError(error: FastifyError): unknown {
  if (error instanceof AppError) return error;
  if (error.validation !== undefined) {
    return new AppError('REQUEST_INVALID', error.message, {
      status: 400,
      cause: error,
      fields: error.validation.map((issue) => ({
        path: fieldPath(issue),
        code: issue.keyword.toUpperCase(),
        message: issue.message ?? 'is not valid',
      })),
    });
  }
  if (typeof error.statusCode === 'number' && error.statusCode < 500) {
    const code = error.statusCode === 429 ? 'RATE_LIMITED' : (error.code ?? 'REQUEST_INVALID');
    return new AppError(code, error.message, { status: error.statusCode, cause: error });
  }
  return error;
}

function fieldPath(issue: { instancePath: string; keyword: string; params: Record<string, unknown> }): string {
  const missing = issue.params['missingProperty'] ?? issue.params['additionalProperty'];
  return typeof missing === 'string' ? `${issue.instancePath}/${missing}` : issue.instancePath;
}

function listenError(cause: unknown, options: HttpServerOptions): unknown {
  const code = (cause as NodeJS.ErrnoException).code; // node's listen errors always are ErrnoExceptions
  if (code === 'EADDRINUSE') {
    return new AppError(
      'HTTP_PORT_TAKEN',
      `port ${options.port} on ${options.host} is taken by another program: stop it, or set PORT to a free port`,
      { cause },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') {
    return new AppError(
      'HTTP_ADDRESS_REFUSED',
      `cannot listen on ${options.host}:${options.port} (${code}): set HOST to an address of this machine and PORT to one this user may use`,
      { cause },
    );
  }
  return cause;
}
