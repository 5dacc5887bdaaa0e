import { type Static, Type } from 'typebox';
import { closed, named, nextCursor, orNull, timestamp, uuid } from '#http/schemas.ts';
import { objectTypes } from '#objects/registry.ts';
import { decimalMarks, delimiters } from './read/dialect.ts';
import { encodings } from './read/encoding.ts';

/** What is discovered or measured is not imported. */
export const importedTypes = objectTypes.filter((type) => type.writable === 'all');

export const importStates = ['ready', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

const settings = {
  encoding: orNull(Type.Enum([...encodings])),
  delimiter: orNull(Type.Enum([...delimiters])),
  sheet: orNull(Type.String({ maxLength: 255, description: 'Of a workbook.' })),
  decimalMark: Type.Enum([...decimalMarks]),
  dateOrder: Type.Enum(['dmy', 'mdy'], { description: 'How 03/04/2026 is read.' }),
  headerRow: Type.Integer({ minimum: 1, maximum: 1_000, description: 'As the spreadsheet counts, from 1.' }),
};
const columnMapping = Type.Object(
  {
    column: Type.Integer({ minimum: 0, maximum: 499, description: 'From 0.' }),
    field: Type.String({ maxLength: 60, description: 'Of the object type; `id`: the FastISP id of an export.' }),
  },
  closed,
);

export const importView = named(
  'Import',
  Type.Object({
    id: uuid,
    type: Type.String({ description: 'Name of the object type.' }),
    fileName: Type.String(),
    format: Type.Enum(['csv', 'xlsx']),
    bytes: Type.Integer(),
    state: Type.Enum([...importStates], {
      description:
        '`ready` → `checking` → `checked` → `running` → `done`, → `undoing` → `undone`; `failed` when the file cannot be read.',
    }),
    settings: Type.Object(settings),
    sheets: Type.Array(Type.String(), { description: 'Of a workbook.' }),
    columns: Type.Array(Type.Object({ header: Type.String(), samples: Type.Array(Type.String()) })),
    mapping: Type.Array(columnMapping),
    rowsDone: Type.Integer({ description: 'Of the present or last check or run.' }),
    rowsTotal: orNull(Type.Integer({ description: 'Known after a check.' })),
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer(),
    problems: Type.Integer(),
    problemsCut: Type.Boolean({ description: 'There are more problems than are listed.' }),
    failure: orNull(
      Type.Object({
        code: Type.String(),
        message: Type.String(),
        params: Type.Record(Type.String(), orNull(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
      }),
    ),
    undoUntil: orNull(timestamp('Until when it can be undone; null: there is nothing to undo.')),
    createdAt: timestamp('When the file was uploaded.'),
  }),
);
export type ImportView = Static<typeof importView>;

export const importList = Type.Object({ items: Type.Array(importView) });

export const uploadQuery = Type.Object(
  {
    type: Type.String({ maxLength: 60, description: 'Name of the object type, e.g. `subscriber`.' }),
    fileName: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  },
  closed,
);

export const importPatch = Type.Object(
  {
    settings: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(Type.Enum([...encodings])),
          delimiter: Type.Optional(Type.Enum([...delimiters])),
          sheet: Type.Optional(Type.String({ maxLength: 255 })),
          decimalMark: Type.Optional(settings.decimalMark),
          dateOrder: Type.Optional(settings.dateOrder),
          headerRow: Type.Optional(settings.headerRow),
        },
        { ...closed, description: 'The file is looked at again; without `mapping` one is suggested anew.' },
      ),
    ),
    mapping: Type.Optional(Type.Array(columnMapping, { maxItems: 500 })),
  },
  { ...closed, minProperties: 1 },
);
export type ImportPatch = Static<typeof importPatch>;

export const undoBody = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 500, description: 'Why, for the audit log.' })) },
  closed,
);

export const runBody = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 500, description: 'Why, for the audit log.' })) },
  closed,
);

export const importProblem = named(
  'ImportProblem',
  Type.Object({
    row: Type.Integer({ description: 'As the spreadsheet counts, the header included; 0: the file as a whole.' }),
    column: orNull(Type.String({ description: 'What its header says.' })),
    field: orNull(Type.String()),
    code: Type.String(),
    message: Type.String({ description: 'A sentence in the language that was asked for.' }),
    value: orNull(Type.String({ description: 'What the cell holds, cut to 100 characters.' })),
  }),
);
export type ImportProblem = Static<typeof importProblem>;

export const problemList = Type.Object({ items: Type.Array(importProblem), total: Type.Integer(), nextCursor });
