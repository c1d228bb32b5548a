import { computed, shallowRef } from 'vue';
import { drafts } from '../data/drafts.ts';
import { outbox, onOutboxChange, type Entry } from '../device/outbox.ts';
import { account } from '../server/server.ts';

// What is not in yet, for whoever shows it.

/** The outbox of who is signed in, in the order in which things were done. */
export const entries = shallowRef<readonly Entry[]>([]);
/** What a full device could not keep: it is gone with the page. */
export const unkept = shallowRef<readonly Entry[]>([]);
addEventListener('beforeunload', event => unkept.value.length > 0 && event.preventDefault());

/** Why nothing can be sent at all, other than for want of a server; empty when that is not so. */
export const sendFailure = shallowRef('');
/** How many entries have not arrived. */
export const unsent = computed(() => entries.value.filter(entry => entry.state !== 'different').length + unkept.value.length);
/** How many need somebody to look at them. */
export const troubled = computed(() => entries.value.filter(entry => entry.state !== 'waiting' && entry.state !== 'sending').length);

/** Reads it anew. */
export async function refreshOutbox(): Promise<void> {
  const user = account.value?.name;
  entries.value = user === undefined ? [] : await outbox.of(user).catch(() => []); // a browser that keeps nothing
}
onOutboxChange(() => void refreshOutbox());

/** How much a user has that has not arrived: entries, and drafts that nobody has tried to save. */
export async function unsentOf(user: string): Promise<number> {
  const [waiting, open] = await Promise.all([outbox.of(user), drafts.of(user)]);
  return waiting.filter(entry => entry.state !== 'different').length + open.filter(draft => draft.corrects === undefined).length;
}
