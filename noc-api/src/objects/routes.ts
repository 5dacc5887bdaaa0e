/** REST of every kind in the registry, the same for all. */
import { type Static, Type } from 'typebox';
import { auditList } from '#audit/schemas.ts';
import type { AuditLog } from '#audit/ports.ts';
import { objectChanged } from '#errors.ts';
import { type Api, principalOf } from '#http/access.ts';
import { ifRevision, revisionTag } from '#http/etag.ts';
import { closed, idParams, pageQuery, problemResponses } from '#http/schemas.ts';
import type { ObjectRecord, ObjectType } from './object-type.ts';
import type { BulkRow, ObjectQuery, Objects } from './ports.ts';
import { objectTypes } from './registry.ts';
import { bulkResult, describeType, type ObjectSchemas, objectTypeList, schemasOf } from './schemas.ts';
import { permissionOf } from './scope.ts';

const tags = ['objects'];
/** 5,000 rows of a bulk upsert fit; a larger body is answered 413. */
const bulkBytesMax = 16 * 1024 * 1024;
const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'The ETag; refuses the change when somebody was faster.' })),
});
const historyQuery = Type.Object(pageQuery, closed);

export interface ObjectRoutesDeps {
  readonly objects: Objects;
  readonly audit: AuditLog;
}

export function objectRoutes(api: Api, deps: ObjectRoutesDeps): void {
  api.get(
    '/object-types',
    {
      config: { access: 'self' },
      schema: {
        operationId: 'listObjectTypes',
        summary: 'Every kind of inventory object: fields, words, filters, orders',
        tags,
        response: { 200: objectTypeList, ...problemResponses },
      },
    },
    () => ({ items: objectTypes.map(describeType) }),
  );
  for (const type of objectTypes) routesOf(api, type, deps);
}

function routesOf(api: Api, type: ObjectType, deps: ObjectRoutesDeps): void {
  const schemas = schemasOf(type);
  if (type.ownRoutes !== true) readRoutes(api, type, deps.objects, schemas);
  if (type.ownRoutes !== true && type.writable === 'all') writeRoutes(api, type, deps.objects, schemas);
  if (type.ownRoutes !== true && type.writable !== 'none') patchRoute(api, type, deps.objects, schemas);
  if (type.writable === 'all') bulkRoute(api, type, deps.objects, schemas);
  historyRoute(api, type, deps);
}

