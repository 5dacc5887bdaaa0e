import type { TenantId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { NetworkInterface } from './schemas.ts';
import type { InterfaceState } from './state.ts';
import type { StateView } from './state-view.ts';

export interface LastRate {
  readonly inBps: number;
  readonly outBps: number;
  readonly atIso: string;
}

/** Rates at the last poll, by ifIndex; without those that are older than three polls. */
export type LastRates = (
  tenant: TenantId,
  device: { readonly id: string; readonly pollIntervalS: number },
) => Promise<ReadonlyMap<number, LastRate>>;

export async function interfacesOf(
  deps: { relational: RelationalStore; stateView: StateView; lastRates: LastRates },
  principal: Principal,
  deviceId: string,
): Promise<NetworkInterface[]> {
  const tenant = principal.tenant.id;
  const { device, rows } = await deps.relational.withTenant(tenant, async (tx) => {
    const found = await tx
      .selectFrom('devices')
      .select(['id', 'created_at', 'poll_interval_s', 'site_id'])
      .where('id', '=', deviceId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (found === undefined || !principal.authority.can('interface:read', found.site_id)) {
      throw errors.deviceNotFound(deviceId);
    }
    const interfaces = await tx
      .selectFrom('interfaces')
      .selectAll()
      .where('device_id', '=', deviceId)
      .where('if_index', 'is not', null)
      .orderBy('if_index')
      .execute();
    return { device: found, rows: interfaces };
  });
  const state = deps.stateView.stateOf(deviceId, device.created_at.toISOString());
  // What a device that is down carried at its last answer says nothing of now.
  const rates =
    state.status === 'down'
      ? new Map<number, LastRate>()
      : await deps.lastRates(tenant, { id: deviceId, pollIntervalS: device.poll_interval_s });
  return rows.map((row) => {
    const ifIndex = row.if_index ?? 0; // the query leaves nulls out
    const rate = rates.get(ifIndex);
    return {
      id: row.id,
      deviceId,
      ifIndex,
      name: row.name,
      alias: row.alias,
      description: row.description,
      type: row.type,
      speedBps: row.speed_bps,
      mac: row.mac_address,
      ...shownState(state.interfaces.get(ifIndex), row.admin_up),
      inBps: rate?.inBps ?? null,
      outBps: rate?.outBps ?? null,
      ratesAt: rate?.atIso ?? null,
    };
  });
}

const shownState = (state: InterfaceState | undefined, adminUp: boolean) =>
  state === undefined
    ? { status: 'unknown' as const, adminUp, since: null }
    : { status: state.status, adminUp: state.adminUp, since: state.since };
