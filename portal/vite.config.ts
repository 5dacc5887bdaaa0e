import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { paraglideOptions } from './tools/paraglide-options.ts';

/** Where `vite dev` finds the API and the stream: a system started by `npm start`. */
const engineUrl = process.env['FASTISP_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig(({ command }) => ({
  plugins: [
    // A build compiles the messages before Vite starts (see tools/compile-messages.ts); `dev` watches them.
    ...(command === 'serve' ? [paraglideVitePlugin(paraglideOptions)] : []),
    tailwindcss(),
    sveltekit({
      adapter: adapter(),
      compilerOptions: { runes: true },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          // ECharts, floating menus and bar widths set style attributes.
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['self'],
        },
      },
    }),
  ],
  server: {
    proxy: {
      '/api': engineUrl,
      '/stream': { target: engineUrl, ws: true },
    },
  },
}));
