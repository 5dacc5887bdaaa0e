import { type Static, Type } from 'typebox';
import { closed, named, orNull, timestamp } from '#http/schemas.ts';
import { locales } from '#identity/principal.ts';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Spans of one day; a shop that closes at noon has two. */
const spansMax = 6;
const holidaysMax = 500;
const timeOfDay = '(?:[01]\\d|2[0-3]):[0-5]\\d';

const span = Type.Object(
  { from: Type.String({ pattern: `^${timeOfDay}$` }), to: Type.String({ pattern: `^(?:${timeOfDay}|24:00)$` }) },
  closed,
);
const spans = Type.Array(span, { maxItems: spansMax, description: 'In order, on the wall clock of the tenant.' });
const businessHours = Type.Object(
  { monday: spans, tuesday: spans, wednesday: spans, thursday: spans, friday: spans, saturday: spans, sunday: spans },
  closed,
);
export type BusinessHours = Static<typeof businessHours>;
const holiday = Type.Object(
  { date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), name: Type.String({ minLength: 1, maxLength: 100 }) },
  closed,
);
export type Holiday = Static<typeof holiday>;
const color = orNull(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: '`#rrggbb`; null: the portal’s own.' }));
const colors = Type.Object({ light: color, dark: color }, closed);
const retention = Type.Object(
  {
    eventDays: orNull(Type.Integer({ minimum: 1, description: 'Days that events are kept.' })),
    auditDays: orNull(Type.Integer({ minimum: 30, description: 'Days that the audit log is kept.' })),
  },
  { ...closed, description: 'Never more than the installation keeps; null: as many.' },
);

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' }),
  locale: Type.Enum([...locales]),
  timeZone: Type.String({ maxLength: 64, description: 'IANA name.' }),
  currency: Type.String({ pattern: '^[A-Za-z]{3}$', description: 'ISO 4217.' }),
  colors,
  businessHours,
  holidays: Type.Array(holiday, { maxItems: holidaysMax }),
  retention,
};

const logo = orNull(
  Type.Object({
    url: Type.String({ description: 'Another one for another picture.' }),
    mediaType: Type.String(),
    updatedAt: timestamp('When it was uploaded.'),
  }),
);

export const settings = named(
  'Settings',
  Type.Object({
    ...fields,
    retentionMax: Type.Object({ eventDays: Type.Integer(), auditDays: Type.Integer() }),
    logo,
  }),
);
export type SettingsView = Static<typeof settings>;

export const settingsPatch = Type.Partial(
  Type.Object(
    {
      ...fields,
      colors: Type.Partial(colors),
      businessHours: Type.Partial(businessHours),
      retention: Type.Partial(retention),
      dropData: Type.Boolean({
        description:
          'Shorter retention deletes what is older. Without this it is refused with how much that is (RETENTION_DROPS_DATA).',
      }),
    },
    { ...closed, minProperties: 1 },
  ),
);
export type SettingsPatch = Static<typeof settingsPatch>;

/** What every page of a tenant shows and reckons with. */
export const tenantLook = {
  locale: fields.locale,
  timeZone: fields.timeZone,
  currency: fields.currency,
  colors,
  logoUrl: orNull(Type.String()),
};
