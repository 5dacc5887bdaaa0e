/** Sees every answer of the API, and notes those that say no: sign-ins that failed, and what people may not do. */
import { type AppError, isAppError } from '@fastisp/core/errors/app-error';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Attempt } from './decide.ts';
import type { AttemptLog } from './run.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom a sign-in is about, where the body does not say: of a code, a passkey, another's word. */
    claimedEmail: string | null;
    /** A session began with this request. */
    signedIn: boolean;
    /** Why one did not, where the answer is a page and not the error. */
    refused: AppError | null;
  }
}

/** They could not prove who they are. */
const failedCodes: ReadonlySet<string> = new Set([
  'SIGN_IN_REFUSED',
  'SIGN_IN_LIMITED',
  'PASSWORD_WRONG',
  'TOTP_WRONG',
  'TWO_FACTOR_WRONG',
  'PASSKEY_REFUSED',
  'GOOGLE_REFUSED',
  'GOOGLE_NOBODY',
  'GOOGLE_INVITED',
  'LINK_INVALID',
]);
/** They may not, or tried to give more than they have. */
const deniedCodes: ReadonlySet<string> = new Set([
  ...['PERMISSION_DENIED', 'ORIGIN_REFUSED', 'SCOPE_DENIED'],
  ...['BEYOND_OWN_AUTHORITY', 'TOKEN_TOO_POWERFUL', 'NOT_ON_ONESELF', 'NOT_WHILE_IMPERSONATING'],
]);

export function observeAttempts(api: FastifyInstance, attempts: Pick<AttemptLog, 'note'>): void {
  api.decorateRequest('claimedEmail', null);
  api.decorateRequest('signedIn', false);
  api.decorateRequest('refused', null);
  const noteRefusal = (request: FastifyRequest, error: AppError): void => {
    if (failedCodes.has(error.code)) attempts.note(failed(request, error.code));
    else if (deniedCodes.has(error.code)) attempts.note(denied(request, error.code, error.params['permission']));
    else if (error.code === 'AUTH_REQUIRED' && request.headers.authorization !== undefined) {
      attempts.note(failed(request, 'TOKEN_REFUSED'));
    }
  };
  api.addHook('onError', async (request, _reply, error) => {
    if (isAppError(error)) noteRefusal(request, error);
  });
  api.addHook('onResponse', async (request) => {
    if (request.refused !== null) noteRefusal(request, request.refused);
    if (request.signedIn) attempts.note(succeeded(request));
  });
}

const callerOf = (request: FastifyRequest) => {
  const { principal } = request;
  return {
    tenantId: principal?.tenant.id ?? null,
    userId: principal?.userId ?? null,
    userName: principal?.name ?? request.claimedEmail ?? emailIn(request.body),
    via: principal?.via ?? ('anonymous' as const),
    tokenId: principal?.tokenId ?? null,
    impersonator: principal?.impersonator ?? null,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
  };
};

function failed(request: FastifyRequest, reason: string): Attempt {
  const caller = callerOf(request);
  const token = reason === 'TOKEN_REFUSED';
  return {
    ...caller,
    action: request.principal === null ? 'sign_in' : 'confirm_identity',
    objectType: token ? 'token' : 'user',
    objectId: caller.userId ?? caller.userName,
    objectName: caller.userName,
    outcome: 'failed',
    reason,
  };
}

const succeeded = (request: FastifyRequest): Attempt => ({
  ...failed(request, 'SIGNED_IN'),
  via: 'session',
  outcome: 'done',
});

function denied(request: FastifyRequest, reason: string, permission: unknown): Attempt {
  const path = request.url.split('?', 1)[0] ?? '';
  return {
    ...callerOf(request),
    action: typeof permission === 'string' ? permission : request.method.toLowerCase(),
    objectType: 'route',
    objectId: `${request.method} ${request.routeOptions.url ?? path}`,
    objectName: path,
    outcome: 'denied',
    reason,
  };
}

/** Only what looks like an address: people type passwords into the wrong field. */
function emailIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('email' in body)) return '';
  const { email } = body;
  return typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email) ? email.toLowerCase() : '';
}
