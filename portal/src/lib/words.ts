/** Codes of the server in the language of the person: statuses, reasons, problems, probe failures. */
import type { LinkStatus, StateReason } from '@fastisp/core/contracts/device-state.v1';
import type { components } from './api/schema.generated.ts';
import { fieldErrors, type Problem } from './api/problem.ts';
import { accountProblemTexts } from './account/problem-texts.ts';
import { adminProblemTexts } from './admin/problem-texts.ts';
import { fmt } from './i18n.ts';
import { importProblemTexts } from './import/problem-texts.ts';
import { inventoryProblemTexts } from './inventory/problem-texts.ts';
import { maintenanceProblemTexts } from './maintenance/problem-texts.ts';
import { m } from '#lib/paraglide/messages.js';

export type DeviceKind = components['schemas']['DeviceRow']['kind'];

export const deviceKinds = [
  'router',
  'switch',
  'olt',
  'radio',
  'server',
  'other',
] as const satisfies readonly DeviceKind[];

export function statusWord(status: LinkStatus): string {
  const words = { up: m.status_up, down: m.status_down, unknown: m.status_unknown };
  return words[status]();
}

export function interfaceStatusWord(status: 'up' | 'no-link' | 'unknown' | 'off'): string {
  const words = {
    up: m.interface_up,
    'no-link': m.interface_down,
    unknown: m.interface_unknown,
    off: m.interface_off,
  };
  return words[status]();
}

export function reasonText(reason: StateReason): string {
  const texts: Record<StateReason, () => string> = {
    answering: m.reason_answering,
    not_polled_yet: m.reason_not_polled_yet,
    no_reply: m.reason_no_reply,
    no_such_host: m.reason_no_such_host,
    unreachable: m.reason_unreachable,
    auth: m.reason_auth,
    protocol_error: m.reason_protocol_error,
    collector_late: m.reason_collector_late,
  };
  return texts[reason]();
}

export function kindWord(kind: DeviceKind): string {
  const words: Record<DeviceKind, () => string> = {
    router: m.kind_router,
    switch: m.kind_switch,
    olt: m.kind_olt,
    radio: m.kind_radio,
    server: m.kind_server,
    other: m.kind_other,
  };
  return words[kind]();
}

type Params = NonNullable<Problem['params']>;
const text = (params: Params | undefined, name: string): string => String(params?.[name] ?? '');
const number = (params: Params | undefined, name: string): string => fmt.integer(Number(params?.[name] ?? 0));

/** A sentence for each code that the portal can meet; what it does not know keeps the server's own words. */
const problemTexts: Readonly<Record<string, (params: Params | undefined) => string>> = {
  OFFLINE: () => m.problem_offline(),
  UNAVAILABLE: () => m.problem_unavailable(),
  NOT_READY: () => m.problem_not_ready(),
  INTERNAL: () => m.problem_internal(),
  REQUEST_INVALID: () => m.problem_request_invalid(),
  NOT_FOUND: () => m.problem_not_found(),
  AUTH_REQUIRED: () => m.problem_auth_required(),
  PERMISSION_DENIED: (params) => m.problem_permission_denied({ permission: text(params, 'permission') }),
  SCOPE_DENIED: () => m.problem_scope_denied(),
  NO_TENANT: () => m.problem_no_tenant(),
  ORIGIN_REFUSED: () => m.problem_origin_refused(),
  RATE_LIMITED: (params) => m.problem_rate_limited({ seconds: number(params, 'retryAfterS') }),
  SIGN_IN_REFUSED: () => m.problem_sign_in_refused(),
  SIGN_IN_LIMITED: (params) => m.problem_sign_in_limited({ seconds: number(params, 'retryAfterS') }),
  PASSWORD_WRONG: () => m.problem_password_wrong(),
  PASSWORD_WEAK: () => m.problem_password_weak(),
  PASSWORD_CHANGE_REQUIRED: () => m.problem_password_change_required(),
  DEVICE_NOT_FOUND: () => m.problem_device_not_found(),
  DEVICE_NOT_RESTORABLE: () => m.problem_device_not_restorable(),
  DEVICE_NAME_TAKEN: (params) => m.problem_device_name_taken({ name: text(params, 'name') }),
  DEVICE_ADDRESS_TAKEN: (params) =>
    m.problem_device_address_taken({
      name: text(params, 'name'),
      address: text(params, 'address'),
      port: text(params, 'port'),
    }),
  DEVICE_ADDRESS_INVALID: (params) => m.problem_device_address_invalid({ address: text(params, 'address') }),
  DEVICE_CHANGED: () => m.problem_device_changed(),
  DEVICE_LIMIT_REACHED: (params) => m.problem_device_limit_reached({ max: number(params, 'max') }),
  COMMUNITY_MISSING: () => m.problem_community_missing(),
  PROBE_ELSEWHERE: () => m.problem_probe_elsewhere(),
  FLOW_SITES_TOO_MANY: (params) => m.problem_flow_sites_too_many({ max: number(params, 'max') }),
  INTERFACE_NOT_FOUND: () => m.problem_interface_not_found(),
  ...accountProblemTexts,
  ...adminProblemTexts,
  ...importProblemTexts,
  ...inventoryProblemTexts,
  ...maintenanceProblemTexts,
  TELEMETRY_UNAVAILABLE: () => m.problem_telemetry_unavailable(),
};

export function problemText(problem: Problem): string {
  const known = problemTexts[problem.code];
  return known?.(problem.params) ?? m.problem_other({ code: problem.code, detail: problem.detail });
}

/** The sentence for one field of a refused form, which the API may name in several ways. */
export function fieldErrorText(problem: Problem | undefined, ...paths: string[]): string | undefined {
  if (problem === undefined) return undefined;
  const wrong = fieldErrors(problem);
  const error = paths.map((path) => wrong[path]).find((found) => found !== undefined);
  if (error === undefined) return undefined;
  return problemTexts[error.code]?.(problem.params) ?? m.field_invalid({ detail: error.message });
}
