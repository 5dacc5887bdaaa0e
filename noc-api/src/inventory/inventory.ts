/** Devices as people manage them: each change and its message to the collectors in one transaction. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { refuseInUse } from '#objects/references.ts';
import { device as deviceType } from '#objects/types/devices.ts';
import { explained } from '#objects/violations.ts';
import { listDevices } from './device-list.ts';
import { type ShownDevice, shownColumns, toDevice } from './device-rows.ts';
import { checkPlace, recordDevice, saveDevice, tellOthers } from './device-save.ts';
import { refuseMoveWithServices } from './device-services.ts';
import { lockDevice, onceMoreOnDuplicate, refuseDuplicates, refuseTooMany, toChange, toRow } from './device-writes.ts';
import { createDeviceDirectory } from './directory.ts';
import { interfacesOf, type LastRates } from './interfaces.ts';
import { type LastPolls, seenLately } from './last-polls.ts';
import type { Inventory, VersionedDevice } from './ports.ts';
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
        await recordDevice(tx, principal, { action: 'create', is: stored });
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
          const saved = await saveDevice(tx, row, change, clock.nowMs());
          await recordDevice(tx, principal, { action: 'update', was: row, is: saved });
          return versioned(tx, saved);
        }),
      ),

    remove: (principal, id) =>
      write(principal, async (tx) => {
        const row = await lockDevice(tx, principal, { id, action: 'delete' });
        await refuseInUse(tx, deviceType, id);
        await saveDevice(tx, row, { deleted_at: new Date(clock.nowMs()) }, clock.nowMs());
        await recordDevice(tx, principal, { action: 'delete', was: row });
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
        const saved = await saveDevice(tx, row, { deleted_at: null }, clock.nowMs());
        await recordDevice(tx, principal, { action: 'restore', is: saved });
        return versioned(tx, saved);
      }),

    interfaces: (principal, deviceId) => interfacesOf(deps, principal, deviceId),
  };
}
