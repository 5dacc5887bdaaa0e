import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { communityMissing, deviceAddressInvalid, deviceNotFound } from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { checkAddress } from '#inventory/address.ts';
import { communityContext } from '#inventory/device-rows.ts';
import type { Probe, ProbeBody } from './ports.ts';
import { probeSnmp } from './snmp-probe.ts';

const defaultSnmpPort = 161;

export function createProbe(deps: { relational: RelationalStore; secretBox: SecretBox }): Probe {
  return {
    test: async (principal, body) => {
      const check = checkAddress(body.address);
      if ('problem' in check) throw deviceAddressInvalid(body.address, check.problem);
      return probeSnmp({
        address: check.address,
        port: body.snmp.port ?? defaultSnmpPort,
        version: body.snmp.version ?? '2c',
        community: body.snmp.community ?? (await storedCommunity(deps, principal, { ...body, address: check.address })),
      });
    },
  };
}

/** The community of a device that is edited; only for the address it was given for, or it could be sent anywhere. */
async function storedCommunity(
  deps: { relational: RelationalStore; secretBox: SecretBox },
  principal: Principal,
  body: ProbeBody,
): Promise<string> {
  const { deviceId } = body;
  if (deviceId === undefined) throw communityMissing();
  const row = await deps.relational.withTenant(principal.tenant.id, (tx) =>
    tx
      .selectFrom('devices')
      .select(['tenant_id', 'address', 'snmp_community_sealed'])
      .where('id', '=', deviceId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  );
  if (row === undefined) throw deviceNotFound(deviceId);
  if (row.address !== body.address) throw communityMissing();
  return deps.secretBox.open(row.snmp_community_sealed, communityContext(row.tenant_id, deviceId));
}
