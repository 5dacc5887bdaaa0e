/** The second factor: codes of an authenticator app, and backup codes for the day it is lost. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { renderSVG } from 'uqr';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { noteSecondFactor } from '#identity/sessions.ts';
import type { GuessLimits } from './guess-limits.ts';
import { requireProvenSession } from './own-session.ts';
import type { Passwords } from './passwords.ts';
import { createSecondFactorCodes, replaceBackupCodes, totpSecret } from './second-factor-codes.ts';
import { newTotpSecret, otpauthUri } from './totp.ts';

export interface Enrolment {
  /** For typing, where no camera is. */
  readonly secret: string;
  readonly uri: string;
  /** The URI as a QR code, an SVG document. */
  readonly qrSvg: string;
}

export interface SecondFactor {
  status(userId: string): Promise<{ enabled: boolean; backupCodesLeft: number }>;
  /** Begins, or begins anew; nothing is asked at sign-in before `confirm`. @throws AppError `SECOND_FACTOR_ON` */
  enrol(principal: Principal, password: string): Promise<Enrolment>;
  /** @returns backup codes, shown this once. @throws AppError `SECOND_FACTOR_NOT_STARTED`, `TOTP_WRONG` */
  confirm(principal: Principal, code: string): Promise<string[]>;
  /** New backup codes; the old ones stop working. @throws AppError `SECOND_FACTOR_OFF` */
  renewBackupCodes(principal: Principal, password: string): Promise<string[]>;
  disable(principal: Principal, password: string): Promise<void>;
  /** A code of the app or a backup code, at sign-in. @throws AppError `TWO_FACTOR_WRONG`, `SIGN_IN_LIMITED` */
  check(userId: string, code: string): Promise<void>;
}

export interface SecondFactorDeps {
  readonly relational: RelationalStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly passwords: Passwords;
}

export function createSecondFactor(deps: SecondFactorDeps): SecondFactor {
  const { relational, secretBox, clock } = deps;
  const codes = createSecondFactorCodes(deps);

  const read = (userId: string) =>
    relational.db.selectFrom('second_factors').selectAll().where('user_id', '=', userId).executeTakeFirst();

  return {
    async status(userId) {
      const row = await read(userId);
      if (row === undefined || row.confirmed_at === null) return { enabled: false, backupCodesLeft: 0 };
      const { count } = await relational.db
        .selectFrom('backup_codes')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow();
      return { enabled: true, backupCodesLeft: count };
    },

    async enrol(principal, password) {
      requireProvenSession(principal);
      await deps.passwords.confirm(principal, password);
      const { userId } = principal;
      const secret = newTotpSecret();
      const sealed = secretBox.seal(secret, totpSecret(userId));
      const { numInsertedOrUpdatedRows } = await relational.db
        .insertInto('second_factors')
        .values({ user_id: userId, secret_sealed: sealed })
        .onConflict((conflict) =>
          conflict
            .column('user_id')
            .doUpdateSet({ secret_sealed: sealed, last_step: 0 })
            .where('second_factors.confirmed_at', 'is', null),
        )
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) throw errors.secondFactorOn();
      const uri = otpauthUri(secret, principal.email);
      return { secret, uri, qrSvg: renderSVG(uri, { border: 2 }) };
    },

    async confirm(principal, code) {
      const sessionId = requireProvenSession(principal);
      const { userId } = principal;
      const row = await read(userId);
      if (row === undefined) throw errors.secondFactorNotStarted();
      if (row.confirmed_at !== null) throw errors.secondFactorOn();
      await codes.acceptTotp(userId, code);
      return relational.withTenant(principal.tenant.id, async (tx) => {
        await tx
          .updateTable('second_factors')
          .set({ confirmed_at: new Date(clock.nowMs()) })
          .where('user_id', '=', userId)
          .execute();
        const backupCodes = await replaceBackupCodes(tx, userId);
        await noteSecondFactor(tx, sessionId, clock.nowMs());
        await recordChanges(tx, principal, [secondFactorChange(principal, true)]);
        return backupCodes;
      });
    },

    async renewBackupCodes(principal, password) {
      requireProvenSession(principal);
      await deps.passwords.confirm(principal, password);
      const row = await read(principal.userId);
      if (row === undefined || row.confirmed_at === null) throw errors.secondFactorOff();
      return relational.withTenant(principal.tenant.id, async (tx) => {
        const backupCodes = await replaceBackupCodes(tx, principal.userId);
        const about = { objectType: 'user', objectId: principal.userId, objectName: principal.name };
        await recordChanges(tx, principal, [{ action: 'renew_backup_codes', ...about, before: null, after: null }]);
        return backupCodes;
      });
    },

    async disable(principal, password) {
      requireProvenSession(principal);
      await deps.passwords.confirm(principal, password);
      await relational.withTenant(principal.tenant.id, async (tx) => {
        if (await removeSecondFactor(tx, principal.userId)) {
          await recordChanges(tx, principal, [secondFactorChange(principal, false)]);
        }
      });
    },

    check: (userId, code) => codes.acceptAny(userId, code),
  };
}

/** Its backup codes go with it. @returns whether there was one that counted. */
export async function removeSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('second_factors')
    .where('user_id', '=', userId)
    .returning('confirmed_at')
    .executeTakeFirst();
  return row !== undefined && row.confirmed_at !== null;
}

export const secondFactorChange = (person: { userId: string; name: string }, enabled: boolean) => ({
  action: 'update',
  objectType: 'user',
  objectId: person.userId,
  objectName: person.name,
  before: { secondFactor: !enabled },
  after: { secondFactor: enabled },
});
