/** The API, typed by its own OpenAPI document. Same origin, session cookie. */
import createClient from 'openapi-fetch';
import { offlineProblem, type Problem, toProblem } from './problem.ts';
import type { components, paths } from './schema.generated.ts';

type Schemas = components['schemas'];
export type Device = Schemas['Device'];
export type DeviceRow = Schemas['DeviceRow'];
export type NetworkInterface = Schemas['Interface'];
export type Session = Schemas['Session'];
export type ProbeResult = Schemas['ProbeResult'];
export type Traffic = Schemas['Traffic'];
export type FlowTop = Schemas['FlowTop'];
export type FlowExporter = Schemas['FlowExporter'];
export type NetworkEvent = Schemas['Event'];
export type Account = Schemas['Account'];
export type AuthMethods = Schemas['AuthMethods'];
export type Passkey = Schemas['Passkey'];
export type SignedInDevice = Schemas['SignedInDevice'];
export type Member = Schemas['Member'];
export type Invitation = Schemas['Invitation'];
export type Role = Schemas['Role'];
export type Grant = Schemas['Grant'];
export type EffectivePermissions = Schemas['EffectivePermissions'];
export type ApiToken = Schemas['ApiToken'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditVerification = Schemas['AuditVerification'];
export type Settings = Schemas['Settings'];
export type PlatformAdministrator = Schemas['PlatformAdministrator'];
export type PlatformInvitation = Schemas['PlatformInvitation'];
export type Tenant = Schemas['Tenant'];

export const api = createClient<paths>({ baseUrl: '' });

export type Result<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly problem: Problem };

/** What an aborted request resolves to is never looked at; it is a problem so that nobody takes it for data. */
export async function call<T>(request: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Result<T>> {
  try {
    const { data, error, response } = await request;
    // 204 answers have no data; their T is `undefined` or `never`, so the cast holds.
    if (response.ok) return { ok: true, data: data as T };
    return { ok: false, problem: toProblem(error, response.status) };
  } catch {
    return { ok: false, problem: offlineProblem };
  }
}
