import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const pages = fileURLToPath(new URL('pages/', import.meta.url));
const core = fileURLToPath(new URL('node_modules/survey-core', import.meta.url));

/** The other renderers' pages, each with what it needs and nothing else. */
export default defineConfig({
  root: pages,
  logLevel: 'warn',
  // What the scripts of ../peers import is the version that the renderer is made for.
  resolve: { alias: { 'survey-core': core } },
  server: { fs: { strict: false } },
  build: {
    outDir: '../dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 10_000,
    rolldownOptions: { input: { survey: `${pages}survey.html`, formio: `${pages}formio.html` } },
  },
});
