/** The shapes that every route shares: named components, errors, pages, times. */
import { problemSchema } from '@fastisp/core/http/problem';
import { type Static, type TSchema, Type } from 'typebox';

/** Every schema that the OpenAPI document names; `addNamedSchemas` gives them to Fastify. */
const namedSchemas = new Map<string, TSchema>();

/** Registers a schema under a name of the OpenAPI document and returns the reference that routes use. */
export function named<T extends TSchema>(name: string, schema: T) {
  namedSchemas.set(name, { ...schema, $id: name });
  // Fastify resolves `Name#` among its own schemas; the static type stays that of the schema.
  return Type.Unsafe<Static<T>>({ $ref: `${name}#` });
}

/**
 * Gives the named schemas to an application; call before the routes that refer to them. In the order of their names,
 * so that the document is the same whichever module was loaded first.
 */
export function addNamedSchemas(app: { addSchema(schema: unknown): unknown }): void {
  for (const name of [...namedSchemas.keys()].toSorted()) app.addSchema(namedSchemas.get(name));
}

const problem = named('Problem', problemSchema);

/** What every route may answer besides its success: RFC 9457 problem documents. */
export const problemResponses = {
  '4xx': {
    description: 'What is wrong with the request, with a stable code.',
    content: { 'application/problem+json': { schema: problem } },
  },
  '5xx': {
    description: 'What failed here, with a stable code.',
    content: { 'application/problem+json': { schema: problem } },
  },
} as const;

export const timestamp = (description: string) => Type.String({ format: 'date-time', description });

export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Closed: a field that nobody knows is a mistake of the caller, answered 400 with its path. */
export const closed = { additionalProperties: false } as const;

/** Stricter than the format `uuid`, which also admits `urn:uuid:…`. */
export const uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  description: 'A UUID.',
});

export const idParams = Type.Object({ id: uuid }, closed);

/** Opaque; only good for the same query. */
export const nextCursor = orNull(Type.String({ description: 'Pass as `cursor` for the next page; null at the end.' }));

export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'Most rows of a page.' })),
  cursor: Type.Optional(Type.String({ maxLength: 1_024, description: '`nextCursor` of the page before.' })),
};

const uuidText = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
/** Of one request: as many as a page has rows by default; a longer address would be cut by proxies. */
const idsMax = 100;
export const idsQuery = Type.String({
  pattern: `^${uuidText}(?:,${uuidText}){0,${idsMax - 1}}$`,
  description: `Only these, by id, separated by commas; ${idsMax} at most.`,
});

export const rangeQuery = {
  from: Type.Optional(timestamp('Start of the range, inclusive. Default: one hour before `to`.')),
  to: Type.Optional(timestamp('End of the range, exclusive. Default: now.')),
};
