/** Codes of a second factor, each good once: of the app by its clock, and backup codes by their digests. */
import type { Tx } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import { backupCodeDigest, newBackupCodes } from './backup-codes.ts';
import { guessLimits } from './guess-limits.ts';
import type { SecondFactorDeps } from './second-factor.ts';
import { matchTotp } from './totp.ts';

export interface SecondFactorCodes {
  /** Of the app. @throws AppError `TOTP_WRONG`, `SIGN_IN_LIMITED` */
  acceptTotp(userId: string, code: string): Promise<void>;
  /** Of the app, or a backup code. @throws AppError `TWO_FACTOR_WRONG`, `SIGN_IN_LIMITED` */
  acceptAny(userId: string, code: string): Promise<void>;
}

/** What the secret of the app is sealed for. */
export const totpSecret = (userId: string) => ({ tenantId: 0, rowId: userId, field: 'totp' });

export function createSecondFactorCodes(
  deps: Pick<SecondFactorDeps, 'relational' | 'secretBox' | 'clock' | 'limits'>,
): SecondFactorCodes {
  const { relational, secretBox, clock } = deps;

  /** Of many requests with one code, one gets through. */
  async function isTotp(userId: string, code: string): Promise<boolean> {
    const row = await relational.db
      .selectFrom('second_factors')
      .selectAll()
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (row === undefined) return false;
    const secret = secretBox.open(row.secret_sealed, totpSecret(userId));
    const step = matchTotp(secret, code, { nowMs: clock.nowMs(), lastStep: row.last_step });
    if (step === null) return false;
    const { numUpdatedRows } = await relational.db
      .updateTable('second_factors')
      .set({ last_step: step })
      .where('user_id', '=', userId)
      .where('last_step', '<', step)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async function isBackupCode(userId: string, code: string): Promise<boolean> {
    const digest = backupCodeDigest(code);
    if (digest === null) return false;
    const { numDeletedRows } = await relational.db
      .deleteFrom('backup_codes')
      .where('user_id', '=', userId)
      .where('code_sha256', '=', digest)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  const limited = <T>(userId: string, check: () => Promise<T>): Promise<T> =>
    deps.limits.count([{ limit: guessLimits.code, key: userId }], check);

  return {
    acceptTotp: (userId, code) =>
      limited(userId, async () => {
        if (!(await isTotp(userId, code.replaceAll(' ', '')))) throw errors.totpWrong();
      }),
    acceptAny: (userId, code) =>
      limited(userId, async () => {
        const accepted = (await isTotp(userId, code.replaceAll(' ', ''))) || (await isBackupCode(userId, code));
        if (!accepted) throw errors.twoFactorWrong();
      }),
  };
}

/** The old ones stop working. */
export async function replaceBackupCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = newBackupCodes();
  const digests = codes.map(backupCodeDigest).filter((digest) => digest !== null);
  await tx.deleteFrom('backup_codes').where('user_id', '=', userId).execute();
  await tx
    .insertInto('backup_codes')
    .values(digests.map((code_sha256) => ({ user_id: userId, code_sha256 })))
    .execute();
  return codes;
}
