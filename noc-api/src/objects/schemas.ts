/** The HTTP shapes of a kind, made from its declaration. */
import { type TSchema, Type } from 'typebox';
import { closed, idsQuery, named, nextCursor, orNull, pageQuery, timestamp, uuid } from '#http/schemas.ts';
import type { Field, ObjectRecord, ObjectType, Words } from './object-type.ts';
import { fieldsOf, settableFields } from './records.ts';
import { sortsOf } from './read.ts';
import { objectTypes } from './registry.ts';

/** Rows of one HTTP call; an import of a file goes another way. */
const bulkItemsMax = 5_000;

const described = (schema: TSchema, field: Field): TSchema => ({ ...schema, description: field.label.en });
const isNullable = (field: Field): boolean => field.required !== true && field.default === undefined;
const valueOf = (field: Field): TSchema =>
  isNullable(field) ? orNull(described(field.schema, field)) : described(field.schema, field);
/** A field that has a default may be taken back by null. */
const givenOf = (field: Field): TSchema =>
  field.required === true ? described(field.schema, field) : orNull(described(field.schema, field));

const componentName = (type: ObjectType): string =>
  type.name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `Interface` and `Device` are what their own routes answer. */
const recordName = (type: ObjectType): string => `${componentName(type)}Object`;

/** What a list and an export are asked for. */
export const searchOf = (type: ObjectType) => ({
  ...Object.fromEntries(
    fieldsOf(type)
      .filter(([, field]) => field.filter === true)
      .map(([name, field]) => [
        name,
        Type.Optional(Type.String({ maxLength: 253, description: `${field.label.en}; \`none\`: those without.` })),
      ]),
  ),
  q: Type.Optional(
    Type.String({ maxLength: 200, description: 'Words or parts of them, in any order; accents do not matter.' }),
  ),
  sort: Type.Optional(Type.Enum(sortsOf(type), { default: type.nameField })),
});

function makeSchemas(type: ObjectType) {
  // The static type says what any kind's record is; the schema says more.
  const schema = named(
    recordName(type),
    Type.Object({
      id: uuid,
      ...Object.fromEntries(
        fieldsOf(type).map(([name, field]) =>
          field.secret === undefined ? [name, valueOf(field)] : [`${name}Set`, Type.Boolean()],
        ),
      ),
      createdAt: timestamp('When it was made.'),
      updatedAt: timestamp('When it last changed.'),
      deletedAt: orNull(timestamp('When it was deleted; it can be restored for a while.')),
    }),
  );
  const record = Type.Unsafe<ObjectRecord>(schema);
  const given = settableFields(type).map(([name, field]) => [name, field] as const);
  const optional = given.map(([name, field]) => [name, Type.Optional(givenOf(field))] as const);
  const body = given.map(([name, field]) =>
    field.required === true ? ([name, givenOf(field)] as const) : ([name, Type.Optional(givenOf(field))] as const),
  );
  return {
    record,
    list: Type.Object({
      items: Type.Array(record),
      total: Type.Integer({ description: 'How many match, on all pages.' }),
      nextCursor,
    }),
    body: Type.Object(Object.fromEntries(body), closed),
    patch: Type.Object(Object.fromEntries(optional), { ...closed, minProperties: 1 }),
    query: Type.Object(
      {
        ...searchOf(type),
        ids: Type.Optional(idsQuery),
        deleted: Type.Optional(
          Type.Boolean({
            default: false,
            description: 'The deleted ones that can be restored, instead of the living.',
          }),
        ),
        ...pageQuery,
      },
      closed,
    ),
    bulk: Type.Object(
      {
        // Rows are checked one by one, so that each problem has its place.
        items: Type.Array(
          Type.Record(
            Type.String(),
            orNull(Type.Union([Type.Boolean(), Type.Number(), Type.String(), Type.Array(Type.String())])),
          ),
          { maxItems: bulkItemsMax },
        ),
        dryRun: Type.Optional(Type.Boolean({ default: false, description: 'Tries everything and undoes it.' })),
        reason: Type.Optional(Type.String({ maxLength: 500, description: 'Why, for the audit log.' })),
      },
      closed,
    ),
  };
}

export type ObjectSchemas = ReturnType<typeof makeSchemas>;

/** Made when this is loaded: an application takes the named schemas before its routes. */
const byType = new Map(objectTypes.map((type) => [type.name, makeSchemas(type)]));

export function schemasOf(type: ObjectType): ObjectSchemas {
  const found = byType.get(type.name);
  if (found === undefined) throw new Error(`${type.name} is not in the registry`);
  return found;
}

export const bulkResult = named(
  'BulkResult',
  Type.Object({
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer({ description: 'Were so already.' }),
    problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }), {
      description: 'Paths are `/items/<index>/<field>`. Not empty: nothing was written.',
    }),
    problemsCut: Type.Boolean({ description: 'There are more problems than are listed.' }),
  }),
);

const wordsSchema = Type.Object({ es: Type.String(), en: Type.String() });

export const objectTypeList = Type.Object({
  items: Type.Array(
    named(
      'ObjectType',
      Type.Object({
        name: Type.String(),
        plural: Type.String({ description: 'Its path under /api/v1/.' }),
        resource: Type.String({ description: 'Its permissions are `<resource>:read` and so on.' }),
        label: Type.Object({ one: wordsSchema, many: wordsSchema }),
        nameField: Type.String({ description: 'What people call it by.' }),
        writable: Type.Enum(['all', 'annotate', 'none']),
        ownRoutes: Type.Boolean({ description: 'Its list and single objects have shapes of their own.' }),
        sorts: Type.Array(Type.String()),
        fields: Type.Array(
          Type.Object({
            name: Type.String(),
            label: wordsSchema,
            schema: Type.Unknown({ description: 'JSON Schema of a value that is not null.' }),
            required: Type.Boolean(),
            readOnly: Type.Boolean(),
            secret: Type.Boolean(),
            personal: Type.Boolean(),
            default: Type.Unknown({ description: 'Null: none.' }),
            choices: Type.Array(Type.Object({ value: Type.String(), label: wordsSchema }), {
              description: 'The values that it may have and what people call them; empty: whatever fits the schema.',
            }),
            reference: orNull(Type.String({ description: 'The kind that its value points to.' })),
            filter: Type.Boolean(),
            sort: Type.Boolean(),
          }),
        ),
      }),
    ),
  ),
});

/** What forms, imports and exports are made from. */
export const describeType = (type: ObjectType) => ({
  name: type.name,
  plural: type.plural,
  resource: type.resource,
  label: type.label satisfies { one: Words; many: Words },
  nameField: type.nameField,
  writable: type.writable,
  ownRoutes: type.ownRoutes === true,
  sorts: sortsOf(type),
  fields: fieldsOf(type).map(([name, field]) => ({
    name,
    label: field.label,
    schema: field.schema,
    required: field.required === true,
    readOnly: field.readOnly === true,
    secret: field.secret !== undefined,
    personal: field.personal === true,
    default: field.default ?? null,
    choices: [...(field.choices ?? [])],
    reference: field.reference ?? null,
    filter: field.filter === true,
    sort: field.sort === true,
  })),
});
