import type { Static } from 'typebox';
import type { Principal } from './principal.ts';
import type { apiToken, apiTokenBody, apiTokenCreated, impersonationBody } from './schemas.ts';

export type ApiToken = Static<typeof apiToken>;
export type ApiTokenBody = Static<typeof apiTokenBody>;
export type ApiTokenCreated = Static<typeof apiTokenCreated>;

/** API tokens of the caller. */
export interface ApiTokens {
  list(principal: Principal): Promise<ApiToken[]>;
  create(principal: Principal, body: ApiTokenBody): Promise<ApiTokenCreated>;
  revoke(principal: Principal, id: string): Promise<void>;
}

export type ImpersonationBody = Static<typeof impersonationBody>;

/** What the caller's session works on. */
export interface Workplaces {
  /** Every tenant of the person themselves, also while they act as another. */
  list(principal: Principal): Promise<{ id: number; name: string; suspended: boolean }[]>;
  choose(principal: Principal, tenantId: number): Promise<void>;
  startActing(principal: Principal, body: ImpersonationBody): Promise<{ until: string }>;
  /** Back to oneself; nothing when one is. */
  stopActing(principal: Principal): Promise<void>;
}

/** What a sign-in handler needs of a request. */
export interface SignInRequest {
  readonly headers: Headers;
  readonly secure: boolean;
  readonly address: string;
}

/** Sessions of browsers, whichever way their person proved who they are. */
export interface Sessions {
  /** `cookies` are `Set-Cookie` values. */
  start(
    request: SignInRequest,
    userId: string,
    options: {
      rememberMe: boolean;
      /** They showed a second factor too. */
      proven: boolean;
    },
  ): Promise<{ sessionId: string; cookies: readonly string[] }>;
  /** Resolves to the `Set-Cookie` values that take the cookie away. */
  end(request: SignInRequest): Promise<readonly string[]>;
}
