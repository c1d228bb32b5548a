import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@lowcode/form-runtime': fileURLToPath(new URL('../packages/form-runtime/src/index.ts', import.meta.url)) } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing is inlined: the page's policy lets neither data: nor inline scripts in.
    assetsInlineLimit: 0,
  },
  server: { proxy: Object.fromEntries(['/account', '/apps', '/modules', '/odata', '/documents'].map(path => [path, 'http://localhost:5080'])) },
  test: { include: ['tests/**/*.test.ts'] },
});
