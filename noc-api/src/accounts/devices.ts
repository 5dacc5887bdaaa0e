/** Where a person is signed in, and how to end it. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { SignedInDevice } from './ports.ts';
import { requireOwnSession } from './own-session.ts';
import { endSessions } from './passwords.ts';
import { nameDevice } from './user-agent.ts';

/** More than anybody has open; the rest is older. */
const listedMax = 100;

export interface Devices {
  /** The one in use first, then by when they were seen last. */
  list(principal: Principal): Promise<SignedInDevice[]>;
  /** @throws AppError `DEVICE_SESSION_NOT_FOUND` */
  end(principal: Principal, id: string): Promise<void>;
  /** @returns how many. */
  endOthers(principal: Principal): Promise<number>;
}

export function createDevices(deps: { relational: RelationalStore; clock: Clock }): Devices {
  const { relational } = deps;
  return {
    async list(principal) {
      const current = requireOwnSession(principal);
      const rows = await relational.db
        .selectFrom('auth_session')
        .select(['id', 'user_agent', 'ip_address', 'created_at', 'last_seen_at', 'expires_at'])
        .where('user_id', '=', principal.userId)
        .where('expires_at', '>', new Date(deps.clock.nowMs()))
        .orderBy((eb) => eb('id', '=', current), 'desc')
        .orderBy('last_seen_at', 'desc')
        .limit(listedMax)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        current: row.id === current,
        ...nameDevice(row.user_agent),
        address: row.ip_address ?? '',
        signedInAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
      }));
    },

    end: (principal, id) => {
      requireOwnSession(principal);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const ended = await tx
          .deleteFrom('auth_session')
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .returning(['ip_address', 'user_agent'])
          .executeTakeFirst();
        if (ended === undefined) throw errors.deviceSessionNotFound(id);
        const { browser, system } = nameDevice(ended.user_agent);
        const before = { browser, system, address: ended.ip_address };
        await recordChanges(tx, principal, [
          { action: 'delete', objectType: 'session', objectId: id, objectName: principal.name, before, after: null },
        ]);
      });
    },

    endOthers: (principal) => {
      const current = requireOwnSession(principal);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const ended = await endSessions(tx, principal.userId, current);
        if (ended === 0) return 0;
        const about = { objectType: 'session', objectId: principal.userId, objectName: principal.name };
        await recordChanges(tx, principal, [{ action: 'delete', ...about, before: { sessions: ended }, after: null }]);
        return ended;
      });
    },
  };
}
