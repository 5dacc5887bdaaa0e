/** For a person who lost their phone and their backup codes: an administrator takes the second factor away. */
import type { RelationalStore } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import type { Principal } from '#identity/principal.ts';
import { removeSecondFactor, secondFactorChange } from './second-factor.ts';
import { findSubordinate } from './subordinate.ts';

export interface Recovery {
  /** Nothing when there is none. @throws AppError `USER_NOT_FOUND`, `BEYOND_OWN_AUTHORITY`, `USER_IN_OTHER_TENANTS` */
  removeSecondFactor(principal: Principal, userId: string): Promise<void>;
}

export function createRecovery(deps: { relational: RelationalStore }): Recovery {
  return {
    removeSecondFactor: (principal, userId) =>
      deps.relational.withSystem(async (tx) => {
        const { name } = await findSubordinate(tx, principal, userId);
        if (!(await removeSecondFactor(tx, userId))) return;
        await recordChanges(tx, principal, [secondFactorChange({ userId, name }, false)]);
      }),
  };
}
