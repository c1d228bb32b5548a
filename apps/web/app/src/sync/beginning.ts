import type { StoredRecord } from '@lowcode/form-runtime';
import { drafts, type Draft } from '../data/drafts.ts';
import { etagOf } from '../data/entities.ts';
import { openForm, openRecord, type OpenForm } from '../form/opening.ts';
import { outbox } from '../device/outbox.ts';
import type { Entity } from '../server/outline.ts';
import { chainOf } from './saving.ts';

/** From where filling in a record goes on. */
export interface Beginning {
  readonly open: OpenForm;
  /** The record as it is, with what waits; null for a new one. */
  readonly entity: Entity | null;
  /** As it is on the server. */
  readonly stored: Entity | null;
  readonly base: StoredRecord | null;
  /** Null for a new one, and when it follows on what waits. */
  readonly etag: string | null;
  readonly record: StoredRecord;
  readonly sent: readonly string[];
  readonly division: string | null;
  /** When its draft was kept; empty without one. */
  readonly at: string;
  readonly corrects: string | undefined;
  /** True when somebody else's change is to be looked at first. */
  readonly isConflict: boolean;
}

/** Goes on with a draft, an entry that is to be corrected, the record as it is, or a new one. */
export async function begin(user: string, key: string, place: { readonly app: string; readonly form: string; readonly id: string; readonly isNew: boolean }, entryKey: string | null): Promise<Beginning> {
  const draft: Draft | undefined = await drafts.find(key).catch(() => undefined); // a browser that keeps nothing
  const corrects = draft?.corrects ?? entryKey ?? undefined;
  const chain = corrects === undefined ? [] : chainOf(await outbox.of(user), corrects);
  const [head, last] = [chain[0], chain.at(-1)];
  const there = place.isNew ? null : await openRecord(place.app, place.form, place.id);
  const open = there?.open ?? await openForm(place.app, place.form, draft?.version ?? head?.version);
  const from = draft ?? (head && { base: head.base, etag: head.etag, record: last!.record, sent: chain.flatMap(entry => entry.sent), division: head.division });
  const waits = there !== null && there.pending.some(entry => !chain.includes(entry));
  return {
    open, entity: there?.entity ?? null, stored: there?.stored ?? null, division: from?.division ?? null, at: draft?.at ?? '', corrects: head?.key, isConflict: head?.state === 'conflict',
    base: from === undefined ? there?.record ?? null : from.base,
    etag: from === undefined ? (there === null || waits ? null : etagOf(there.entity)) : from.etag,
    record: from?.record ?? there?.record ?? {}, sent: from?.sent ?? [],
  };
}
