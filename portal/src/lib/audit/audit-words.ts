/** Actions, kinds of objects and values of the audit log, in the language of the person. */
import type { AuditEntry } from '#lib/api/client.ts';
import type { Grant } from '#lib/admin/grants.ts';
import { scopeText } from '#lib/admin/scope-text.ts';
import { permissionPhrase } from '#lib/admin/permission-words.ts';
import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';
import { problemText } from '#lib/words.ts';

const actions: Readonly<Record<string, () => string>> = {
  create: m.did_create,
  update: m.did_update,
  delete: m.did_delete,
  restore: m.did_restore,
  sign_in: m.did_sign_in,
  confirm_identity: m.did_confirm_identity,
  change_password: m.did_change_password,
  hand_over_password_link: m.did_password_link,
  renew_backup_codes: m.did_backup_codes,
  end: m.did_end,
  export: m.did_export,
  import: m.did_import,
  undo: m.did_undo,
  impersonate: m.did_impersonate,
  stop_impersonation: m.did_stop_impersonation,
  join: m.did_join,
  rotate: m.did_rotate,
  suspend: m.did_suspend,
  resume: m.did_resume,
};
/** In the order of a menu. */
export const auditActions: readonly string[] = Object.keys(actions);

/** Of a refused attempt the action is the permission that was lacking. */
export const actionText = (action: string): string =>
  actions[action]?.() ?? (action.includes(':') ? m.did_try({ permission: permissionPhrase(action) }) : action);

/** What the entry says was done: a sign-in may also have failed. */
export const entryText = ({ action, outcome }: AuditEntry): string =>
  action === 'sign_in' && outcome === 'done' ? m.did_signed_in() : actionText(action);

const kinds: Readonly<Record<string, () => string>> = {
  device: m.object_device,
  user: m.object_user,
  role: m.object_role,
  invitation: m.object_invitation,
  token: m.object_token,
  api_token: m.object_token,
  session: m.object_session,
  passkey: m.object_passkey,
  settings: m.object_settings,
  tenant: m.object_tenant,
  maintenance: m.object_maintenance,
  audit: m.object_audit,
  secret_key: m.object_secret_key,
  route: m.object_route,
  zone: m.object_zone,
  site: m.object_site,
  link: m.object_link,
  onu: m.object_onu,
  subscriber: m.object_subscriber,
  service: m.object_service,
  plan: m.object_plan,
};
export const auditKinds: readonly string[] = Object.keys(kinds).filter((kind) => kind !== 'api_token');
export const kindText = (kind: string): string => kinds[kind]?.() ?? kind.replaceAll('_', ' ');

export function outcomeText(outcome: AuditEntry['outcome']): string {
  const words = { done: m.outcome_done, denied: m.outcome_denied, failed: m.outcome_failed };
  return words[outcome]();
}

export function viaText(via: AuditEntry['via']): string {
  const words = { session: m.via_session, token: m.via_token, system: m.via_system, anonymous: m.via_anonymous };
  return words[via]();
}

const isCode = /^[A-Z][A-Z0-9_]+$/;

/** Of an attempt the reason is the code of its problem; of one that went well the code says no more. */
export function reasonOf({ outcome, reason }: AuditEntry): string | null {
  if (reason === null || !isCode.test(reason)) return reason;
  // The action of a refused attempt is the permission that was lacking: it is said already.
  if (outcome === 'done' || reason === 'PERMISSION_DENIED') return null;
  return problemText({ type: '', title: reason, status: 0, code: reason, detail: reason });
}

const isGrant = (value: unknown): value is Grant =>
  typeof value === 'object' && value !== null && 'permission' in value && 'effect' in value;

const grantText = ({ permission, effect, scope }: Grant): string =>
  `${effect === 'deny' ? m.grant_deny() : m.grant_allow()}: ${permissionPhrase(permission)} (${scopeText(scope)})`;

const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '' || isEmptyList(value)) return m.value_none();
  if (typeof value === 'boolean') return value ? m.value_yes() : m.value_no();
  if (typeof value === 'string') return isTime.test(value) ? fmt.dateTime(value) : value;
  if (Array.isArray(value)) {
    if (value.every(isGrant)) return value.map(grantText).join('\n');
    if (value.every((part) => typeof part !== 'object')) return value.map(valueText).join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
