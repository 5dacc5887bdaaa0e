/**
 * Requests that another site's page makes with our cookie are refused: by what the browser says of the
 * request (Fetch Metadata), or by its Origin. SameSite=Lax stands behind this; programs send neither.
 */
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { originRefused } from '#errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @param publicUrl what people type, when a proxy in front changes the Host header. */
export function refuseForeignOrigin(publicUrl: string | undefined): onRequestAsyncHookHandler {
  return async (request) => {
    if (safeMethods.has(request.method)) return;
    const site = request.headers['sec-fetch-site'];
    if (site === 'same-origin' || site === 'none') return;
    const origin = request.headers.origin;
    if (site === undefined && origin === undefined) return;
    if (site === undefined && origin === pageOrigin(request, publicUrl)) return;
    throw originRefused(origin ?? 'null');
  };
}

/** The origin that a browser shows for this service. */
export function pageOrigin(request: Pick<FastifyRequest, 'protocol' | 'host'>, publicUrl: string | undefined): string {
  return publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin;
}
