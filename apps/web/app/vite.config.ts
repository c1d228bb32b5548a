import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tells the worker what the build made: the files that it keeps, and a name that changes whenever one of them does. */
function tellWorker(): Plugin {
  return {
    name: 'tell-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const copied = readdirSync(at('./public')).map(name => [name, readFileSync(at(`./public/${name}`))] as const);
        const made = Object.values(bundle).filter(file => file.fileName !== 'worker.js')
          .map(file => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const);
        const all = [...made, ...copied].sort(([one], [other]) => (one < other ? -1 : 1));
        const hash = createHash('sha256');
        for (const [name, content] of all) hash.update(name).update(content);
        const worker = bundle['worker.js'];
        if (worker?.type !== 'chunk') throw new Error('There is no worker.js.');
        const paths = all.map(([name]) => (name === 'index.html' ? '/' : `/${name}`));
        worker.code = `const BUILD=${JSON.stringify(hash.digest('hex').slice(0, 16))},FILES=${JSON.stringify(paths)};${worker.code}`;
      },
    },
  };
}

export default defineConfig({
  plugins: [vue(), tellWorker()],
  resolve: { alias: { '@lowcode/form-runtime': at('../packages/form-runtime/src/index.ts') } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing is inlined: the page's policy lets neither data: nor inline scripts in.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: at('./index.html'), worker: at('./src/worker.ts') },
      output: { entryFileNames: chunk => (chunk.name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: Object.fromEntries(['/account', '/apps', '/modules', '/odata', '/documents', '/uploads'].map(path => [path, 'http://localhost:5080'])) },
  test: { include: ['tests/**/*.test.ts'] },
});
