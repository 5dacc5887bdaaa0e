import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { dutyOf } from '#identity/second-factor-duty.ts';

/**
 * What belongs to a person alone is done by themselves in their browser: not by a token, not by whoever acts as
 * them, and not with a one-time password. @returns the id of their session.
 * @throws AppError `SESSION_REQUIRED`, `NOT_WHILE_IMPERSONATING`, `PASSWORD_CHANGE_REQUIRED`,
 *   `SECOND_FACTOR_UNPROVEN`
 */
export function requireOwnSession(principal: Principal): string {
  if (principal.sessionId === null) throw errors.sessionRequired();
  if (principal.impersonator !== null) throw errors.notWhileImpersonating();
  if (principal.mustChangePassword) throw errors.passwordChangeRequired();
  if (dutyOf(principal.secondFactor) === 'sign_in_again') throw errors.secondFactorUnproven();
  return principal.sessionId;
}

/**
 * Second factors are added and taken away only by who showed the one there is: a password alone must not be able to
 * put another in its place. @returns the id of the session. @throws what `requireOwnSession` does.
 */
export function requireProvenSession(principal: Principal): string {
  const sessionId = requireOwnSession(principal);
  if (principal.secondFactor.has && !principal.secondFactor.proven) throw errors.secondFactorUnproven();
  return sessionId;
}
