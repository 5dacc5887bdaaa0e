/**
 * An entry of the audit log, and the hash that chains it to the one before. The hash is over exactly what is
 * stored, so that whoever has the rows can check them without this program's help: SHA-256 of the JSON array
 * of `hashedFields`, the hash before it in hexadecimal first.
 */
import { createHash } from 'node:crypto';
import type { TenantId } from '@fastisp/core/ids';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export const auditVias = ['session', 'token', 'system', 'anonymous'] as const;
export type AuditVia = (typeof auditVias)[number];

/** `done`: it happened. `denied`: they may not. `failed`: they could not prove who they are. */
export const auditOutcomes = ['done', 'denied', 'failed'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** Who did it; a `Principal` is one. */
export interface AuditActor {
  readonly via: AuditVia;
  readonly userId: string | null;
  readonly name: string;
  readonly from: { readonly address: string; readonly userAgent: string | null } | null;
  /** The person behind, when somebody acts as another. */
  readonly impersonator: { readonly userId: string; readonly name: string } | null;
  readonly tokenId: string | null;
  readonly tenant: { readonly id: TenantId };
}

/** FastISP itself: a command at the console, a clean-up, an import that nobody waits for. */
export const systemActor = (name: string, tenant: TenantId): AuditActor => ({
  via: 'system',
  userId: null,
  name,
  from: null,
  impersonator: null,
  tokenId: null,
  tenant: { id: tenant },
});

/** One thing that was done to one object. Secrets are masked, but the best secret is one that is not passed. */
export interface Change {
  /** `create`, `update`, `delete`, `restore`, or a verb of its own. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  /** What people call it. */
  readonly objectName: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly reason?: string;
}

export interface AuditEntry {
  readonly tenantId: number;
  readonly seq: number;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  readonly via: string;
  readonly userId: string | null;
  readonly userName: string;
  readonly tokenId: string | null;
  readonly impersonatorId: string | null;
  readonly impersonatorName: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectName: string;
  readonly outcome: string;
  readonly occurrences: number;
  readonly reason: string | null;
  /** JSON text. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChainedEntry extends AuditEntry {
  readonly hash: Buffer;
}

/** Their order is part of the format: a chain that was made with another does not verify. */
const hashedFields = [
  'tenantId',
  'seq',
  'at',
  'via',
  'userId',
  'userName',
  'tokenId',
  'impersonatorId',
  'impersonatorName',
  'address',
  'userAgent',
  'action',
  'objectType',
  'objectId',
  'objectName',
  'outcome',
  'occurrences',
  'reason',
  'before',
  'after',
] as const satisfies readonly (keyof AuditEntry)[];

/** What the first entry of a chain follows. */
export const genesisHash = Buffer.alloc(32);

export function entryHash(previous: Buffer, entry: AuditEntry): Buffer {
  const content = [previous.toString('hex'), ...hashedFields.map((field) => entry[field])];
  return createHash('sha256').update(JSON.stringify(content)).digest();
}
