/** A device that is written: its row, what others are told of it, and who did it, in one transaction. */
import { tenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { publishObjects } from '#objects/publish.ts';
import { lockReferences } from '#objects/references.ts';
import { device as deviceType } from '#objects/types/devices.ts';
import { moveInventoryVersion } from '#objects/version.ts';
import { auditedDevice, type StoredDevice } from './device-rows.ts';
import { tellCollectors } from './publish.ts';

/** Collectors, whoever follows the inventory, and what is derived from it here. */
export async function tellOthers(tx: Tx, stored: StoredDevice, nowMs: number): Promise<void> {
  await tellCollectors(tx, [stored], nowMs);
  await publishObjects(tx, deviceType, [{ ...stored }], { tenant: tenantId(stored.tenant_id), nowMs });
  await moveInventoryVersion(tx, tenantId(stored.tenant_id));
}

/** Writes the row with the next revision and tells the others. */
export async function saveDevice(
  tx: Tx,
  row: StoredDevice,
  change: Partial<StoredDevice>,
  nowMs: number,
): Promise<StoredDevice> {
  const saved = await tx
    .updateTable('devices')
    .set({ ...change, revision: row.revision + 1, updated_at: new Date(nowMs) })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tellOthers(tx, saved, nowMs);
  return saved;
}

export const recordDevice = (
  tx: Tx,
  principal: Principal,
  told: { action: string; was?: StoredDevice; is?: StoredDevice },
) =>
  recordChanges(tx, principal, [
    {
      action: told.action,
      objectType: 'device',
      objectId: told.is?.id ?? told.was?.id ?? '',
      objectName: told.is?.name ?? told.was?.name ?? '',
      before: told.was === undefined ? null : auditedDevice(told.was),
      after: told.is === undefined ? null : auditedDevice(told.is),
    },
  ]);

/** Its site, rack and power area exist, and the caller may have a device there. */
export async function checkPlace(
  tx: Tx,
  principal: Principal,
  {
    action,
    row,
  }: { action: 'create' | 'update' | 'delete'; row: Pick<StoredDevice, 'site_id' | 'rack_id' | 'power_area_id'> },
): Promise<void> {
  if (!principal.authority.can(`device:${action}`, row.site_id)) throw errors.objectSiteNotAllowed();
  await lockReferences(tx, deviceType, [{ siteId: row.site_id, rackId: row.rack_id, powerAreaId: row.power_area_id }]);
}
