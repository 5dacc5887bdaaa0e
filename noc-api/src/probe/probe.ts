import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { communityMissing, deviceAddressInvalid, deviceNotFound, probeElsewhere } from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { checkAddress } from '#inventory/address.ts';
import { communityContext } from '#inventory/device-rows.ts';
import type { Probe } from './ports.ts';
import { probeSnmp } from './snmp-probe.ts';

const defaultSnmpPort = 161;

export function createProbe(deps: { relational: RelationalStore; secretBox: SecretBox }): Probe {
  return {
    test: async (principal, body) => {
      const check = checkAddress(body.address);
      if ('problem' in check) throw deviceAddressInvalid(body.address, check.problem);
      const { address } = check;
      const { deviceId } = body;
      const stored = deviceId === undefined ? null : await storedDevice(deps.relational, principal, deviceId);
      const own = stored?.address === address ? stored : null;
      // Who may do this at some sites asks the devices there, and nothing else in the network.
      if (own === null && !principal.authority.canEverywhere('device:test')) throw probeElsewhere();
      return probeSnmp({
        address,
        port: body.snmp.port ?? defaultSnmpPort,
        version: body.snmp.version ?? '2c',
        community: body.snmp.community ?? storedCommunity(deps.secretBox, own),
      });
    },
  };
}

interface StoredDevice {
  readonly id: string;
  readonly tenant_id: number;
  readonly address: string;
  readonly snmp_community_sealed: string;
}

/** The device that is edited. */
async function storedDevice(relational: RelationalStore, principal: Principal, id: string): Promise<StoredDevice> {
  const row = await relational.withTenant(principal.tenant.id, (tx) =>
    tx
      .selectFrom('devices')
      .select(['id', 'tenant_id', 'site_id', 'address', 'snmp_community_sealed'])
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  );
  if (row === undefined || !principal.authority.can('device:test', row.site_id)) throw deviceNotFound(id);
  return row;
}

/** @param stored null unless the address is the one that the community was given for, or it could be sent anywhere. */
function storedCommunity(secretBox: SecretBox, stored: StoredDevice | null): string {
  if (stored === null) throw communityMissing();
  return secretBox.open(stored.snmp_community_sealed, communityContext(stored.tenant_id, stored.id));
}
