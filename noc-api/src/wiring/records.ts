/** Who did what: the audit log, its heads in the service's own log, how long it is kept, and refused attempts. */
import { createAttemptLog } from '#audit/attempts/run.ts';
import { createAuditLog } from '#audit/audit-log.ts';
import { createHeadNotes } from '#audit/note-heads.ts';
import { createAuditRetention } from '#audit/retention.ts';
import type { NocApiConfig } from '#config.ts';
import type { ApiDeps } from '#http/api.ts';
import type { NocApiDeps } from '#ports.ts';

export function wireRecords(config: NocApiConfig, deps: NocApiDeps) {
  const attempts = createAttemptLog(deps);
  return {
    components: [attempts, createAuditRetention({ ...deps, days: config.AUDIT_DAYS }), createHeadNotes(deps)],
    api: { attempts, audit: createAuditLog(deps) } satisfies Partial<ApiDeps>,
  };
}
