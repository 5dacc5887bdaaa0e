import type { Tx } from '@fastisp/core/pg/port';
import { defaultSettings, type Settings } from './decide.ts';

export interface StoredSettings extends Settings {
  /** 0 while nothing was ever set. */
  readonly revision: number;
}

/** The settings of a tenant, defaults for what it never set. */
export async function readSettings(tx: Tx, tenantId: number): Promise<StoredSettings> {
  const row = await tx.selectFrom('tenant_settings').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (row === undefined) return { ...defaultSettings, revision: 0 };
  return {
    locale: row.locale as Settings['locale'], // only checked settings are stored, here and below
    timeZone: row.time_zone,
    currency: row.currency,
    colors: row.colors as unknown as Settings['colors'],
    businessHours: row.business_hours as unknown as Settings['businessHours'],
    holidays: row.holidays as unknown as Settings['holidays'],
    retention: { eventDays: row.event_days, auditDays: row.audit_days },
    revision: row.revision,
  };
}

export async function writeSettings(
  tx: Tx,
  tenantId: number,
  { settings, revision, nowMs }: { settings: Settings; revision: number; nowMs: number },
): Promise<void> {
  const values = {
    locale: settings.locale,
    time_zone: settings.timeZone,
    currency: settings.currency,
    colors: JSON.stringify(settings.colors),
    business_hours: JSON.stringify(settings.businessHours),
    holidays: JSON.stringify(settings.holidays),
    event_days: settings.retention.eventDays,
    audit_days: settings.retention.auditDays,
    revision,
    updated_at: new Date(nowMs),
  };
  await tx
    .insertInto('tenant_settings')
    .values({ tenant_id: tenantId, ...values })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
    .execute();
}
