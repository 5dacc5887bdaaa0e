/**
 * Once an hour the heads of chains that grew go into the service's log, which usually leaves the machine: kept there,
 * they show a log that was written anew as a whole (noted-heads.ts).
 */
import type { Component } from '@fastisp/core/lifecycle/component';
import { createPeriodic } from '@fastisp/core/lifecycle/periodic';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { headMessage } from './noted-heads.ts';

const everyMs = 3_600_000;

export function createHeadNotes({ relational, log }: { relational: RelationalStore; log: Log }): Component {
  const noted = new Map<number, number>();
  const work = async (): Promise<void> => {
    const heads = await relational.withSystem((tx) =>
      tx.selectFrom('audit_heads').select(['tenant_id', 'seq', 'hash']).orderBy('tenant_id').execute(),
    );
    for (const { tenant_id: tenantId, seq, hash } of heads) {
      if (noted.get(tenantId) === seq || seq === 0) continue;
      log.info({ tenantId, seq, hash: hash.toString('hex') }, headMessage);
      noted.set(tenantId, seq);
    }
  };
  return createPeriodic({ name: 'audit head notes', everyMs, work, failure: 'heads of the audit log not noted' }, log);
}
