import type { FastifyRequest } from 'fastify';
import { pageOrigin } from '#http/origin.ts';
import type { SignInRequest } from './ports.ts';

/** What sessions need to know of a request. */
export function signInRequest(request: FastifyRequest, publicUrl: string | undefined): SignInRequest {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return { headers, secure: pageOrigin(request, publicUrl).startsWith('https:'), address: request.ip };
}
