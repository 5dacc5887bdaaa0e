import { maintenanceEffects, maintenanceScopeTypes } from '@fastisp/core/maintenance/window';
import { type Static, Type } from 'typebox';
import { closed, named, nextCursor, orNull, pageQuery, timestamp, uuid } from '#http/schemas.ts';

/** A month: longer work is several windows, each with its reason. */
const durationMinutesMax = 31 * 24 * 60;
const scopesMax = 200;

const words = (lengthMax: number, description: string) =>
  Type.String({ minLength: 1, maxLength: lengthMax, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$', description });
const scopeType = Type.Enum([...maintenanceScopeTypes]);
const effects = Type.Array(Type.Enum([...maintenanceEffects]), { minItems: 1, uniqueItems: true });
const rule = orNull(
  Type.String({ maxLength: 300, description: 'RRULE without DTSTART, e.g. `FREQ=WEEKLY;BYDAY=TU`; null: once.' }),
);

const fields = {
  title: words(120, 'What people see.'),
  reason: words(2_000, 'Why.'),
  scopes: Type.Array(
    Type.Object(
      { type: scopeType, id: Type.Optional(words(50, 'Id of the thing; the tag; of a tenant, nothing.')) },
      closed,
    ),
    { minItems: 1, maxItems: scopesMax, description: 'Each is covered with all that is part of it.' },
  ),
  effects,
  startsAt: timestamp('Start of the first occurrence.'),
  durationMinutes: Type.Integer({ minimum: 1, maximum: durationMinutesMax }),
  rule,
  timeZone: Type.String({ maxLength: 64, description: "IANA name. Default: the tenant's." }),
};

export const windowBody = Type.Object(
  { ...fields, rule: Type.Optional(rule), timeZone: Type.Optional(fields.timeZone) },
  closed,
);
export type WindowBody = Static<typeof windowBody>;

export const windowPatch = Type.Partial(
  Type.Object(
    { ...fields, endedAt: Type.Null({ description: 'Takes an early end of the whole back.' }) },
    { ...closed, minProperties: 1 },
  ),
);
export type WindowPatch = Static<typeof windowPatch>;

export const endBody = Type.Object(
  {
    occurrenceStartsAt: Type.Optional(
      timestamp('Planned start of the occurrence that ends now, or does not take place. Absent: all of it ends now.'),
    ),
    reason: Type.Optional(words(500, 'Why.')),
  },
  closed,
);
export type EndBody = Static<typeof endBody>;

export const occurrence = named(
  'MaintenanceOccurrence',
  Type.Object({ startsAt: timestamp('Start.'), endsAt: timestamp('End, exclusive.') }),
);
export const windowStates = ['active', 'upcoming', 'past'] as const;
export type WindowState = (typeof windowStates)[number];

export const maintenanceWindow = named(
  'MaintenanceWindow',
  Type.Object({
    ...fields,
    id: uuid,
    scopes: Type.Array(
      Type.Object({
        type: scopeType,
        id: Type.String(),
        name: orNull(Type.String({ description: 'Null when the thing is gone.' })),
      }),
    ),
    state: Type.Enum([...windowStates]),
    current: orNull(occurrence),
    next: orNull(occurrence),
    endedAt: orNull(timestamp('When all of it was ended.')),
    overAt: orNull(timestamp('When the last occurrence ends; null: it goes on.')),
    cuts: Type.Array(Type.Object({ startsAt: timestamp('Planned start.'), endedAt: timestamp('Early end.') }), {
      description: 'Occurrences that ended earlier than planned; at their start: that did not take place.',
    }),
    createdBy: Type.Object({ id: uuid, name: Type.String() }),
    createdAt: timestamp('When it was announced.'),
    updatedAt: timestamp('Last change.'),
    mayChange: Type.Boolean({ description: "Whether the caller's permission to change reaches all it covers." }),
  }),
);
export type MaintenanceWindowView = Static<typeof maintenanceWindow>;

export const windowQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum([...windowStates])),
    from: Type.Optional(timestamp('Only what takes place at or after.')),
    to: Type.Optional(timestamp('Only what takes place before.')),
    ...pageQuery,
  },
  closed,
);
export type WindowQuery = Static<typeof windowQuery>;
export const windowList = Type.Object({
  items: Type.Array(maintenanceWindow),
  total: Type.Integer(),
  nextCursor,
});
export type WindowList = Static<typeof windowList>;

export const calendarQuery = Type.Object(
  { from: timestamp('Start of the range.'), to: timestamp('End of the range, exclusive.') },
  closed,
);
export type CalendarQuery = Static<typeof calendarQuery>;
export const calendar = Type.Object({
  items: Type.Array(
    Type.Object({
      windowId: uuid,
      title: Type.String(),
      effects,
      startsAt: timestamp('Start.'),
      endsAt: timestamp('End, exclusive, as it was.'),
    }),
  ),
  truncated: Type.Boolean({ description: 'There were more: ask for a shorter range.' }),
});
export type Calendar = Static<typeof calendar>;

export const preview = Type.Object({
  occurrences: Type.Array(occurrence, { description: 'The next ones, ten at most.' }),
  overAt: orNull(timestamp('When the last occurrence ends; null: it goes on.')),
  timeZone: Type.String(),
});
export type Preview = Static<typeof preview>;
