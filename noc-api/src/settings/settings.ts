/** Settings of a tenant: each change and its audit entry in one transaction. */
import { createHash } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import type { JsonObject } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import type { Principal } from '#identity/principal.ts';
import { changedSettings, type RetentionMax, type Settings } from './decide.ts';
import * as errors from './errors.ts';
import { checkLogo, type LogoType } from './logo.ts';
import type { TenantSettings, VersionedSettings } from './ports.ts';
import { countLoss, shortenedDays } from './retention-loss.ts';
import { readSettings, type StoredSettings, writeSettings } from './store.ts';

/** First half of the advisory locks of tenants' settings; any constant will do, as long as it stays. */
const lockClass = 7_204_377;

export interface SettingsDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  /** What the installation keeps. */
  readonly retentionMax: RetentionMax;
}

export function createTenantSettings({ relational, clock, retentionMax }: SettingsDeps): TenantSettings {
  const inTenant = <T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> =>
    relational.withTenant(principal.tenant.id, work);

  const versioned = async (tx: Tx, principal: Principal): Promise<VersionedSettings> => {
    const { revision, ...settings } = await readSettings(tx, principal.tenant.id);
    const logo = await logoOf(tx);
    const shown = logo === null ? null : { url: logo.url, mediaType: logo.mediaType, updatedAt: logo.updatedAt };
    const name = await nameOf(tx, principal);
    const { businessHours, holidays, ...rest } = settings;
    return {
      settings: { name, ...rest, businessHours, holidays: [...holidays], retentionMax, logo: shown },
      revision,
    };
  };

  /** Writes settings with the next revision; the logo's row is written by the caller. */
  const save = (tx: Tx, principal: Principal, before: StoredSettings, settings: Settings): Promise<void> =>
    writeSettings(tx, principal.tenant.id, { settings, revision: before.revision + 1, nowMs: clock.nowMs() });

  /** Changes the logo, with the audit entry that says which one it was. */
  const changeLogo = (principal: Principal, change: (tx: Tx) => Promise<string | null>): Promise<VersionedSettings> =>
    inTenant(principal, async (tx) => {
      const before = await lockSettings(tx, principal);
      const logo = await logoOf(tx);
      const sha256 = await change(tx);
      await save(tx, principal, before, before);
      await told(tx, principal, { logoSha256: logo?.sha256 ?? null }, { logoSha256: sha256 });
      return versioned(tx, principal);
    });

  /** Shorter retention is asked for twice, unless there is nothing to lose. */
  const refuseLoss = async (
    tx: Tx,
    principal: Principal,
    { before, settings }: { before: Settings; settings: Settings },
  ) => {
    const shortened = shortenedDays(before.retention, settings.retention, retentionMax);
    const loss = await countLoss(tx, principal.tenant.id, shortened, clock.nowMs());
    if (loss.events + loss.auditEntries > 0) throw errors.retentionDropsData(loss);
  };

  return {
    get: (principal) => inTenant(principal, (tx) => versioned(tx, principal)),

    update: (principal, patch, ifRevision) =>
      inTenant(principal, async (tx) => {
        const before = await lockSettings(tx, principal);
        if (ifRevision !== null && ifRevision !== before.revision) throw errors.settingsChanged();
        const settings = changedSettings(before, patch, retentionMax);
        if (patch.dropData !== true) await refuseLoss(tx, principal, { before, settings });
        const nameBefore = await nameOf(tx, principal);
        const name = patch.name?.trim() ?? nameBefore;
        if (name !== nameBefore) {
          await tx.updateTable('tenants').set({ name }).where('id', '=', principal.tenant.id).execute();
        }
        await save(tx, principal, before, settings);
        await told(tx, principal, audited(nameBefore, before), audited(name, settings));
        return versioned(tx, principal);
      }),

    look: (tenant) =>
      relational.withTenant(tenant, async (tx) => {
        const { locale, timeZone, currency, colors } = await readSettings(tx, tenant);
        const logo = await logoOf(tx);
        return { locale, timeZone, currency, colors, logoUrl: logo?.url ?? null };
      }),

    logo: (principal) =>
      inTenant(principal, async (tx) => {
        const row = await tx.selectFrom('tenant_logos').select(['media_type', 'content', 'sha256']).executeTakeFirst();
        if (row === undefined) throw errors.logoNotFound();
        const mediaType = row.media_type as LogoType; // as the table's check has it
        return { mediaType, content: row.content, sha256: row.sha256 };
      }),

    setLogo: (principal, { mediaType, content }) => {
      const checked = checkLogo(mediaType, content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      return changeLogo(principal, async (tx) => {
        const values = { media_type: checked, content, sha256, updated_at: new Date(clock.nowMs()) };
        await tx
          .insertInto('tenant_logos')
          .values({ tenant_id: principal.tenant.id, ...values })
          .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
          .execute();
        return sha256;
      });
    },

    removeLogo: (principal) =>
      changeLogo(principal, async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('tenant_logos').executeTakeFirst();
        if (numDeletedRows === 0n) throw errors.logoNotFound();
        return null;
      }),
  };
}

/** There may be no row yet to lock. */
async function lockSettings(tx: Tx, principal: Principal): Promise<StoredSettings> {
  // Tenants beyond 2^31 would not fit into the second half as they are; two that share a lock only wait.
  await sql`select pg_advisory_xact_lock(${lockClass}::int, ${principal.tenant.id % 2 ** 31}::int)`.execute(tx);
  return readSettings(tx, principal.tenant.id);
}

const nameOf = async (tx: Tx, principal: Principal): Promise<string> =>
  (await tx.selectFrom('tenants').select('name').where('id', '=', principal.tenant.id).executeTakeFirstOrThrow()).name;

async function logoOf(tx: Tx) {
  const row = await tx.selectFrom('tenant_logos').select(['media_type', 'sha256', 'updated_at']).executeTakeFirst();
  if (row === undefined) return null;
  return {
    // The address changes with the picture, so that no browser shows the old one.
    url: `/api/v1/settings/logo?v=${row.sha256.slice(0, 12)}`,
    mediaType: row.media_type,
    sha256: row.sha256,
    updatedAt: row.updated_at.toISOString(),
  };
}

const told = (tx: Tx, principal: Principal, before: JsonObject, after: JsonObject): Promise<number> =>
  recordChanges(tx, principal, [
    {
      ...{ action: 'update', objectType: 'settings', objectId: String(principal.tenant.id) },
      ...{ objectName: principal.tenant.name, before, after },
    },
  ]);

/** Only what people set; spelled out, so that nothing else gets into the log. */
const audited = (name: string, settings: Settings): JsonObject => ({
  name,
  locale: settings.locale,
  timeZone: settings.timeZone,
  currency: settings.currency,
  colors: settings.colors,
  businessHours: settings.businessHours,
  holidays: settings.holidays.map((each) => ({ ...each })),
  retention: settings.retention,
});
