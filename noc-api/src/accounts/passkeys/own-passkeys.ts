/** The passkeys that a person has: seen, named and taken away. */
import type { RelationalStore } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { requireOwnSession, requireProvenSession } from '../own-session.ts';
import type { Passkey } from '../ports.ts';
import { passkeyColumns, recordPasskey, toPasskey } from './rows.ts';

export interface OwnPasskeys {
  list(principal: Principal): Promise<Passkey[]>;
  rename(principal: Principal, id: string, name: string): Promise<Passkey>;
  remove(principal: Principal, id: string): Promise<void>;
}

export function createOwnPasskeys({ relational }: { relational: RelationalStore }): OwnPasskeys {
  return {
    async list(principal) {
      const rows = await relational.db
        .selectFrom('passkeys')
        .select(passkeyColumns)
        .where('user_id', '=', principal.userId)
        .orderBy('created_at')
        .execute();
      return rows.map(toPasskey);
    },

    rename: (principal, id, name) => {
      requireOwnSession(principal);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const row = await tx
          .updateTable('passkeys')
          .set({ name })
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .returning(passkeyColumns)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyNotFound(id);
        return toPasskey(row);
      });
    },

    remove: (principal, id) => {
      requireProvenSession(principal);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const row = await tx
          .deleteFrom('passkeys')
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .returning(passkeyColumns)
          .executeTakeFirst();
        if (row === undefined) throw errors.passkeyNotFound(id);
        await recordPasskey(tx, principal, 'delete', row);
      });
    },
  };
}
