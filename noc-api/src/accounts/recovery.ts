/** For a person who lost their phone, their backup codes or their key: an administrator takes their second factors away. */
import type { RelationalStore } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import type { Principal } from '#identity/principal.ts';
import { removeSecondFactor, secondFactorChange } from './second-factor.ts';
import { findSubordinate } from './subordinate.ts';

export interface Recovery {
  /** The app, its backup codes and all passkeys; nothing when there are none. @throws AppError `USER_NOT_FOUND`, `BEYOND_OWN_AUTHORITY`, `USER_IN_OTHER_TENANTS` */
  removeSecondFactor(principal: Principal, userId: string): Promise<void>;
}

export function createRecovery(deps: { relational: RelationalStore }): Recovery {
  return {
    removeSecondFactor: (principal, userId) =>
      deps.relational.withSystem(async (tx) => {
        const { name } = await findSubordinate(tx, principal, userId);
        const hadApp = await removeSecondFactor(tx, userId);
        const passkeys = await tx.deleteFrom('passkeys').where('user_id', '=', userId).executeTakeFirst();
        if (!hadApp && passkeys.numDeletedRows === 0n) return;
        await recordChanges(tx, principal, [secondFactorChange({ userId, name }, false)]);
      }),
  };
}
