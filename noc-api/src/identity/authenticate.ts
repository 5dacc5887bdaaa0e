import type { AuthenticateRequest } from '#http/access.ts';
import type { SessionService } from './sessions.ts';
import { signInRequest } from './sign-in-request.ts';
import type { TokenService } from './tokens.ts';

/** By `Authorization: Bearer` when there is one, otherwise by the session cookie. */
export function createAuthenticate(deps: {
  sessions: SessionService;
  tokens: TokenService;
  publicUrl: string | undefined;
}): AuthenticateRequest {
  return async (request, reply) => {
    const { authorization, cookie } = request.headers;
    const from = { address: request.ip, userAgent: request.headers['user-agent'] ?? null };
    if (authorization !== undefined) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      return token === undefined ? null : deps.tokens.find(token, from);
    }
    if (cookie === undefined) return null;
    const found = await deps.sessions.find(signInRequest(request, deps.publicUrl));
    if (found === null) return null;
    if (found.cookies.length > 0) reply.header('set-cookie', found.cookies);
    return found.principal;
  };
}
