/** Sentences for the codes that signing in and one's own account can meet. */
import { fmt } from '../i18n.ts';
import { m } from '#lib/paraglide/messages.js';

type Params = Readonly<Record<string, unknown>> | undefined;

export const accountProblemTexts: Readonly<Record<string, (params: Params) => string>> = {
  SIGN_IN_EXPIRED: () => m.problem_sign_in_expired(),
  TWO_FACTOR_WRONG: () => m.problem_two_factor_wrong(),
  TOTP_WRONG: () => m.problem_totp_wrong(),
  SECOND_FACTOR_ON: () => m.problem_second_factor_on(),
  SECOND_FACTOR_OFF: () => m.problem_second_factor_off(),
  SECOND_FACTOR_REQUIRED: () => m.problem_second_factor_required(),
  SECOND_FACTOR_UNPROVEN: () => m.problem_second_factor_unproven(),
  NOT_ON_ONESELF: () => m.problem_not_on_oneself(),
  SECOND_FACTOR_NOT_STARTED: () => m.problem_second_factor_not_started(),
  PASSKEY_REFUSED: () => m.problem_passkey_refused(),
  PASSKEY_CANCELLED: () => m.passkeys_cancelled(),
  PASSKEYS_NOT_HERE: () => m.passkeys_not_here(),
  PASSKEY_NOT_FOUND: () => m.problem_passkey_not_found(),
  PASSKEY_LIMIT_REACHED: (params) => m.problem_passkey_limit({ max: fmt.integer(Number(params?.['max'] ?? 0)) }),
  DEVICE_SESSION_NOT_FOUND: () => m.problem_device_session_not_found(),
  LINK_INVALID: () => m.problem_link_invalid(),
  EMAIL_ALREADY_VERIFIED: () => m.problem_email_already_verified(),
  USER_IN_OTHER_TENANTS: () => m.problem_user_in_other_tenants(),
  GOOGLE_UNAVAILABLE: () => m.problem_google_unavailable(),
  GOOGLE_REFUSED: () => m.problem_google_refused(),
  GOOGLE_INVITED: () => m.problem_google_invited(),
  GOOGLE_NOBODY: () => m.problem_google_nobody(),
};
