// What Node lacks of a browser and modules of the app look at when they are loaded.
Object.assign(globalThis, {
  matchMedia: () => ({ matches: false, addEventListener: () => {} }),
  location: { href: 'http://localhost/', hash: '' },
  addEventListener: () => {},
});
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { language: 'zh-CN' } });
