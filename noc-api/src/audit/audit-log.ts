import type { RelationalStore } from '@fastisp/core/pg/port';
import { platformChain, systemChain, tenantChain } from './chains.ts';
import { exportEntries } from './export.ts';
import { listEntries } from './list.ts';
import type { AuditLog } from './ports.ts';
import { recordChanges } from './record.ts';
import { verifyChain } from './verify.ts';

export function createAuditLog({ relational }: { relational: RelationalStore }): AuditLog {
  const platform = systemChain(relational, platformChain);
  return {
    list: (principal, query) => listEntries(tenantChain(relational, principal.tenant.id), query),
    verify: (principal) => verifyChain(tenantChain(relational, principal.tenant.id)),
    listPlatform: (query) => listEntries(platform, query),
    verifyPlatform: () => verifyChain(platform),
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
      yield* exportEntries(tenantChain(relational, principal.tenant.id), options);
    },
  };
}
