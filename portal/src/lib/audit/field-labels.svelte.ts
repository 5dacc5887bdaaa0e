/** What fields are called: those of inventory objects by the API's own registry, asked for once; the others here. */
import { api, call } from '#lib/api/client.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const known: Readonly<Record<string, () => string>> = {
  name: m.field_name,
  description: m.field_description,
  grants: m.field_grants,
  roles: m.field_roles,
  email: m.field_email,
  status: m.field_status,
  slug: m.field_slug,
  permissions: m.field_permissions,
  expiresAt: m.field_expires_at,
  locale: m.field_locale,
  timeZone: m.field_time_zone,
  currency: m.field_currency,
  holidays: m.field_holidays,
  logo: m.field_logo,
  address: m.field_address,
  kind: m.field_kind,
  pollIntervalS: m.field_poll_interval_s,
  'colors.dark': m.color_dark,
  'colors.light': m.color_light,
  'retention.eventDays': m.retention_events,
  'retention.auditDays': m.retention_audit,
  'limits.devices': m.nav_devices,
  'limits.subscribers': m.resource_subscriber,
  'limits.users': m.admin_people,
};

let labels = $state.raw<ReadonlyMap<string, string>>();
let asked = false;

async function load(): Promise<void> {
  const answer = await call(api.GET('/api/v1/object-types'));
  if (!answer.ok) return;
  labels = new Map(
    answer.data.items.flatMap((type) =>
      type.fields.map(({ name, label }) => [`${type.name}.${name}`, label[getLocale()]] as const),
    ),
  );
}

/** The path itself for what neither knows. */
export function fieldLabel(kind: string, path: string): string {
  if (!asked) {
    asked = true;
    queueMicrotask(() => void load()); // after the rendering that wants it
  }
  return labels?.get(`${kind}.${path}`) ?? known[path]?.() ?? path;
}
