/**
 * The portal alone in a process: its pages, and the way to the API and the stream for browsers that come here.
 * Where a proxy in front already sends `/api` and `/stream` to their services, these two routes lie idle.
 */
import type { IncomingHttpHeaders } from 'node:http';
import httpProxy from '@fastify/http-proxy';
import { envString } from '@fastisp/core/config/env-schema';
import { runProcess } from '@fastisp/core/platform/run-service';
import { mountPortal } from './mount.ts';

/** What noc-api and the hub decide by, as the browser sent it: for them, the page's address is the portal's. */
const passedOn = ['cookie', 'authorization', 'origin', 'host'] as const;

interface ApiRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

function streamHeaders(_given: unknown, { headers }: Pick<ApiRequest, 'headers'>): Record<string, string> {
  return Object.fromEntries(passedOn.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/** Compressed once, between the browser and us, if at all. (The plugin's types do not know of the function.) */
const toStream = { perMessageDeflate: false, rewriteRequestHeaders: streamHeaders };

/** The API's limits count by the client's address, so each proxy adds whom it was asked by. */
function apiHeaders(request: ApiRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const hops = [request.headers['x-forwarded-for'], request.socket.remoteAddress].flat();
  return {
    ...headers,
    host: request.headers.host,
    'x-forwarded-for': hops.filter((hop) => hop !== undefined).join(', '),
  };
}

await runProcess({
  name: 'portal',
  env: {
    NOC_API_URL: envString('Where noc-api answers.', { default: 'http://127.0.0.1:8081' }),
    STREAM_URL: envString('Where stream answers.', { default: 'http://127.0.0.1:8082' }),
  },
  compose: (config, { http }) => ({
    components: [],
    readiness: [
      {
        name: 'noc-api',
        check: async () => {
          const { ok, status } = await fetch(`${config.NOC_API_URL}/healthz`);
          if (!ok) throw new Error(`noc-api answers ${status}`);
        },
      },
    ],
    register: async () => {
      const { app } = http;
      await app.register(httpProxy, {
        upstream: config.NOC_API_URL,
        prefix: '/api',
        rewritePrefix: '/api',
        replyOptions: { rewriteRequestHeaders: apiHeaders },
      });
      await app.register(httpProxy, {
        upstream: config.STREAM_URL,
        prefix: '/stream',
        rewritePrefix: '/stream',
        websocket: true,
        wsClientOptions: toStream,
      });
      await mountPortal(app);
    },
  }),
});
