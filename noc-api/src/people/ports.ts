import type { Principal } from '#identity/principal.ts';
import type { SignInRequest } from '#identity/ports.ts';
import type {
  AcceptBody,
  Effective,
  Invitation,
  InvitationBody,
  InvitationShown,
  Member,
  Role,
  RoleBody,
  RolePatch,
} from './schemas.ts';

/** Roles that the caller's tenant has, those that come with FastISP included. */
export interface Roles {
  list(principal: Principal): Promise<Role[]>;
  get(principal: Principal, id: string): Promise<Role>;
  create(principal: Principal, body: RoleBody): Promise<Role>;
  update(principal: Principal, id: string, patch: RolePatch): Promise<Role>;
  /** Whether people with this role need a second factor here; of roles that come with FastISP too. */
  setSecondFactor(principal: Principal, id: string, required: boolean): Promise<Role>;
  /** Refused while anybody has it, or is invited to it. */
  remove(principal: Principal, id: string): Promise<void>;
}

/** People of the caller's tenant. */
export interface Members {
  /** @param removed those who can be brought back, instead of those who are here. */
  list(principal: Principal, removed: boolean): Promise<Member[]>;
  get(principal: Principal, userId: string): Promise<Member>;
  setRoles(principal: Principal, userId: string, roles: readonly string[]): Promise<Member>;
  /** Out of this tenant, with their API tokens for it; their account stays. */
  remove(principal: Principal, userId: string): Promise<void>;
  /** With the roles they had, as far as there still are. Their API tokens stay revoked. */
  restore(principal: Principal, userId: string): Promise<Member>;
  effective(principal: Principal, of: { userId: string; siteId?: string }): Promise<Effective>;
}

export interface Invitations {
  list(principal: Principal): Promise<Invitation[]>;
  /** Replaces an earlier one to the same address. @returns the token that the link carries, this once. */
  create(principal: Principal, body: InvitationBody): Promise<{ invitation: Invitation; token: string }>;
  revoke(principal: Principal, id: string): Promise<void>;
  /** What the link says to whoever opens it. */
  show(token: string): Promise<InvitationShown>;
  /** Makes the account, or takes the known one by its password. Signing in is what it always is. */
  accept(request: SignInRequest, body: AcceptBody): Promise<{ email: string }>;
}
