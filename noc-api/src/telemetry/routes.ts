import { type Api, principalOf } from '#http/access.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import type { Telemetry } from './ports.ts';
import { exporterList, exportersQuery, top, topQuery, traffic, trafficQuery } from './schemas.ts';

const tags = ['telemetry'];

export function telemetryRoutes(api: Api, telemetry: Telemetry): void {
  api.get(
    '/interfaces/:id/traffic',
    {
      config: { access: 'interface:read', bySite: true },
      schema: {
        operationId: 'getTraffic',
        summary: 'Traffic of an interface over time; a gap is a point with nulls',
        tags,
        params: idParams,
        querystring: trafficQuery,
        response: { 200: traffic, ...problemResponses },
      },
    },
    (request) => telemetry.traffic(principalOf(request), request.params.id, request.query),
  );

  api.get(
    '/flows/top',
    {
      config: { access: 'flow:read', bySite: true },
      schema: {
        operationId: 'getTopFlows',
        summary: 'Who or what carries most traffic',
        tags,
        querystring: topQuery,
        response: { 200: top, ...problemResponses },
      },
    },
    (request) => telemetry.top(principalOf(request), request.query),
  );

  api.get(
    '/flows/exporters',
    {
      config: { access: 'flow:read', bySite: true },
      schema: {
        operationId: 'listExporters',
        summary: 'Who sends flows, and what was lost on the way',
        tags,
        querystring: exportersQuery,
        response: { 200: exporterList, ...problemResponses },
      },
    },
    (request) => telemetry.exporters(principalOf(request), request.query),
  );
}
