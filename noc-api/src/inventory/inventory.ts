/** Devices as people manage them: each change and its message to the collectors in one transaction. */
import type { Clock } from '@fastisp/core/clock';
import { tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { publishObjects } from '#objects/publish.ts';
import { lockReferences, refuseInUse } from '#objects/references.ts';
import { device as deviceType } from '#objects/types/devices.ts';
import { moveInventoryVersion } from '#objects/version.ts';
import { explained } from '#objects/violations.ts';
import { listDevices } from './device-list.ts';
import { auditedDevice, type ShownDevice, shownColumns, type StoredDevice, toDevice } from './device-rows.ts';
import { refuseMoveWithServices } from './device-services.ts';
import { lockDevice, onceMoreOnDuplicate, refuseDuplicates, refuseTooMany, toChange, toRow } from './device-writes.ts';
import { createDeviceDirectory } from './directory.ts';
import { interfacesOf, type LastRates } from './interfaces.ts';
import { type LastPolls, seenLately } from './last-polls.ts';
import type { Inventory, VersionedDevice } from './ports.ts';
import { tellCollectors } from './publish.ts';
import type { DeviceRow } from './schemas.ts';
import type { StateView } from './state-view.ts';

export interface InventoryDeps {
  readonly relational: RelationalStore;
  readonly secretBox: SecretBox;
  readonly stateView: StateView;
  readonly lastRates: LastRates;
  readonly lastPolls: LastPolls;
  readonly clock: Clock;
}

export function createInventory(deps: InventoryDeps): Inventory {
  const { relational, secretBox, stateView, clock } = deps;

  const directory = createDeviceDirectory();
  const stateOf = (stored: ShownDevice) => stateView.stateOf(stored.id, stored.created_at.toISOString());

  const versioned = async (tx: Tx, stored: ShownDevice): Promise<VersionedDevice> => {
    const facts = await tx.selectFrom('device_facts').selectAll().where('device_id', '=', stored.id).executeTakeFirst();
    const { count } = await tx
      .selectFrom('interfaces')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('device_id', '=', stored.id)
      .where('if_index', 'is not', null)
      .executeTakeFirstOrThrow();
    const device = toDevice(stored, { state: stateOf(stored), facts, interfaceCount: count });
    return { device, revision: stored.revision };
  };

  /** Collectors, whoever follows the inventory, and what is derived from it here. */
  const tellOthers = async (tx: Tx, stored: StoredDevice, nowMs: number): Promise<void> => {
    await tellCollectors(tx, [stored], nowMs);
    await publishObjects(tx, deviceType, [{ ...stored }], { tenant: tenantId(stored.tenant_id), nowMs });
    await moveInventoryVersion(tx, tenantId(stored.tenant_id));
  };

  const record = (tx: Tx, principal: Principal, told: { action: string; was?: StoredDevice; is?: StoredDevice }) =>
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

  /** Writes the row with the next revision and tells the collectors. */
  const save = async (tx: Tx, row: StoredDevice, change: Partial<StoredDevice>): Promise<StoredDevice> => {
    const now = new Date(clock.nowMs());
    const saved = await tx
      .updateTable('devices')
      .set({ ...change, revision: row.revision + 1, updated_at: now })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await tellOthers(tx, saved, now.getTime());
    return saved;
  };

  const lately = <D extends DeviceRow>(principal: Principal, devices: readonly D[]): Promise<D[]> =>
    seenLately({ lastPolls: deps.lastPolls, nowMs: clock.nowMs() }, principal.tenant.id, devices);

  /** A device as its reader wants it; after the transaction, which does not wait for another store. */
  const shown = async (principal: Principal, found: Promise<VersionedDevice>): Promise<VersionedDevice> => {
    const { device, revision } = await found;
    const [seen = device] = await lately(principal, [device]);
    return { device: seen, revision };
  };

  const write = <T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> =>
    explained(deviceType, () => onceMoreOnDuplicate(() => relational.withTenant(principal.tenant.id, work)));

  return {
    list: (principal, query) => listDevices({ ...deps, directory }, principal, query),

    get: (principal, id) =>
      shown(
        principal,
        relational.withTenant(principal.tenant.id, async (tx) => {
          const stored = await tx
            .selectFrom('devices')
            .select(shownColumns)
            .where('id', '=', id)
            .where('deleted_at', 'is', null)
            .executeTakeFirst();
          if (stored === undefined || !principal.authority.can('device:read', stored.site_id)) {
            throw errors.deviceNotFound(id);
          }
          return versioned(tx, stored);
        }),
      ),

    create: async (principal, body) => {
      const row = toRow(body, { tenantId: principal.tenant.id, nowMs: clock.nowMs(), secretBox });
      return write(principal, async (tx) => {
        await refuseTooMany(tx);
        await refuseDuplicates(tx, row);
        await checkPlace(tx, principal, { action: 'create', row });
        const stored = await tx.insertInto('devices').values(row).returningAll().executeTakeFirstOrThrow();
        await tellOthers(tx, stored, clock.nowMs());
        await record(tx, principal, { action: 'create', is: stored });
        return versioned(tx, stored);
      });
    },

    update: (principal, id, patch, { ifRevision, withServices }) =>
      shown(
        principal,
        write(principal, async (tx) => {
          const row = await lockDevice(tx, principal, { id, action: 'update' });
          if (ifRevision !== null && ifRevision !== row.revision) throw errors.deviceChanged();
          const change = toChange(patch, { row, secretBox });
          await refuseDuplicates(tx, { ...row, ...change });
          await checkPlace(tx, principal, { action: 'update', row: { ...row, ...change } });
          const siteAfter = change.site_id === undefined ? row.site_id : change.site_id;
          if (!withServices) await refuseMoveWithServices(tx, [{ deviceId: id, siteBefore: row.site_id, siteAfter }]);
          const saved = await save(tx, row, change);
          await record(tx, principal, { action: 'update', was: row, is: saved });
          return versioned(tx, saved);
        }),
      ),

    remove: (principal, id) =>
      write(principal, async (tx) => {
        const row = await lockDevice(tx, principal, { id, action: 'delete' });
        await refuseInUse(tx, deviceType, id);
        await save(tx, row, { deleted_at: new Date(clock.nowMs()) });
        await record(tx, principal, { action: 'delete', was: row });
      }),

    restore: (principal, id) =>
      write(principal, async (tx) => {
        const row = await tx
          .selectFrom('devices')
          .selectAll()
          .where('id', '=', id)
          .where('deleted_at', 'is not', null)
          .forUpdate()
          .executeTakeFirst();
        if (row === undefined || !principal.authority.can('device:read', row.site_id)) {
          throw errors.deviceNotRestorable(id);
        }
        await refuseTooMany(tx);
        await refuseDuplicates(tx, row);
        await checkPlace(tx, principal, { action: 'delete', row });
        const saved = await save(tx, row, { deleted_at: null });
        await record(tx, principal, { action: 'restore', is: saved });
        return versioned(tx, saved);
      }),

    interfaces: (principal, deviceId) => interfacesOf(deps, principal, deviceId),
  };
}

/** Its site, rack and power area exist, and the caller may have a device there. */
async function checkPlace(
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
