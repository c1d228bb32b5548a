import { ref } from 'vue';
import { device } from '../device/device.ts';
import { forgetPulled } from '../device/records.ts';
import { keepKey, seal, unseal } from '../device/sealing.ts';
import { account, isRevoked, isUnreachable, people, ServerError } from '../server/server.ts';
import { say } from '../ui/notices.ts';
import { t } from '../ui/texts.ts';
import { refreshOutbox } from './outbox.ts';
import { modulesCache, pullIsOver } from './pull.ts';

// Whose device it is: who was signed in stays known without a server, and whoever else signs in sees nothing of theirs.

const soon = 1_500;

/** True when what was on this device is gone because the server wanted it so. */
export const isWiped = ref(false);

/** Finds out who is here: from the server when it answers soon, else from the device. */
export async function recognize(): Promise<void> {
  const kept = await device.get('account').catch(() => undefined); // a browser that keeps nothing
  if (await device.get('signOutIsDue').catch(() => undefined)) {
    account.value = await hasToldSignOut() ? undefined : null;
    if (account.value === null) return;
  }
  const asked = people.who();
  if (kept === undefined) {
    await asked;
    account.value ??= null;
    return;
  }
  await Promise.race([asked.catch(() => undefined), new Promise(done => setTimeout(done, soon))]);
  if (account.value === undefined) account.value = kept;
}

// Somebody signed out without a server: until it knows, nobody comes in by their session.
async function hasToldSignOut(): Promise<boolean> {
  try {
    await people.signOut();
  } catch (error) {
    if (isUnreachable(error)) return false;
    // It is over already.
  }
  await device.drop('signOutIsDue');
  return true;
}

/** Makes the device theirs who has come, with what they had not sent. */
export async function settleIn(): Promise<void> {
  const now = account.value!;
  const before = await device.get('account');
  if (before !== undefined && before.name !== now.name) await leave(before.name);
  await device.set('account', now);
  await device.drop('signOutIsDue');
  isWiped.value = false;
  try {
    await keepKey(now.name, await people.deviceKey());
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
  await unseal(now.name).catch(() => say(t('notOpened'), 'failed'));
  void navigator.storage?.persist?.(); // some browsers ask the person; nothing waits for the answer
}

/** Seals what a user has not sent, and forgets the rest of theirs. */
async function leave(user: string): Promise<void> {
  await pullIsOver();
  await seal(user);
  await forgetPulled(user);
  await device.drop('pulledAt');
  await device.drop('account');
  if ('caches' in globalThis) await caches.delete(modulesCache);
  await refreshOutbox();
}

/**
 * Ends the session here, and on the server as soon as it can be reached; the address at which single sign-on ends its own,
 * when it has one.
 */
export async function signOut(): Promise<string | undefined> {
  const user = account.value!.name;
  let elsewhere: string | undefined;
  try {
    elsewhere = await people.signOut();
  } catch (error) {
    if (isUnreachable(error)) await device.set('signOutIsDue', true);
    else if (!(error instanceof ServerError) || error.status !== 401) throw error; // 401: it is over already
  }
  await leave(user);
  return elsewhere;
}

/** Does what the server wants when it has ended everything of a user on all devices. */
export async function wipe(): Promise<void> {
  const user = (await device.get('account'))?.name;
  if (user !== undefined) await leave(user);
  isRevoked.value = false;
  isWiped.value = true;
}
