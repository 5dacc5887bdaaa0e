/**
 * The portal alone in a process: its pages, and the way to the API and the stream for browsers that come here.
 * Where a proxy in front already sends `/api` and `/stream` to their services, these two routes lie idle.
 */
import httpProxy from '@fastify/http-proxy';
import { envString } from '@fastisp/core/config/env-schema';
import { runProcess } from '@fastisp/core/platform/run-service';
import { mountPortal } from './mount.ts';

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
      await app.register(httpProxy, { upstream: config.NOC_API_URL, prefix: '/api', rewritePrefix: '/api' });
      await app.register(httpProxy, {
        upstream: config.STREAM_URL,
        prefix: '/stream',
        rewritePrefix: '/stream',
        websocket: true,
      });
      await mountPortal(app);
    },
  }),
});
