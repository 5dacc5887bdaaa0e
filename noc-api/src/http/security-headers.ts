/**
 * Headers that make browsers careful. The portal is served by the same application and says itself, page by
 * page, which scripts it has (SvelteKit's `csp`); what is set here is what every answer bears, and the
 * policy of answers that are no pages.
 */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** An answer of the API that a browser is tricked into showing runs nothing. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";
/** The reference page brings its script and styles along; whatever else it may ask for stays unanswered. */
const docsPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

export async function setSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: false, // by the hook below, where https is really there
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'sameorigin' },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') reply.raw.setHeader('strict-transport-security', 'max-age=31536000');
    if (!request.url.startsWith('/api/')) return;
    reply.header('content-security-policy', request.url.startsWith('/api/docs') ? docsPolicy : apiPolicy);
    if (!request.url.startsWith('/api/docs')) reply.header('cache-control', 'no-store');
  });
}
