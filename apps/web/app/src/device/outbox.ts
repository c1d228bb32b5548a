import type { StoredRecord } from '@lowcode/form-runtime';
import type { Attachment } from '../server/outline.ts';
import type { Detail } from '../server/server.ts';
import { allOf, deleteBy, run, transact } from './database.ts';

/** Where an entry is: not sent, on its way (or the answer was lost), refused, overtaken by somebody, or in but not as the device computed it. */
export type EntryState = 'waiting' | 'sending' | 'refused' | 'conflict' | 'different';

/** Something that the server has otherwise than the device had it. */
export interface Difference {
  readonly path: string;
  readonly here: unknown;
  readonly there: unknown;
  /** True when the device, asked again, still has it otherwise; false when what it looked up, or the day, was another. */
  readonly isFault: boolean;
}

/** Something that a person did and the server is to be told. */
export interface Entry {
  /** Its place in the order in which things were done; given when it is kept. */
  readonly number?: number;
  /** Names it, also on another device that it is imported into. */
  readonly key: string;
  readonly user: string;
  readonly app: string;
  readonly form: string;
  readonly id: string;
  readonly kind: 'create' | 'update' | 'take';
  /** The transition that is taken. */
  readonly transition?: string;
  /** What it is called in a list. */
  readonly title: string;
  /** What was done with it, in words. */
  readonly what: string;
  /** The version of the app by which it was filled in. */
  readonly version: number;
  /** The record before; null for a new one. */
  readonly base: StoredRecord | null;
  /** The revision that it changes; null for a new one, and until those before it are in. */
  readonly etag: string | null;
  /** The record after, as the device computed it. */
  readonly record: StoredRecord;
  /** Paths that the person entered. */
  readonly sent: readonly string[];
  readonly division: string | null;
  /** What the request says. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Attachments that the server needs to have before. */
  readonly files: readonly Attachment[];
  /** Names the request, however often it is made. */
  readonly requestId: string;
  /** When it was made first, by the server's clock. */
  readonly firstSent: string | null;
  readonly at: string;
  /** True when it was done without a server. */
  readonly isOffline: boolean;
  readonly state: EntryState;
  readonly message: string;
  readonly details: readonly Detail[];
  readonly differences?: readonly Difference[];
  /** True when faults among them were reported. */
  readonly isReported?: boolean;
}

/** Tells every tab that the outbox has changed. */
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('lowcode-outbox') : null;
const listeners = new Set<() => void>();
channel?.addEventListener('message', () => listeners.forEach(listener => listener()));
export const onOutboxChange = (listener: () => void): void => void listeners.add(listener);
function tell(): void {
  listeners.forEach(listener => listener());
  channel?.postMessage('');
}

/** What is to be sent, in the order in which it was done. */
export const outbox = {
  of: async (user: string) => (await allOf<Entry>('outbox', user)).sort((one, other) => one.number! - other.number!),
  find: (key: string) => run<Entry | undefined>('outbox', 'readonly', store => store.index('key').get(key)),
  /** Keeps an entry in place of a draft: one of them is always there. */
  async add(entry: Entry, draft: string | null = null): Promise<void> {
    await transact<void>(['outbox', 'drafts'], 'readwrite', store => {
      store('outbox').add(entry);
      if (draft !== null) store('drafts').delete(draft);
    });
    tell();
  },
  /** Changes entries and drops others, as one. */
  async change(changed: readonly Entry[], dropped: readonly Entry[] = [], draft: string | null = null): Promise<void> {
    await transact<void>(['outbox', 'drafts'], 'readwrite', store => {
      for (const entry of changed) store('outbox').put(entry);
      for (const { number } of dropped) store('outbox').delete(number!);
      if (draft !== null) store('drafts').delete(draft);
    });
    tell();
  },
  /** Drops all of a user's. */
  async clear(user: string): Promise<void> {
    await transact<void>(['outbox'], 'readwrite', store => deleteBy(store('outbox'), 'user', user));
    tell();
  },
};

export const isSame = (one: Entry, other: { readonly app: string; readonly form: string; readonly id: string }): boolean =>
  one.app === other.app && one.form === other.form && one.id === other.id;

/** What waits about one record; what is in is not among it. */
export async function pendingOf(user: string, app: string, form: string, id: string): Promise<Entry[]> {
  return (await outbox.of(user)).filter(entry => entry.state !== 'different' && isSame(entry, { app, form, id }));
}
