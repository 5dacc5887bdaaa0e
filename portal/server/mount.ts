/** The built portal behind a Fastify application: it takes every GET that nobody else takes. */
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';
import { problemContentType, problemFrom } from '@fastisp/core/http/problem';
import type { FastifyInstance, FastifyReply } from 'fastify';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const handlerFile = resolve(import.meta.dirname, '../build/handler.js');

/** The pages bring their own Content-Security-Policy; these hold for each answer. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * Registers the portal as the not-found handler, so it must come last.
 * @throws AppError `PORTAL_NOT_BUILT`
 */
export async function mountPortal(app: FastifyInstance): Promise<void> {
  if (!existsSync(handlerFile)) {
    throw new AppError('PORTAL_NOT_BUILT', 'the portal is not built: npm run build');
  }
  const { handler } = (await import(handlerFile)) as { handler: Handler }; // made by adapter-node
  app.setNotFoundHandler((request, reply) => {
    if (/^\/(api|stream)(\/|\?|$)/.test(request.url) || !['GET', 'HEAD'].includes(request.method)) {
      return notFound(reply, request.url);
    }
    reply.hijack();
    for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
    handler(request.raw, reply.raw, () => {
      reply.raw.statusCode = 404;
      reply.raw.end();
    });
    return undefined;
  });
}

function notFound(reply: FastifyReply, url: string): FastifyReply {
  const path = url.split('?', 1)[0] ?? url;
  const document = problemFrom(new AppError('NOT_FOUND', `there is nothing at ${path}`, { status: 404 }));
  return reply.status(404).type(problemContentType).send(document);
}
