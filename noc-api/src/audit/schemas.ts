import { type Static, Type } from 'typebox';
import { closed, named, nextCursor, orNull, pageQuery, timestamp, uuid } from '#http/schemas.ts';
import { locales } from '#identity/principal.ts';
import { auditOutcomes, auditVias } from './entry.ts';
import { chainProblemKinds } from './verify.ts';

const person = Type.Object({ id: orNull(uuid), name: Type.String() });
const object = Type.Object({
  type: Type.String({ description: '`device`, `token`, `user` …' }),
  id: Type.String(),
  name: Type.String({ description: 'What it was called then.' }),
});
const fieldsOf = (when: string) =>
  orNull(
    Type.Record(Type.String(), Type.Unknown(), {
      description: `The fields that differ, ${when}; all of them of what came or went. Secrets are masked.`,
    }),
  );

export const auditEntry = named(
  'AuditEntry',
  Type.Object({
    seq: Type.Integer({ description: 'Position in the chain, from 1.' }),
    at: timestamp('When.'),
    via: Type.Enum([...auditVias]),
    person,
    impersonator: orNull(Type.Object({ id: uuid, name: Type.String() })),
    tokenId: orNull(uuid),
    address: orNull(Type.String()),
    userAgent: orNull(Type.String()),
    action: Type.String(),
    object,
    outcome: Type.Enum([...auditOutcomes]),
    occurrences: Type.Integer({ description: 'Repeated attempts of one kind are one entry.' }),
    reason: orNull(Type.String({ description: 'Why, in the words of who did it; of an attempt, the error code.' })),
    before: fieldsOf('before'),
    after: fieldsOf('after'),
    hash: Type.String({ description: 'SHA-256, hexadecimal.' }),
  }),
);
export type AuditEntryView = Static<typeof auditEntry>;

const word = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));
const filters = {
  userId: Type.Optional(uuid),
  objectType: word('Type of the object.'),
  objectId: word('Id of the object.'),
  action: word('`create`, `update`, `sign_in` …'),
  outcome: Type.Optional(Type.Enum([...auditOutcomes])),
  from: Type.Optional(timestamp('Start, inclusive.')),
  to: Type.Optional(timestamp('End, exclusive.')),
  q: word('Text in names, addresses, reasons, before or after; capitals and accents do not matter.'),
};

export const auditQuery = Type.Object({ ...filters, ...pageQuery }, closed);
export type AuditQuery = Static<typeof auditQuery>;
export type AuditFilters = Omit<AuditQuery, 'limit' | 'cursor'>;

export const auditList = Type.Object({
  items: Type.Array(auditEntry),
  nextCursor,
  searchedTo: orNull(timestamp('The search has seen all from now back to here; null: all there is.')),
});
export type AuditList = Static<typeof auditList>;

export const exportFormats = ['csv', 'jsonl'] as const;
export const auditExportQuery = Type.Object(
  {
    ...filters,
    format: Type.Optional(Type.Enum([...exportFormats])),
    locale: Type.Optional(
      Type.Enum([...locales], { description: 'Of the header and the delimiter of a CSV file. Default: yours.' }),
    ),
  },
  closed,
);

export const auditVerification = named(
  'AuditVerification',
  Type.Object({
    ok: Type.Boolean(),
    entries: Type.Integer({ description: 'How many were checked.' }),
    prunedSeq: Type.Integer({ description: 'The last entry that retention removed; 0 when none.' }),
    lastSeq: Type.Integer({ description: 'The last entry that is as it was written.' }),
    headHash: Type.String({ description: 'Its hash. Kept elsewhere, it shows later that the log is still the same.' }),
    problem: orNull(
      Type.Object({ kind: Type.Enum([...chainProblemKinds]), seq: Type.Integer() }, { description: 'The first one.' }),
    ),
  }),
);
