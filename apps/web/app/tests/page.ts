// What a page has and Node lacks, as far as modules ask for it when they are loaded.
Object.defineProperty(globalThis, 'navigator', { value: { language: 'zh-CN' }, configurable: true });
Object.assign(globalThis, {
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  location: { hash: '', href: 'http://localhost/' },
  addEventListener: () => undefined,
});
