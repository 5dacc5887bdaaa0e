/** Permissions, `resource:action`, in the language of the person. A word that the portal does not know stays as it is. */
import { m } from '#lib/paraglide/messages.js';

const resources: Readonly<Record<string, () => string>> = {
  zone: m.resource_zone,
  site: m.resource_site,
  rack: m.resource_rack,
  device: m.resource_device,
  interface: m.resource_interface,
  address: m.resource_address,
  prefix: m.resource_prefix,
  link: m.resource_link,
  power: m.resource_power,
  plant: m.resource_plant,
  onu: m.resource_onu,
  subscriber: m.resource_subscriber,
  plan: m.resource_plan,
  service: m.resource_service,
  maintenance: m.resource_maintenance,
  subscriber_session: m.resource_subscriber_session,
  flow: m.resource_flow,
  status: m.resource_status,
  event: m.resource_event,
  token: m.resource_token,
  user: m.resource_user,
  role: m.resource_role,
  audit: m.resource_audit,
  settings: m.resource_settings,
  import: m.resource_import,
  export: m.resource_export,
  tenant: m.resource_tenant,
  administrator: m.resource_administrator,
  secret: m.resource_secret,
};

const actions: Readonly<Record<string, () => string>> = {
  read: m.action_read,
  create: m.action_create,
  update: m.action_update,
  delete: m.action_delete,
  test: m.action_test,
  invite: m.action_invite,
  remove: m.action_remove,
  export: m.action_export,
  run: m.action_run,
  suspend: m.action_suspend,
  impersonate: m.action_impersonate,
  rotate: m.action_rotate,
};

export const resourceWord = (resource: string): string => resources[resource]?.() ?? resource;
export const actionWord = (action: string): string => actions[action]?.() ?? action;

/** `device:read` or a pattern such as `device:*` as a phrase: "Equipos: ver". */
export function permissionPhrase(pattern: string): string {
  const [resource = '', action = ''] = pattern.split(':');
  if (resource === '*') return m.permission_all();
  if (action === '*') return m.permission_all_of({ resource: resourceWord(resource) });
  return m.permission_one({ resource: resourceWord(resource), action: actionWord(action) });
}
