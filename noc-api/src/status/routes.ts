import { type Api, principalOf } from '#http/access.ts';
import { problemResponses } from '#http/schemas.ts';
import type { StatusReader } from './ports.ts';
import { eventList, eventListQuery, status } from './schemas.ts';

const tags = ['status'];

export function statusRoutes(api: Api, reader: StatusReader): void {
  api.get(
    '/status',
    {
      config: { access: 'status:read' },
      schema: {
        operationId: 'getStatus',
        summary: 'How the network and this system are, in figures',
        tags,
        response: { 200: status, ...problemResponses },
      },
    },
    (request) => reader.status(principalOf(request)),
  );

  api.get(
    '/events',
    {
      config: { access: 'event:read', bySite: true },
      schema: {
        operationId: 'listEvents',
        summary: 'What happened, the newest first',
        tags,
        querystring: eventListQuery,
        response: { 200: eventList, ...problemResponses },
      },
    },
    (request) => reader.events(principalOf(request), request.query),
  );
}
