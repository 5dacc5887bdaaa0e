/** Whose way in an administrator may repair: nobody's who may more than they do, or works elsewhere too, nor their own. */
import type { Tx } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import { membershipsOf } from '#identity/membership.ts';
import type { Principal } from '#identity/principal.ts';
import { refuseBeyondOwn } from '#people/role-rows.ts';

/**
 * A link to a new password is a way to act as that person, so it must lead nowhere the caller cannot go. Call it in
 * a transaction of the system. One's own way in is changed with one's password, which a browser that was left open,
 * a token or whoever acts as another does not have; and the way of those one only acts beside stays theirs.
 * @throws AppError `USER_NOT_FOUND`, `BEYOND_OWN_AUTHORITY`, `USER_IN_OTHER_TENANTS`, `NOT_ON_ONESELF`,
 *   `NOT_WHILE_IMPERSONATING`
 */
export async function findSubordinate(tx: Tx, principal: Principal, userId: string): Promise<{ name: string }> {
  if (principal.impersonator !== null) throw errors.notWhileImpersonating();
  if (principal.userId === userId) throw errors.notOnOneself();
  const { all, isPlatformAdmin } = await membershipsOf(tx, userId);
  const membership = all.find(({ tenant }) => tenant.id === principal.tenant.id);
  if (membership === undefined) throw errors.userNotFound(userId);
  if (!principal.authority.can('tenant:update')) {
    if (isPlatformAdmin) throw errors.beyondOwnAuthority('tenant:update');
    if (all.length > 1) throw errors.userInOtherTenants();
  }
  await refuseBeyondOwn(tx, principal, membership.roles);
  return tx.selectFrom('auth_user').select('name').where('id', '=', userId).executeTakeFirstOrThrow();
}
