import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';

/**
 * What belongs to a person alone is done by themselves in their browser: not by a token, not by whoever acts as
 * them, and not with a one-time password. @returns the id of their session.
 * @throws AppError `SESSION_REQUIRED`, `NOT_WHILE_IMPERSONATING`, `PASSWORD_CHANGE_REQUIRED`
 */
export function requireOwnSession(principal: Principal): string {
  if (principal.sessionId === null) throw errors.sessionRequired();
  if (principal.impersonator !== null) throw errors.notWhileImpersonating();
  if (principal.mustChangePassword) throw errors.passwordChangeRequired();
  return principal.sessionId;
}
