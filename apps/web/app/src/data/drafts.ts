import type { StoredRecord } from '@lowcode/form-runtime';
import { allOf, run } from '../device/database.ts';

// What a person has entered and not sent, on the device, by user: another person on the same phone does not see it.

/** A record that is being filled in. */
export interface Draft {
  readonly key: string;
  readonly user: string;
  readonly app: string;
  readonly form: string;
  readonly id: string;
  /** What it is called in a list. */
  readonly title: string;
  /** As it was on the server when somebody began to change it; null for a new one. */
  readonly base: StoredRecord | null;
  readonly etag: string | null;
  readonly record: StoredRecord;
  /** Paths that the person entered: a default does not replace them. */
  readonly sent: readonly string[];
  readonly division: string | null;
  /** The version of the app under which it is filled in; absent in drafts of before. */
  readonly version?: number;
  /** The entry of the outbox that it corrects. */
  readonly corrects?: string;
  readonly at: string;
}

/** An attachment as the device has it, to be sent, and shown before the record is there. */
export interface KeptFile {
  readonly key: string;
  readonly user: string;
  readonly blob: Blob;
  readonly name: string;
  /** True when the server has it. */
  readonly isUploaded: boolean;
  /** Where its upload goes on; null before it has begun. */
  readonly upload: string | null;
}

export const draftKey = (user: string, app: string, form: string, id: string): string => [user, app, form, id].join('|');

export const drafts = {
  find: (key: string) => run<Draft | undefined>('drafts', 'readonly', store => store.get(key)),
  keep: (draft: Draft) => run('drafts', 'readwrite', store => store.put(draft)),
  drop: (key: string) => run('drafts', 'readwrite', store => store.delete(key)),
  async of(user: string): Promise<Draft[]> {
    const all = await allOf<Draft>('drafts', user);
    return all.sort((one, other) => (one.at < other.at ? 1 : -1));
  },
};

export const fileKey = (user: string, hash: string): string => `${user}|${hash}`;

export const files = {
  keep: (file: KeptFile) => run('files', 'readwrite', store => store.put(file)),
  get: (user: string, hash: string) => run<KeptFile | undefined>('files', 'readonly', store => store.get(fileKey(user, hash))),
  find: async (user: string, hash: string) => (await files.get(user, hash))?.blob ?? null,
  drop: (user: string, hash: string) => run('files', 'readwrite', store => store.delete(fileKey(user, hash))),
};

/** Writes one after another, and of what came meanwhile only the newest: each change is kept, however fast somebody types. */
export class Keeper<T> {
  private next: T | null = null;
  private writing: Promise<void> | null = null;

  constructor(private readonly write: (value: T) => Promise<unknown>, private readonly failed: (error: unknown) => void) {}

  keep(value: T): Promise<void> {
    this.next = value;
    return (this.writing ??= this.drain());
  }

  /** What comes from now on is not written; waits for what is. */
  async stop(): Promise<void> {
    this.next = null;
    await this.writing;
  }

  private async drain(): Promise<void> {
    while (this.next !== null) {
      const value = this.next;
      this.next = null;
      try {
        await this.write(value);
      } catch (error) {
        this.failed(error);
      }
    }
    this.writing = null;
  }
}
