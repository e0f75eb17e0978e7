import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chunkGroups } from './scripts/chunks';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the server listens while the app is developed. */
const server = process.env.PARLANCE_DEV_SERVER ?? 'http://127.0.0.1:8080';

/** The programs of the app, each with its own page. The gallery is for development only. */
const pages = ['index', 'simulator'].filter((name) => existsSync(here(`./${name}.html`)));

/** The gallery's pictures stand in for stored files: `/api/v1/attachments/att_pole` is `gallery/media/pole.svg`. */
const galleryMedia = (): Plugin => ({
  name: 'gallery-media',
  apply: 'serve',
  configureServer({ middlewares }) {
    middlewares.use('/api/v1/attachments', (request, response, next) => {
      const name = /^\/att_([a-z]+)(?:\?|$)/.exec(request.url ?? '')?.[1];
      const file = here(`./gallery/media/${name ?? ''}.svg`);
      if (!name || !existsSync(file)) {
        next();
        return;
      }
      response.setHeader('content-type', 'image/svg+xml');
      createReadStream(file).pipe(response);
    });
  },
});

export default defineConfig({
  plugins: [react(), galleryMedia()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'es2023',
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: { codeSplitting: { groups: chunkGroups(here('.').replace(/\/$/, '')) } },
      input: Object.fromEntries(pages.map((name) => [name, here(`./${name}.html`)])),
    },
  },
  server: {
    proxy: {
      '/api': { target: server, ws: true, changeOrigin: false },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
  },
});
