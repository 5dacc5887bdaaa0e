import type { Principal } from '#identity/principal.ts';
import type { Administrator, AdministratorBody, AdministratorInvitation, AdministratorList } from './schemas.ts';

/** Who has an account becomes one at once; anybody else is invited. */
export type AddedAdministrator =
  | { readonly kind: 'promoted'; readonly administrator: Administrator }
  /** @param token that the link carries, this once. */
  | { readonly kind: 'invited'; readonly invitation: AdministratorInvitation; readonly token: string };

/** People who run the platform, above its tenants. */
export interface Administrators {
  list(): Promise<AdministratorList>;
  /** @throws AppError `EMAIL_INVALID`, `ALREADY_ADMINISTRATOR` */
  add(principal: Principal, body: AdministratorBody): Promise<AddedAdministrator>;
  /** What they are in tenants stays. @throws AppError `USER_NOT_FOUND`, `LAST_PLATFORM_ADMINISTRATOR` */
  remove(principal: Principal, userId: string): Promise<void>;
  /** @throws AppError `INVITATION_NOT_FOUND` */
  withdraw(principal: Principal, invitationId: string): Promise<void>;
  setSecondFactor(principal: Principal, required: boolean): Promise<boolean>;
}
