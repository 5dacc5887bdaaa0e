/** What fields and their values are called: of inventory objects by the API's own registry, asked for once; others here. */
import { api, call } from '#lib/api/client.ts';
import { m } from '#lib/paraglide/messages.js';
import { said } from '../inventory/labels.ts';
import { objectNames } from '../inventory/object-names.svelte.ts';
import {
  fieldOf,
  type ObjectField,
  type ObjectType,
  shapeOf,
  type Types,
  typesByName,
} from '../inventory/object-types.ts';
import { choiceText } from '../inventory/value-text.ts';
import { valueText } from './audit-words.ts';

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

let types = $state.raw<Types>();
let asked = false;

async function load(): Promise<void> {
  const answer = await call(api.GET('/api/v1/object-types'));
  if (answer.ok) types = typesByName(answer.data.items);
}

/** Undefined for what is no inventory object, and until the kinds are known. */
function fieldAt(kind: string, path: string): ObjectField | undefined {
  if (!asked) {
    asked = true;
    queueMicrotask(() => void load()); // after the rendering that wants it
  }
  const type = types?.get(kind);
  return type && fieldOf(type, path);
}

/** The path itself for what neither knows. */
export function fieldLabel(kind: string, path: string): string {
  const field = fieldAt(kind, path);
  return field === undefined ? (known[path]?.() ?? path) : said(field.label);
}

/** @param mayRead whether the reader sees objects of a kind: of others no name is asked for. */
export function fieldText(
  { kind, path, value }: { kind: string; path: string; value: unknown },
  mayRead: (type: ObjectType) => boolean,
): string {
  const field = fieldAt(kind, path);
  if (field === undefined || typeof value !== 'string') return valueText(value);
  const target = field.reference === null ? undefined : types?.get(field.reference);
  // What is gone, or not for this reader, keeps its id.
  if (target !== undefined) return (mayRead(target) ? objectNames.of(target, value) : undefined) ?? value;
  return shapeOf(field).kind === 'choice' ? choiceText(field, value) : valueText(value);
}
