/** The form of a device: texts as people type them, and the bodies that the API takes; pure. */
import type { components } from '../api/schema.generated.ts';

export interface DeviceForm {
  name: string;
  address: string;
  kind: components['schemas']['DeviceRow']['kind'];
  version: '2c' | '1';
  /** Empty on an existing device: the stored one stays. */
  community: string;
  port: number;
  pollIntervalS: number;
  /** Empty: it stands at none. */
  siteId: string;
}

export const emptyForm: Readonly<DeviceForm> = {
  name: '',
  address: '',
  kind: 'router',
  version: '2c',
  community: '',
  port: 161,
  pollIntervalS: 60,
  siteId: '',
};

export function formOf(device: components['schemas']['Device']): DeviceForm {
  const { name, address, kind, snmp, pollIntervalS, siteId } = device;
  const { version, port } = snmp;
  return { name, address, kind, version, community: '', port, pollIntervalS, siteId: siteId ?? '' };
}

/** What a connection test depends on; a result is worth nothing once it differs. */
export const connectionKey = ({ address, version, community, port }: DeviceForm): string =>
  JSON.stringify([address.trim(), version, community, port]);

export function probeBody(form: DeviceForm, deviceId?: string) {
  const snmp = {
    version: form.version,
    port: form.port,
    ...(form.community === '' ? {} : { community: form.community }),
  };
  return { address: form.address.trim(), snmp, ...(deviceId === undefined ? {} : { deviceId }) };
}

export function createBody(form: DeviceForm) {
  return {
    name: form.name.trim(),
    address: form.address.trim(),
    kind: form.kind,
    snmp: { version: form.version, community: form.community, port: form.port },
    pollIntervalS: form.pollIntervalS,
    ...(form.siteId !== '' && { siteId: form.siteId }),
  };
}

/** Only what changed, so that two people who edit different fields do not undo each other; null when nothing did. */
export function patchBody(before: DeviceForm, form: DeviceForm) {
  const snmp = {
    ...(form.version === before.version ? {} : { version: form.version }),
    ...(form.port === before.port ? {} : { port: form.port }),
    ...(form.community === '' ? {} : { community: form.community }),
  };
  const body = {
    ...(form.name.trim() === before.name ? {} : { name: form.name.trim() }),
    ...(form.address.trim() === before.address ? {} : { address: form.address.trim() }),
    ...(form.kind === before.kind ? {} : { kind: form.kind }),
    ...(form.pollIntervalS === before.pollIntervalS ? {} : { pollIntervalS: form.pollIntervalS }),
    // Its rack stays at the site that it leaves.
    ...(form.siteId === before.siteId ? {} : { siteId: form.siteId || null, rackId: null }),
    ...(Object.keys(snmp).length === 0 ? {} : { snmp }),
  };
  return Object.keys(body).length === 0 ? null : body;
}
