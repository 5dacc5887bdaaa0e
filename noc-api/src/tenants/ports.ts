import type { Principal } from '#identity/principal.ts';
import type { Member } from '#people/schemas.ts';
import type { Tenant, TenantBody, TenantPatch } from './schemas.ts';

/** Every tenant of this platform; for its administrators. */
export interface Tenants {
  list(): Promise<Tenant[]>;
  get(id: number): Promise<Tenant>;
  users(id: number): Promise<Member[]>;
  /** @returns the token of the first administrator's invitation, this once. @throws AppError `INVITATIONS_LIMITED`. */
  create(principal: Principal, body: TenantBody): Promise<{ tenant: Tenant; token: string }>;
  update(principal: Principal, id: number, patch: TenantPatch): Promise<Tenant>;
  /** Its people are out with their next request, and its devices are no longer polled. */
  suspend(principal: Principal, id: number, reason: string): Promise<Tenant>;
  resume(principal: Principal, id: number): Promise<Tenant>;
}
