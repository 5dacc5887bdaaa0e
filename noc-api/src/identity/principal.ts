import type { TenantId } from '@fastisp/core/ids';
import type { Permission } from './permissions.ts';

export const locales = ['es', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Who a request comes from, and for which tenant. */
export interface Principal {
  /** How they proved it: a signed-in browser, or an API token. */
  readonly via: 'session' | 'token';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly tenant: { readonly id: TenantId; readonly name: string };
  readonly permissions: ReadonlySet<Permission>;
  /** Only a session is held to it: a machine with a token cannot change its user's password. */
  readonly mustChangePassword: boolean;
}
