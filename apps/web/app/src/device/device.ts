import type { Account } from '../server/outline.ts';
import { run } from './database.ts';

// What the device knows of itself: whose it is now, and what it has still to tell the server.

interface Known {
  /** Who is signed in here, as far as the device knows. */
  readonly account: Account;
  /** True when they signed out without the server knowing it. */
  readonly signOutIsDue: boolean;
  /** When records were last followed to their end. */
  readonly pulledAt: string;
}

export const device = {
  get: async <K extends keyof Known>(name: K) => (await run<{ value: Known[K] } | undefined>('device', 'readonly', store => store.get(name)))?.value,
  set: <K extends keyof Known>(name: K, value: Known[K]) => run('device', 'readwrite', store => store.put({ name, value })),
  drop: (name: keyof Known) => run('device', 'readwrite', store => store.delete(name)),
};
