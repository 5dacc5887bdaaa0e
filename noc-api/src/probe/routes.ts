import { type Api, principalOf } from '#http/access.ts';
import { problemResponses } from '#http/schemas.ts';
import { limitRoute } from '#http/rate-limit.ts';
import type { Probe } from './ports.ts';
import { probeBody, probeResult } from './schemas.ts';

/** A person who fills in a form needs a few; a scan of the network through us would need thousands. */
const probesPerMinuteMax = 20;

export function probeRoutes(api: Api, probe: Probe): void {
  api.post(
    '/devices/test',
    {
      config: { access: 'device:test', bySite: true },
      preHandler: limitRoute(api, { max: probesPerMinuteMax, windowMs: 60_000 }),
      schema: {
        operationId: 'testDevice',
        summary: 'Ask a device over SNMP now, without adding it',
        tags: ['inventory'],
        body: probeBody,
        response: { 200: probeResult, ...problemResponses },
      },
    },
    (request) => probe.test(principalOf(request), request.body),
  );
}
