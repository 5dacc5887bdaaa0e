/** A passkey as it is kept, shown and written into the audit log. */
import type { Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import type { Principal } from '#identity/principal.ts';
import type { Passkey } from '../ports.ts';

/** What is shown of one; the key itself is not. */
export const passkeyColumns = ['id', 'name', 'backed_up', 'created_at', 'last_used_at'] as const;

interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly backed_up: boolean;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

export const toPasskey = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  backedUp: row.backed_up,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

export async function recordPasskey(
  tx: Tx,
  principal: Principal,
  action: 'create' | 'delete',
  row: PasskeyRow,
): Promise<void> {
  const fields = { name: row.name, person: principal.name };
  const [before, after] = action === 'create' ? [null, fields] : [fields, null];
  await recordChanges(tx, principal, [
    { action, objectType: 'passkey', objectId: row.id, objectName: row.name, before, after },
  ]);
}
