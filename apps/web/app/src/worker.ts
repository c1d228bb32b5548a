// Serves the app from the device: its own files as they were built, and rules of forms, which never change under their
// address. Data is not its business: the app keeps that where it can be looked through.

export {};
declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: its name, and the files that it made. */
declare const BUILD: string;
declare const FILES: readonly string[];

const prefix = 'lowcode-app-';
const files = prefix + BUILD;
const modules = 'lowcode-modules';

self.addEventListener('install', event => {
  // Asked anew: a file of before must not come into the new cache from the browser's own.
  event.waitUntil(caches.open(files).then(cache => cache.addAll(FILES.map(file => new Request(file, { cache: 'no-cache' })))));
});

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== files) await caches.delete(name);
    await self.clients.claim();
  })());
});

// The page says when: not while somebody is in the middle of something.
self.addEventListener('message', event => {
  if (event.data === 'takeOver') void self.skipWaiting();
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (FILES.includes(url.pathname)) event.respondWith(fromCache(files, request, url.pathname));
  else if (url.pathname.startsWith('/modules/') && url.searchParams.has('version')) event.respondWith(fromCache(modules, request, request.url));
});

async function fromCache(name: string, request: Request, at: string): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(at);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (name === modules && response.ok) await cache.put(at, response.clone());
  return response;
}
