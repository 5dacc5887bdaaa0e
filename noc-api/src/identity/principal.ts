import type { TenantId } from '@fastisp/core/ids';
import type { Authority } from './authority.ts';
import type { SecondFactorStanding } from './second-factor-duty.ts';

export const locales = ['es', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Where a request came from. */
export interface RequestOrigin {
  /** The connection's, or what trusted proxies say of it. */
  readonly address: string;
  readonly userAgent: string | null;
}

/** Who a request comes from, and for which tenant. */
export interface Principal {
  /** How they proved it: a signed-in browser, or an API token. */
  readonly via: 'session' | 'token';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly tenant: { readonly id: TenantId; readonly name: string };
  readonly authority: Authority;
  readonly from: RequestOrigin;
  /** The platform's administrator who works as this person, or null. */
  readonly impersonator: { readonly userId: string; readonly name: string } | null;
  /** Null unless `via` is `token`. */
  readonly tokenId: string | null;
  /** Null unless `via` is `session`. */
  readonly sessionId: string | null;
  /** Only a session is held to it: a machine with a token cannot change its user's password. */
  readonly mustChangePassword: boolean;
  readonly secondFactor: SecondFactorStanding;
}
