import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { holdFirstLoad } from './build/hold-first-load.ts';

const API = 'http://127.0.0.1:4000';

// oxlint-disable-next-line import/no-default-export -- Vite looks for nothing else
export default defineConfig({
  plugins: [react(), tailwindcss(), holdFirstLoad()],
  build: {
    target: 'es2023',
    // Everything is a file of its own: the content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': API,
      '/trpc': { target: API, ws: true },
      '/ops': API,
      '/metrics': API,
    },
  },
});
