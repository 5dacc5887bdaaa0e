import { Type } from 'typebox';
import { deviceChanged } from '#errors.ts';
import { type Api, principalOf } from '#http/access.ts';
import { ifRevision, revisionTag } from '#http/etag.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import type { Inventory } from './ports.ts';
import {
  device,
  deviceBody,
  deviceList,
  deviceListQuery,
  devicePatch,
  devicePatchQuery,
  interfaceList,
} from './schemas.ts';

const tags = ['inventory'];
const ifMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the device; refuses the change when it moved on.' }),
  ),
});

export function deviceRoutes(api: Api, inventory: Inventory): void {
  api.get(
    '/devices',
    {
      config: { access: 'device:read', bySite: true },
      schema: {
        operationId: 'listDevices',
        summary: 'Devices with their state, the worst first',
        tags,
        querystring: deviceListQuery,
        response: { 200: deviceList, ...problemResponses },
      },
    },
    (request) => inventory.list(principalOf(request), request.query),
  );

  api.post(
    '/devices',
    {
      config: { access: 'device:create', bySite: true },
      schema: {
        operationId: 'createDevice',
        summary: 'Add a device; polling starts within seconds',
        tags,
        body: deviceBody,
        response: { 201: device, ...problemResponses },
      },
    },
    async (request, reply) => {
      const created = await inventory.create(principalOf(request), request.body);
      return reply
        .status(201)
        .header('location', `/api/v1/devices/${created.device.id}`)
        .header('etag', revisionTag(created.revision))
        .send(created.device);
    },
  );

  api.get(
    '/devices/:id',
    {
      config: { access: 'device:read', bySite: true },
      schema: {
        operationId: 'getDevice',
        summary: 'One device: settings, state and what it says of itself',
        tags,
        params: idParams,
        response: { 200: device, ...problemResponses },
      },
    },
    async (request, reply) => {
      const found = await inventory.get(principalOf(request), request.params.id);
      return reply.header('etag', revisionTag(found.revision)).send(found.device);
    },
  );

  api.patch(
    '/devices/:id',
    {
      config: { access: 'device:update', bySite: true },
      schema: {
        operationId: 'updateDevice',
        summary: 'Change settings of a device; what is absent stays',
        tags,
        params: idParams,
        headers: ifMatch,
        querystring: devicePatchQuery,
        body: devicePatch,
        response: { 200: device, ...problemResponses },
      },
    },
    async (request, reply) => {
      const changed = await inventory.update(principalOf(request), request.params.id, request.body, {
        ifRevision: ifRevision(request.headers['if-match'], deviceChanged),
        withServices: request.query.withServices ?? false,
      });
      return reply.header('etag', revisionTag(changed.revision)).send(changed.device);
    },
  );

  api.delete(
    '/devices/:id',
    {
      config: { access: 'device:delete', bySite: true },
      schema: {
        operationId: 'deleteDevice',
        summary: 'Remove a device; it can be restored for a while',
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await inventory.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/devices/:id/restore',
    {
      config: { access: 'device:delete', bySite: true },
      schema: {
        operationId: 'restoreDevice',
        summary: 'Undo the removal of a device',
        tags,
        params: idParams,
        response: { 200: device, ...problemResponses },
      },
    },
    async (request, reply) => {
      const restored = await inventory.restore(principalOf(request), request.params.id);
      return reply.header('etag', revisionTag(restored.revision)).send(restored.device);
    },
  );

  api.get(
    '/devices/:id/interfaces',
    {
      config: { access: 'interface:read', bySite: true },
      schema: {
        operationId: 'listInterfaces',
        summary: 'Interfaces of a device, with state and last rates',
        tags,
        params: idParams,
        response: { 200: interfaceList, ...problemResponses },
      },
    },
    async (request) => ({ items: await inventory.interfaces(principalOf(request), request.params.id) }),
  );
}
