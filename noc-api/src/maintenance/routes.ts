import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { ifRevision, revisionTag } from '#http/etag.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import { windowChanged } from './errors.ts';
import type { Maintenance } from './ports.ts';
import {
  calendar,
  calendarQuery,
  endBody,
  maintenanceWindow,
  preview,
  windowBody,
  windowList,
  windowPatch,
  windowQuery,
} from './schemas.ts';

const tags = ['maintenance'];
const ifMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the window; refuses the change when it moved on.' }),
  ),
});
const path = '/maintenance-windows';

export function maintenanceRoutes(api: Api, maintenance: Maintenance): void {
  readRoutes(api, maintenance);
  changeRoutes(api, maintenance);
}

function readRoutes(api: Api, maintenance: Maintenance): void {
  api.get(
    path,
    {
      config: { access: 'maintenance:read', bySite: true },
      schema: {
        operationId: 'listMaintenanceWindows',
        summary: 'Announced work: what runs, what comes, what is over',
        tags,
        querystring: windowQuery,
        response: { 200: windowList, ...problemResponses },
      },
    },
    (request) => maintenance.list(principalOf(request), request.query),
  );

  api.get(
    `${path}/occurrences`,
    {
      config: { access: 'maintenance:read', bySite: true },
      schema: {
        operationId: 'listMaintenanceOccurrences',
        summary: 'Every occurrence in a range, for a calendar',
        tags,
        querystring: calendarQuery,
        response: { 200: calendar, ...problemResponses },
      },
    },
    (request) => maintenance.calendar(principalOf(request), request.query),
  );

  api.get(
    `${path}/:id`,
    {
      config: { access: 'maintenance:read', bySite: true },
      schema: {
        operationId: 'getMaintenanceWindow',
        summary: 'One maintenance window',
        tags,
        params: idParams,
        response: { 200: maintenanceWindow, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { window, revision } = await maintenance.get(principalOf(request), request.params.id);
      return reply.header('etag', revisionTag(revision)).send(window);
    },
  );

  api.post(
    `${path}/preview`,
    {
      config: { access: 'maintenance:create', bySite: true },
      schema: {
        operationId: 'previewMaintenanceWindow',
        summary: 'When work would take place, without announcing it',
        tags,
        body: windowBody,
        response: { 200: preview, ...problemResponses },
      },
    },
    (request) => maintenance.preview(principalOf(request), request.body),
  );
}

function changeRoutes(api: Api, maintenance: Maintenance): void {
  api.post(
    path,
    {
      config: { access: 'maintenance:create', bySite: true },
      schema: {
        operationId: 'createMaintenanceWindow',
        summary: 'Announce work',
        tags,
        body: windowBody,
        response: { 201: maintenanceWindow, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { window, revision } = await maintenance.create(principalOf(request), request.body);
      return reply
        .status(201)
        .header('location', `/api/v1${path}/${window.id}`)
        .header('etag', revisionTag(revision))
        .send(window);
    },
  );

  api.patch(
    `${path}/:id`,
    {
      config: { access: 'maintenance:update', bySite: true },
      schema: {
        operationId: 'updateMaintenanceWindow',
        summary: 'Change announced work; what is absent stays',
        tags,
        params: idParams,
        headers: ifMatch,
        body: windowPatch,
        response: { 200: maintenanceWindow, ...problemResponses },
      },
    },
    async (request, reply) => {
      const expected = ifRevision(request.headers['if-match'], windowChanged);
      const changed = await maintenance.update(principalOf(request), request.params.id, request.body, expected);
      return reply.header('etag', revisionTag(changed.revision)).send(changed.window);
    },
  );

  api.post(
    `${path}/:id/end`,
    {
      config: { access: 'maintenance:update', bySite: true },
      schema: {
        operationId: 'endMaintenanceWindow',
        summary: 'End work early: all of it, or one occurrence',
        tags,
        params: idParams,
        body: endBody,
        response: { 200: maintenanceWindow, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { window, revision } = await maintenance.end(principalOf(request), request.params.id, request.body);
      return reply.header('etag', revisionTag(revision)).send(window);
    },
  );

  api.delete(
    `${path}/:id`,
    {
      config: { access: 'maintenance:delete', bySite: true },
      schema: {
        operationId: 'deleteMaintenanceWindow',
        summary: 'Remove announced work as if it had never been; it can be restored for a while',
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await maintenance.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  api.post(
    `${path}/:id/restore`,
    {
      config: { access: 'maintenance:delete', bySite: true },
      schema: {
        operationId: 'restoreMaintenanceWindow',
        summary: 'Undo the removal of announced work',
        tags,
        params: idParams,
        response: { 200: maintenanceWindow, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { window, revision } = await maintenance.restore(principalOf(request), request.params.id);
      return reply.header('etag', revisionTag(revision)).send(window);
    },
  );
}
