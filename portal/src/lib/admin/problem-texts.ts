/** Sentences for the codes that the pages of administration, settings and platform can meet. */
import { fmt } from '../i18n.ts';
import { m } from '#lib/paraglide/messages.js';
import { permissionPhrase } from './permission-words.ts';

type Params = Readonly<Record<string, unknown>> | undefined;
const text = (params: Params, name: string): string => String(params?.[name] ?? '');
const number = (params: Params, name: string): string => fmt.integer(Number(params?.[name] ?? 0));
const permission = (params: Params): string => permissionPhrase(text(params, 'permission'));

export const adminProblemTexts: Readonly<Record<string, (params: Params) => string>> = {
  LAST_ADMINISTRATOR: () => m.problem_last_administrator(),
  LAST_PLATFORM_ADMINISTRATOR: () => m.problem_last_platform_administrator(),
  ALREADY_ADMINISTRATOR: (params) => m.problem_already_administrator({ email: text(params, 'email') }),
  PLATFORM_ADMINISTRATOR_STAYS: () => m.problem_platform_administrator_stays(),
  USER_NOT_RESTORABLE: () => m.problem_user_not_restorable(),
  USER_NOT_FOUND: () => m.problem_user_not_found(),
  ROLE_NOT_FOUND: () => m.problem_role_not_found(),
  ROLE_UNKNOWN: () => m.problem_role_unknown(),
  ROLE_BUILT_IN: () => m.problem_role_built_in(),
  ROLE_NAME_TAKEN: (params) => m.problem_role_name_taken({ name: text(params, 'name') }),
  ROLE_IN_USE: (params) =>
    m.problem_role_in_use({ holders: number(params, 'holders'), invitations: number(params, 'invitations') }),
  ROLE_LIMIT_REACHED: (params) => m.problem_role_limit({ max: number(params, 'max') }),
  BEYOND_OWN_AUTHORITY: (params) => m.problem_beyond_own({ permission: permission(params) }),
  ALREADY_MEMBER: (params) => m.problem_already_member({ email: text(params, 'email') }),
  INVITATION_NOT_FOUND: () => m.problem_invitation_not_found(),
  INVITATION_INVALID: () => m.problem_invitation_invalid(),
  INVITATIONS_LIMITED: (params) =>
    m.problem_invitations_limited({ minutes: fmt.integer(Math.ceil(Number(params?.['retryAfterS'] ?? 0) / 60)) }),
  EMAIL_INVALID: (params) => m.problem_email_invalid({ email: text(params, 'email') }),
  TOKEN_NOT_FOUND: () => m.problem_token_not_found(),
  TOKEN_LIMIT_REACHED: (params) => m.problem_token_limit({ max: number(params, 'max') }),
  TOKEN_EXPIRY_INVALID: (params) => m.problem_token_expiry({ days: number(params, 'daysMax') }),
  TOKEN_TOO_POWERFUL: (params) => m.problem_token_powerful({ permission: permission(params) }),
  TOKEN_REFUSED: () => m.problem_token_refused(),
  TENANT_NOT_FOUND: () => m.problem_tenant_not_found(),
  TENANT_SLUG_TAKEN: (params) => m.problem_tenant_slug_taken({ slug: text(params, 'slug') }),
  TENANT_IS_PLATFORM: () => m.problem_tenant_is_platform(),
  TENANT_LIMIT_REACHED: (params) => m.problem_tenant_limit({ max: number(params, 'max'), what: text(params, 'what') }),
  TENANT_SUSPENDED: (params) => m.problem_tenant_suspended({ name: text(params, 'name') }),
  NOT_WHILE_IMPERSONATING: () => m.problem_impersonating(),
  SESSION_REQUIRED: () => m.problem_session_required(),
  USER_IN_OTHER_TENANTS: () => m.problem_user_elsewhere(),
  MAIL_NOT_CONFIGURED: () => m.problem_mail_not_configured(),
  SETTINGS_CHANGED: () => m.problem_settings_changed(),
  TIME_ZONE_UNKNOWN: (params) => m.problem_time_zone({ timeZone: text(params, 'timeZone') }),
  CURRENCY_UNKNOWN: (params) => m.problem_currency({ currency: text(params, 'currency') }),
  COLOR_UNREADABLE: (params) =>
    m.problem_color({ color: text(params, 'color'), ratio: text(params, 'ratio'), ratioMin: text(params, 'ratioMin') }),
  BUSINESS_HOURS_INVALID: () => m.problem_hours(),
  HOLIDAY_INVALID: (params) => m.problem_holiday({ date: text(params, 'date') }),
  RETENTION_TOO_LONG: (params) => m.problem_retention({ days: number(params, 'daysMax') }),
  RETENTION_DROPS_DATA: (params) =>
    m.problem_retention_drops({ events: number(params, 'events'), entries: number(params, 'auditEntries') }),
  LOGO_TYPE_UNSUPPORTED: () => m.problem_logo_type(),
  LOGO_TOO_LARGE: (params) => m.problem_logo_large({ size: fmt.bytes(Number(params?.['bytesMax'] ?? 0)) }),
  LOGO_INVALID: () => m.problem_logo_invalid(),
  RANGE_INVALID: () => m.problem_range(),
  CURSOR_INVALID: () => m.problem_cursor(),
};
