import { attachmentsOf } from '../data/entities.ts';
import { newId } from '../data/ids.ts';
import { isSame, outbox, type Entry } from '../device/outbox.ts';
import { now } from '../server/clock.ts';
import { account, isReachable } from '../server/server.ts';
import type { FormOutline } from '../server/outline.ts';
import { t } from '../ui/texts.ts';
import { unkept } from './outbox.ts';
import { sendAlone, submit, type Outcome } from './sending.ts';

// Whatever a person does goes into the outbox first, and from there to the server.

/** What is to be done. */
export type Deed = Pick<Entry, 'app' | 'form' | 'id' | 'kind' | 'transition' | 'title' | 'what' | 'version' | 'base' | 'etag' | 'record' | 'sent' | 'division' | 'body'>;

/** A device that is full: the entry is kept by the page alone. */
export class NotKept extends Error {}

/**
 * Keeps a deed in place of its draft and sends it.
 * @param corrects The key of the entry in whose place it goes; changes that wait right behind that are in it too.
 */
export async function save(form: FormOutline, deed: Deed, draft: string | null, corrects: string | undefined): Promise<Outcome> {
  const user = account.value!.name;
  const known = new Set((deed.base === null ? [] : attachmentsOf(form.fields, deed.base)).map(file => file.hash));
  const entry: Entry = {
    ...deed, key: newId(), user, files: attachmentsOf(form.fields, deed.record).filter(file => !known.has(file.hash)), requestId: newId(), firstSent: null,
    at: now().toISOString(), isOffline: !isReachable.value, state: 'waiting', message: '', details: [],
  };
  try {
    const [head, ...folded] = corrects === undefined ? [] : chainOf(await outbox.of(user), corrects);
    if (head === undefined) await outbox.add(entry, draft);
    else await outbox.change([{ ...entry, number: head.number! }], folded, draft);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return withoutDevice(entry);
  }
  return submit(entry.key);
}

// The page holds it until it is in, or exported.
async function withoutDevice(entry: Entry): Promise<Outcome> {
  unkept.value = [...unkept.value.filter(other => !isSame(other, entry)), entry];
  const outcome = await sendAlone(entry);
  if (outcome.is === 'kept') throw new NotKept(t('deviceFull'));
  unkept.value = unkept.value.filter(other => other !== entry);
  return outcome;
}

/** An entry that is to be corrected, and the changes of the same record right behind it. */
export function chainOf(all: readonly Entry[], key: string): Entry[] {
  const head = all.find(entry => entry.key === key);
  if (head === undefined) return [];
  const behind = all.filter(entry => entry.number! > head.number! && isSame(entry, head));
  const end = behind.findIndex(entry => entry.kind !== 'update');
  return [head, ...(end < 0 ? behind : behind.slice(0, end))];
}
