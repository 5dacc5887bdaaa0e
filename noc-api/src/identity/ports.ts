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

export interface SignedIn {
  readonly mustChangePassword: boolean;
  /** `Set-Cookie` values. */
  readonly cookies: readonly string[];
}

/** Browser sessions with a password. */
export interface Sessions {
  signIn(
    request: SignInRequest,
    credentials: { email: string; password: string; rememberMe?: boolean },
  ): Promise<SignedIn>;
  signOut(request: SignInRequest): Promise<readonly string[]>;
  /** Also ends the person's other sessions. Resolves to the `Set-Cookie` values of the new one. */
  changePassword(
    request: SignInRequest,
    principal: Principal,
    passwords: { currentPassword: string; newPassword: string },
  ): Promise<readonly string[]>;
}
