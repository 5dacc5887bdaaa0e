import type { Metrics } from '@fastisp/core/metrics/registry';
import type { FastifyInstance } from 'fastify';

/** Seconds; from what memory answers to what a person gives up on. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long each route takes and how it ends; by route pattern, so that ids do not make series. */
export function observeRequests(app: FastifyInstance, metrics: Metrics): void {
  const duration = metrics.histogram('noc_api_http_request_duration_seconds', 'Time to answer a request of the API.', {
    labelNames: ['method', 'route', 'status'],
    buckets,
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (route === undefined || !route.startsWith('/api/')) return;
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
  });
}
