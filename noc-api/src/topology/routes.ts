import { type Api, principalOf } from '#http/access.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import type { NetworkTopology } from './ports.ts';
import {
  affectedBody,
  affectedServices,
  belowQuery,
  nodePaths,
  nodesBelow,
  pathsQuery,
  powerBody,
  powerFailure,
} from './schemas.ts';

const tags = ['topology'];
const defaultItems = 100;
const defaultPaths = 20;

export function topologyRoutes(api: Api, topology: NetworkTopology): void {
  api.get(
    '/topology/nodes/:id/below',
    {
      config: { access: 'device:read', bySite: true },
      schema: {
        operationId: 'getNodesBelow',
        summary: 'What is cut off from every core when this node fails',
        tags,
        params: idParams,
        querystring: belowQuery,
        response: { 200: nodesBelow, ...problemResponses },
      },
    },
    (request) => topology.below(principalOf(request), request.params.id, request.query.limit ?? defaultItems),
  );

  api.get(
    '/topology/nodes/:id/paths',
    {
      config: { access: 'device:read', bySite: true },
      schema: {
        operationId: 'getNodePaths',
        summary: 'All paths from a node, or a service, to the core',
        tags,
        params: idParams,
        querystring: pathsQuery,
        response: { 200: nodePaths, ...problemResponses },
      },
    },
    (request) => topology.paths(principalOf(request), request.params.id, request.query.limit ?? defaultPaths),
  );

  api.post(
    '/topology/affected',
    {
      config: { access: 'service:read', bySite: true },
      schema: {
        operationId: 'findAffectedServices',
        summary: 'Active services, and their subscribers, whose every path to a core these failed nodes cut',
        tags,
        body: affectedBody,
        response: { 200: affectedServices, ...problemResponses },
      },
    },
    (request) => topology.affected(principalOf(request), request.body.failed, request.body.limit ?? defaultItems),
  );

  api.post(
    '/topology/power-failure',
    {
      config: { access: 'service:read', bySite: true },
      schema: {
        operationId: 'findPowerFailure',
        summary:
          'What stops when these power areas fail together, when their UPS are empty, and who is cut off by then',
        tags,
        body: powerBody,
        response: { 200: powerFailure, ...problemResponses },
      },
    },
    (request) =>
      topology.powerFailure(principalOf(request), request.body.powerAreas, request.body.limit ?? defaultItems),
  );
}
