import { device } from '../device/device.ts';
import { forgetPulled } from '../device/records.ts';
import { account, people } from '../server/server.ts';
import { modulesCache } from './pull.ts';

// Whose device it is: who was signed in stays known without a server, and whoever else signs in sees nothing of theirs.

const soon = 1_500;

/** Finds out who is here: from the server when it answers soon, else from the device. */
export async function recognize(): Promise<void> {
  const kept = await device.get('account').catch(() => undefined); // a browser that keeps nothing
  const asked = people.who();
  if (kept === undefined) {
    await asked;
    account.value ??= null;
    return;
  }
  await Promise.race([asked.catch(() => undefined), new Promise(done => setTimeout(done, soon))]);
  if (account.value === undefined) account.value = kept;
}

/** Makes the device theirs who has come. */
export async function settleIn(): Promise<void> {
  const now = account.value!;
  const before = await device.get('account');
  if (before !== undefined && before.name !== now.name) await forgetAll(before.name);
  await device.set('account', now);
}

/** Forgets what came from the server for a user. */
async function forgetAll(user: string): Promise<void> {
  await forgetPulled(user);
  await device.drop('pulledAt');
  if ('caches' in globalThis) await caches.delete(modulesCache);
}

/** Ends the session; the address at which single sign-on ends its own, when it has one. */
export async function signOut(): Promise<string | undefined> {
  const elsewhere = await people.signOut();
  const user = account.value!.name;
  await forgetAll(user);
  await device.drop('account');
  return elsewhere;
}
