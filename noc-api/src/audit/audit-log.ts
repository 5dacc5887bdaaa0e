import type { RelationalStore } from '@fastisp/core/pg/port';
import { exportEntries } from './export.ts';
import { listEntries } from './list.ts';
import type { AuditLog } from './ports.ts';
import { recordChanges } from './record.ts';
import { verifyTenantChain } from './verify.ts';

export function createAuditLog({ relational }: { relational: RelationalStore }): AuditLog {
  return {
    list: (principal, query) => listEntries(relational, principal.tenant.id, query),
    verify: (principal) => verifyTenantChain(relational, principal.tenant.id),
    async *export(principal, options) {
      // Who took the log away is worth an entry itself.
      await relational.withTenant(principal.tenant.id, (tx) =>
        recordChanges(tx, principal, [
          {
            action: 'export',
            objectType: 'audit',
            objectId: 'audit',
            objectName: options.format,
            before: null,
            after: { ...options.filters },
          },
        ]),
      );
      yield* exportEntries(relational, principal.tenant.id, options);
    },
  };
}