/** `pon_port` → `PonPort`, for names of operations. */
export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|[_-])([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
const one = (type: ObjectType): string => pascal(type.name);
const many = (type: ObjectType): string => pascal(type.plural);

function readRoutes(api: Api, type: ObjectType, objects: Objects, schemas: ObjectSchemas): void {
  const access = permissionOf(type, 'read');
  api.get(
    `/${type.plural}`,
    {
      config: { access, bySite: true },
      schema: {
        operationId: `list${many(type)}Objects`,
        summary: `${type.label.many.en}, filtered, searched and sorted`,
        tags,
        querystring: schemas.query,
        response: { 200: schemas.list, ...problemResponses },
      },
    },
    async (request) => {
      const page = await objects.list(principalOf(request), type, queryOf(request.query));
      return { ...page, items: [...page.items] };
    },
  );
  api.get(
    `/${type.plural}/:id`,
    {
      config: { access, bySite: true },
      schema: {
        operationId: `get${one(type)}Object`,
        summary: `${type.label.one.en} by id`,
        tags,
        params: idParams,
        response: { 200: schemas.record, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { record, revision } = await objects.get(principalOf(request), type, request.params.id);
      return reply.header('etag', revisionTag(revision)).send(record);
    },
  );
}

function queryOf(query: Static<ObjectSchemas['query']>): ObjectQuery {
  // Checked by the schema of the kind, whose filters are all text.
  const { q, sort, limit, cursor, deleted, ...filters } = query as Record<string, string> &
    Pick<ObjectQuery, 'q' | 'sort' | 'limit' | 'cursor' | 'deleted'>;
  return {
    filters,
    ...(q !== undefined && { q }),
    ...(sort !== undefined && { sort }),
    ...(limit !== undefined && { limit }),
    ...(cursor !== undefined && { cursor }),
    ...(deleted !== undefined && { deleted }),
  };
}

function writeRoutes(api: Api, type: ObjectType, objects: Objects, schemas: ObjectSchemas): void {
  api.post(
    `/${type.plural}`,
    {
      config: { access: permissionOf(type, 'create'), bySite: true },
      schema: {
        operationId: `create${one(type)}`,
        summary: `Add: ${type.label.one.en}`,
        tags,
        body: schemas.body,
        response: { 201: schemas.record, ...problemResponses },
      },
    },
    async (request, reply) => {
      const made = await objects.create(principalOf(request), type, request.body as ObjectRecord); // checked by its schema
      return reply
        .status(201)
        .header('location', `/api/v1/${type.plural}/${String(made.record['id'])}`)
        .header('etag', revisionTag(made.revision))
        .send(made.record);
    },
  );
  api.delete(
    `/${type.plural}/:id`,
    {
      config: { access: permissionOf(type, 'delete'), bySite: true },
      schema: {
        operationId: `delete${one(type)}`,
        summary: `Remove: ${type.label.one.en}; it can be restored for a while`,
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await objects.remove(principalOf(request), type, request.params.id);
      return reply.status(204).send(null);
    },
  );
  api.post(
    `/${type.plural}/:id/restore`,
    {
      config: { access: permissionOf(type, 'delete'), bySite: true },
      schema: {
        operationId: `restore${one(type)}`,
        summary: `Undo the removal: ${type.label.one.en}`,
        tags,
        params: idParams,
        response: { 200: schemas.record, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { record, revision } = await objects.restore(principalOf(request), type, request.params.id);
      return reply.header('etag', revisionTag(revision)).send(record);
    },
  );
}

function patchRoute(api: Api, type: ObjectType, objects: Objects, schemas: ObjectSchemas): void {
  api.patch(
    `/${type.plural}/:id`,
    {
      config: { access: permissionOf(type, 'update'), bySite: true },
      schema: {
        operationId: `update${one(type)}`,
        summary: `Change: ${type.label.one.en}; what is absent stays`,
        tags,
        params: idParams,
        headers: ifMatch,
        body: schemas.patch,
        response: { 200: schemas.record, ...problemResponses },
      },
    },
    async (request, reply) => {
      const expected = ifRevision(request.headers['if-match'], objectChanged);
      const patch = request.body as ObjectRecord; // checked by its schema
      const { record, revision } = await objects.update(principalOf(request), type, request.params.id, patch, expected);
      return reply.header('etag', revisionTag(revision)).send(record);
    },
  );
}

function bulkRoute(api: Api, type: ObjectType, objects: Objects, schemas: ObjectSchemas): void {
  api.put(
    `/${type.plural}/bulk`,
    {
      config: { access: permissionOf(type, 'update'), bySite: true },
      bodyLimit: bulkBytesMax,
      schema: {
        operationId: `upsert${many(type)}`,
        summary: `${type.label.many.en}: make the new, change the known, by external id; all or nothing`,
        tags,
        body: schemas.bulk,
        response: { 200: bulkResult, ...problemResponses },
      },
    },
    async (request) => {
      const { items, dryRun = false, reason } = request.body;
      const rows = items as readonly BulkRow[]; // each value is one that a field may have; the engine checks them
      const options = { dryRun, ...(reason !== undefined && { reason }) };
      const result = await objects.bulkUpsert(principalOf(request), type, rows, options);
      return { ...result, problems: [...result.problems] };
    },
  );
}

function historyRoute(api: Api, type: ObjectType, { objects, audit }: ObjectRoutesDeps): void {
  api.get(
    `/${type.plural}/:id/history`,
    {
      config: { access: permissionOf(type, 'read'), bySite: true },
      schema: {
        operationId: `get${one(type)}History`,
        summary: `Who changed what, the newest first: ${type.label.one.en}`,
        tags,
        params: idParams,
        querystring: historyQuery,
        response: { 200: auditList, ...problemResponses },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const objectId = request.params.id.toLowerCase();
      await objects.refuseUnseen(principal, type, objectId);
      return audit.list(principal, { ...request.query, objectType: type.name, objectId });
    },
  );
}
