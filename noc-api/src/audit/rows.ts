import type { Database } from '@fastisp/core/pg/schema.generated';
import type { Selectable } from 'kysely';
import type { ChainedEntry } from './entry.ts';

export type StoredEntry = Selectable<Database['audit_entries']>;

export const toChainedEntry = (row: StoredEntry): ChainedEntry => ({
  tenantId: row.tenant_id,
  seq: row.seq,
  at: row.at.toISOString(),
  via: row.via,
  userId: row.user_id,
  userName: row.user_name,
  tokenId: row.token_id,
  impersonatorId: row.impersonator_id,
  impersonatorName: row.impersonator_name,
  address: row.address,
  userAgent: row.user_agent,
  action: row.action,
  objectType: row.object_type,
  objectId: row.object_id,
  objectName: row.object_name,
  outcome: row.outcome,
  occurrences: row.occurrences,
  reason: row.reason,
  before: row.before,
  after: row.after,
  hash: row.hash,
});
