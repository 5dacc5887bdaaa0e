/** Who is asking: the question that every service but noc-api puts to noc-api over HTTP. */
import { everywhere, type SiteFilter } from '../access/site-filter.ts';
import { AppError } from '../errors/app-error.ts';
import { type TenantId, tenantId } from '../ids.ts';

export interface Principal {
  readonly userId: string;
  readonly tenantId: TenantId;
  readonly name: string;
  /** Who signed in and acts as that user; absent: the user themselves. */
  readonly actorId?: string;
  /** `resource:action`; those that hold everywhere in the tenant, not those that hold at some sites only. */
  readonly permissions: ReadonlySet<string>;
  /** Those that hold at some sites only, with the sites; absent: none. */
  readonly scopes?: ReadonlyMap<string, SiteFilter>;
}

/** Where a person has a permission; null: nowhere. */
export const sitesFor = ({ permissions, scopes }: Principal, permission: string): SiteFilter | null =>
  permissions.has(permission) ? everywhere : (scopes?.get(permission) ?? null);

/** Resolves to null when the credentials are absent, wrong or expired, or good for nothing but a new password or a second factor. */
export type Authenticate = (credentials: { cookie?: string; authorization?: string }) => Promise<Principal | null>;

const timeLimitMs = 3_000;

/** What we need of noc-api's own schema. */
interface SessionAnswer {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly mustChangePassword: boolean;
    readonly secondFactorDuty: string;
  };
  readonly tenant: { readonly id: number };
  readonly permissions: readonly string[];
  readonly impersonator: { readonly id: string } | null;
  readonly scopedPermissions: readonly string[];
  readonly scopes: readonly {
    readonly permissions: readonly string[];
    readonly kind: 'only' | 'except';
    readonly siteIds: readonly string[];
  }[];
}

/** Asks `GET <nocApiUrl>/api/v1/session`. `nocApiUrl` is a function because a single node knows its port late. */
export function createSessionClient(nocApiUrl: () => string): Authenticate {
  return async (credentials) => {
    const headers: Record<string, string> = {};
    if (credentials.cookie !== undefined) headers['cookie'] = credentials.cookie;
    if (credentials.authorization !== undefined) headers['authorization'] = credentials.authorization;
    const response = await fetch(`${nocApiUrl()}/api/v1/session`, {
      headers,
      signal: AbortSignal.timeout(timeLimitMs),
    });
    if (response.status === 401 || response.status === 403) return null;
    if (!response.ok) {
      throw new AppError('SESSION_CHECK_FAILED', `noc-api answered ${response.status} to a session check`, {
        status: 503,
      });
    }
    const body = (await response.json()) as SessionAnswer;
    if (body.user.mustChangePassword || body.user.secondFactorDuty !== 'none') return null;
    const permissions = new Set(body.permissions).difference(new Set(body.scopedPermissions));
    const scopes = new Map(
      body.scopes.flatMap((scope) => scope.permissions.map((permission) => [permission, toFilter(scope)] as const)),
    );
    return {
      ...{ userId: body.user.id, tenantId: tenantId(body.tenant.id), name: body.user.name, permissions, scopes },
      ...(body.impersonator !== null && { actorId: body.impersonator.id }),
    };
  };
}

const toFilter = ({ kind, siteIds }: SessionAnswer['scopes'][number]): SiteFilter =>
  kind === 'only' ? { all: false, only: new Set(siteIds) } : { all: true, except: new Set(siteIds) };
