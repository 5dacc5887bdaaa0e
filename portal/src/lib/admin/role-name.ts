import { m } from '#lib/paraglide/messages.js';

const builtIn: Readonly<Record<string, () => string>> = {
  admin: m.role_admin,
  noc: m.role_noc,
  billing: m.role_billing,
  technician: m.role_technician,
  client: m.role_client,
  platform_admin: m.role_platform_admin,
};

const builtInHints: Readonly<Record<string, () => string>> = {
  admin: m.role_admin_hint,
  noc: m.role_noc_hint,
  billing: m.role_billing_hint,
  technician: m.role_technician_hint,
  client: m.role_client_hint,
};

/** Roles that come with FastISP are named by the portal, those of a tenant by the tenant. */
export const roleName = ({ id, name }: { id: string; name: string }): string => builtIn[id]?.() ?? name;

export const roleHint = ({ id, description }: { id: string; description: string }): string =>
  builtInHints[id]?.() ?? description;
