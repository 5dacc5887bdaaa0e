/** Devices as people manage them: each change and its message to the collectors in one transaction. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Principal } from '#identity/principal.ts';
import { checkAddress } from './address.ts';
import { pageOf, type SortKey } from './decide.ts';
import {
  auditedDevice,
  communityContext,
  type ShownDevice,
  shownColumns,
  type StoredDevice,
  toDevice,
  toDeviceRow,
} from './device-rows.ts';
import { interfacesOf, type LastRates } from './interfaces.ts';
import { type LastPolls, seenLately } from './last-polls.ts';
import type { Inventory, VersionedDevice } from './ports.ts';
import { tellCollectors } from './publish.ts';
import { type DeviceBody, type DeviceRow, defaultPollIntervalS, defaultSnmpPort, type DevicePatch } from './schemas.ts';
import type { StateView } from './state-view.ts';

/** Lists are sorted in memory: at this size a page takes tens of milliseconds. One more is refused. */
const devicesPerTenantMax = 20_000;
const defaultPageSize = 100;

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
    await tellCollectors(tx, saved, now.getTime());
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
    onceMoreOnDuplicate(() => relational.withTenant(principal.tenant.id, work));

  return {
    list: async (principal, query) => {
      const { status, kind, q, sort = 'worst', limit = defaultPageSize, cursor } = query;
      const asked = { status, kind, q, sort };
      const after = cursor === undefined ? null : decodeCursor(asked, cursor, ['number', 'string', 'string']);
      const stored = await relational.withTenant(principal.tenant.id, (tx) => shownDevices(tx, { kind, q }));
      const known = stored.map((each) => toDeviceRow(each, stateOf(each)));
      const rows = sort.endsWith('lastSeenAt') ? await lately(principal, known) : known;
      const page = pageOf(rows, { status, sort, limit, after: after as SortKey | null }); // its types were checked
      return {
        items: await lately(principal, page.items),
        total: page.total,
        nextCursor: page.last === null ? null : encodeCursor(asked, page.last),
      };
    },

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
          if (stored === undefined) throw errors.deviceNotFound(id);
          return versioned(tx, stored);
        }),
      ),

    create: async (principal, body) => {
      const tenantId = principal.tenant.id;
      const row = toRow(body, { tenantId, nowMs: clock.nowMs(), secretBox });
      return write(principal, async (tx) => {
        await refuseTooMany(tx);
        await refuseDuplicates(tx, row);
        const stored = await tx.insertInto('devices').values(row).returningAll().executeTakeFirstOrThrow();
        await tellCollectors(tx, stored, clock.nowMs());
        await record(tx, principal, { action: 'create', is: stored });
        return versioned(tx, stored);
      });
    },

    update: (principal, id, patch, ifRevision) =>
      shown(
        principal,
        write(principal, async (tx) => {
          const row = await lockDevice(tx, id);
          if (ifRevision !== null && ifRevision !== row.revision) throw errors.deviceChanged();
          const change = toChange(patch, { row, secretBox });
          await refuseDuplicates(tx, { ...row, ...change });
          const saved = await save(tx, row, change);
          await record(tx, principal, { action: 'update', was: row, is: saved });
          return versioned(tx, saved);
        }),
      ),

    remove: (principal, id) =>
      write(principal, async (tx) => {
        const row = await lockDevice(tx, id);
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
        if (row === undefined) throw errors.deviceNotRestorable(id);
        await refuseTooMany(tx);
        await refuseDuplicates(tx, row);
        const saved = await save(tx, row, { deleted_at: null });
        await record(tx, principal, { action: 'restore', is: saved });
        return versioned(tx, saved);
      }),

    interfaces: (principal, deviceId) => interfacesOf(deps, principal.tenant.id, deviceId),
  };
}

function shownDevices(tx: Tx, filter: { kind: string | undefined; q: string | undefined }): Promise<ShownDevice[]> {
  let query = tx.selectFrom('devices').select(shownColumns).where('deleted_at', 'is', null);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.q !== undefined && filter.q.trim() !== '') {
    const pattern = `%${filter.q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('address', 'ilike', pattern)]));
  }
  return query.execute();
}

async function lockDevice(tx: Tx, id: string): Promise<StoredDevice> {
  const row = await tx
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw errors.deviceNotFound(id);
  return row;
}

function toRow(
  body: DeviceBody,
  context: { tenantId: number; nowMs: number; secretBox: SecretBox },
): Omit<StoredDevice, 'deleted_at' | 'revision'> {
  const id = newId();
  const now = new Date(context.nowMs);
  return {
    tenant_id: context.tenantId,
    id,
    name: body.name.trim(),
    address: canonicalAddress(body.address),
    kind: body.kind ?? 'router',
    snmp_version: body.snmp.version ?? '2c',
    snmp_port: body.snmp.port ?? defaultSnmpPort,
    snmp_community_sealed: context.secretBox.seal(body.snmp.community, communityContext(context.tenantId, id)),
    poll_interval_s: body.pollIntervalS ?? defaultPollIntervalS,
    created_at: now,
    updated_at: now,
  };
}

function toChange(
  patch: DevicePatch,
  { row, secretBox }: { row: StoredDevice; secretBox: SecretBox },
): Partial<StoredDevice> {
  const { snmp } = patch;
  return {
    ...(patch.name !== undefined && { name: patch.name.trim() }),
    ...(patch.address !== undefined && { address: canonicalAddress(patch.address) }),
    ...(patch.kind !== undefined && { kind: patch.kind }),
    ...(patch.pollIntervalS !== undefined && { poll_interval_s: patch.pollIntervalS }),
    ...(snmp?.version !== undefined && { snmp_version: snmp.version }),
    ...(snmp?.port !== undefined && { snmp_port: snmp.port }),
    ...(snmp?.community !== undefined && {
      snmp_community_sealed: secretBox.seal(snmp.community, communityContext(row.tenant_id, row.id)),
    }),
  };
}

function canonicalAddress(text: string): string {
  const check = checkAddress(text);
  if ('problem' in check) throw errors.deviceAddressInvalid(text, check.problem);
  return check.address;
}

async function refuseTooMany(tx: Tx): Promise<void> {
  const { count } = await tx
    .selectFrom('devices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= devicesPerTenantMax) throw errors.deviceLimitReached(devicesPerTenantMax);
}

async function refuseDuplicates(
  tx: Tx,
  row: Pick<StoredDevice, 'id' | 'name' | 'address' | 'snmp_port'>,
): Promise<void> {
  const sameName = sql<boolean>`lower(name) = lower(${row.name})`; // as the unique index does
  const others = await tx
    .selectFrom('devices')
    .select(['name', 'address', 'snmp_port', sameName.as('sameName')])
    .where('deleted_at', 'is', null)
    .where('id', '!=', row.id)
    .where((eb) => eb.or([sameName, eb.and([eb('address', '=', row.address), eb('snmp_port', '=', row.snmp_port)])]))
    .execute();
  if (others.some((other) => other.sameName)) throw errors.deviceNameTaken(row.name);
  const other = others[0];
  if (other !== undefined) {
    throw errors.deviceAddressTaken({ name: other.name, address: other.address, port: other.snmp_port });
  }
}

const uniqueViolation = '23505';

/** Two people may add the same thing at once: the second try finds what the first one lost to. */
async function onceMoreOnDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === uniqueViolation) return work();
    throw error;
  }
}
