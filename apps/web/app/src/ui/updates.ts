import { ref } from 'vue';

// The app that is served from the device, and a newer one when the server has it.

/** True when a newer one is ready to take over. */
export const isUpdateReady = ref(false);

let waiting: ServiceWorker | null = null;
let isAsked = false;

/** Lets the worker serve the app from the device. */
export async function keepApp(): Promise<void> {
  if (!('serviceWorker' in navigator)) return; // not by https
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('controllerchange', () => isAsked && location.reload());
  const registration = await serviceWorker.register('/worker.js');
  const look = (worker: ServiceWorker | null) => {
    // The first one takes over by itself: there is none before it.
    if (worker === null || serviceWorker.controller === null) return;
    const tell = () => worker.state === 'installed' && ([waiting, isUpdateReady.value] = [worker, true]);
    tell();
    worker.addEventListener('statechange', tell);
  };
  look(registration.waiting);
  look(registration.installing);
  registration.addEventListener('updatefound', () => look(registration.installing));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void registration.update().catch(() => undefined)); // no server now
}

/** Goes on with the newer one. */
export function update(): void {
  isAsked = true;
  waiting?.postMessage('takeOver');
}
