import type { Principal } from '#identity/principal.ts';
import type { ExportOptions } from './export.ts';
import type { AuditList, AuditQuery } from './schemas.ts';
import type { Verification } from './verify.ts';

/** The audit log of the caller's tenant, and that of the platform. */
export interface AuditLog {
  /** The newest first. */
  list(principal: Principal, query: AuditQuery): Promise<AuditList>;
  /** Texts that make up a file, one after the other. */
  export(principal: Principal, options: ExportOptions): AsyncIterable<string>;
  verify(principal: Principal): Promise<Verification>;
  /** What happened above tenants, or before anybody knew whose it was. */
  listPlatform(query: AuditQuery): Promise<AuditList>;
  verifyPlatform(): Promise<Verification>;
}
