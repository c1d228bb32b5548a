import { formOf, outlineOf } from '../data/catalogue.ts';
import { files } from '../data/drafts.ts';
import { etagOf, recordOf, same } from '../data/entities.ts';
import { flatten } from '../data/fields.ts';
import { forgetReference } from '../data/references.ts';
import { isSame, outbox, type Entry } from '../device/outbox.ts';
import { keptRecords } from '../device/records.ts';
import { newId } from '../data/ids.ts';
import { now } from '../server/clock.ts';
import { account, isReachable, isUnreachable, people, records, ServerError, type Detail, type PartAnswer } from '../server/server.ts';
import type { Entity, FormOutline } from '../server/outline.ts';
import { upload } from '../server/uploads.ts';
import { t } from '../ui/texts.ts';
import { nextBatch, partOf, verdictOf } from './batches.ts';
import { compare, reportFaults } from './differences.ts';
import { sendFailure, unkept } from './outbox.ts';

// Sends what is in the outbox: photos first, then entries, in the order in which they were done. One tab at a time.

const lock = 'lowcode-send';
const again = 30_000;

let running: Promise<void> | null = null;
let wanted = false;

/** Sends what can be sent. Whoever asks while it is under way waits until what they added has had its turn. */
export function send(): Promise<void> {
  wanted = true;
  return (running ??= (async () => {
    try {
      while (wanted) {
        wanted = false;
        await inTurn(sendAll);
      }
    } finally {
      running = null;
    }
  })());
}

const inTurn = (work: () => Promise<void>): Promise<void> => 'locks' in navigator ? navigator.locks.request(lock, work) as Promise<void> : work();

/** Sends without anybody waiting for it. What is wrong with an entry is told by the entry, anything else by the outbox. */
export const sendSoon = (): Promise<void> => send().then(() => void (sendFailure.value = ''), (error: unknown) => void (sendFailure.value = (error as Error).message));

/** Sends again now and then: when the network comes back, when the page does, every half minute while something waits. */
export function sendOften(): void {
  addEventListener('online', sendSoon);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sendSoon());
  setInterval(() => {
    // With nothing to send somebody has to find out that the server is there again.
    if (!isReachable.value) void people.who().catch(() => undefined); // it is not
    void sendSoon();
  }, again);
}

async function sendAll(): Promise<void> {
  const user = account.value?.name;
  // Without a network nothing leaves the device: then nothing is said to be on its way.
  if (user === undefined || globalThis.navigator?.onLine === false) return;
  for (const entry of unkept.value.filter(one => one.user === user && one.state === 'waiting')) {
    const outcome = await sendAlone(entry);
    const left = outcome.is === 'done' ? [] : outcome.is === 'kept' ? [entry] : [outcome.entry];
    unkept.value = unkept.value.flatMap(other => (other === entry ? left : [other]));
  }
  const tried = new Set<string>();
  for (;;) {
    const batch = nextBatch(await outbox.of(user), tried);
    if (account.value?.name !== user) return;
    if (batch.length === 0) return reportFaults(user);
    const ready: Entry[] = [];
    for (const entry of batch) {
      tried.add(entry.key);
      const fault = await uploadFiles(user, entry);
      if (fault === 'stop') return;
      if (fault === null) ready.push(entry);
      else await outbox.change([{ ...entry, state: 'refused', message: fault.message, details: fault.details }]);
    }
    if (ready.length > 0 && !await sendBatch(user, ready)) return;
  }
}

async function uploadFiles(user: string, entry: Entry): Promise<null | 'stop' | ServerError> {
  for (const { hash, name } of entry.files) {
    const kept = await files.get(user, hash);
    if (kept === undefined || kept.isUploaded) continue;
    try {
      await upload(entry.app, kept.blob, name, kept.upload, at => files.keep({ ...kept, upload: at }));
      await files.keep({ ...kept, isUploaded: true, upload: null });
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      if (error.status === 0 || verdictOf(error.status) === 'later') return 'stop';
      return error;
    }
  }
  return null;
}

// False when there is no point in going on now.
async function sendBatch(user: string, batch: readonly Entry[]): Promise<boolean> {
  const wasSent = new Set(batch.filter(entry => entry.firstSent !== null).map(entry => entry.key));
  const sending = batch.map(entry => ({ ...entry, state: 'sending' as const, firstSent: entry.firstSent ?? now().toUTCString() }));
  await outbox.change(sending);
  let answers: readonly PartAnswer[];
  try {
    answers = await records.batch(sending[0]!.app, sending.map(partOf));
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    // Whether it arrived is found out when it is sent again; what the server does not take at all, it does not take then either.
    if (error.status !== 0 && verdictOf(error.status) !== 'later') await outbox.change(sending.map(entry => ({ ...entry, state: 'refused', message: error.message, details: error.details })));
    return false;
  }
  for (const entry of sending) {
    const answer = answers.find(candidate => candidate.id === entry.key);
    if (answer !== undefined) await settle(user, entry, answer, wasSent.has(entry.key));
  }
  return true;
}

async function settle(user: string, entry: Entry, { status, headers, body }: PartAnswer, wasSent: boolean): Promise<void> {
  const { message, details, code } = faultOf(status, body);
  switch (verdictOf(status, headers, code)) {
    case 'done': return finish(user, entry, (body ?? null) as Entity | null, wasSent);
    case 'later': return outbox.change([{ ...entry, state: 'waiting' }]);
    case 'refused': return outbox.change([{ ...entry, state: 'refused', message, details }]);
    case 'conflict': return outbox.change([{ ...entry, state: 'conflict', message, details }]);
    case 'anew': return lookFor(user, entry);
  }
}

function faultOf(status: number, body: unknown): { code: string; message: string; details: readonly Detail[] } {
  const error = (body as { error?: { code?: string; message?: string; details?: Detail[] } } | undefined)?.error;
  return { code: error?.code ?? '', message: error?.message ?? String(status), details: error?.details ?? [] };
}

// It is in. The next about the same record follows on the revision that this one made.
async function finish(user: string, entry: Entry, entity: Entity | null, wasSent: boolean): Promise<void> {
  const form = formOf(await outlineOf(entry.app, entry.version), entry.form);
  const changed: Entry[] = [];
  if (entity !== null) {
    await keptRecords.keep(user, entry.app, entry.form, [entity]).catch(() => undefined); // a full device
    forgetReference(entry.app, entry.form, entry.id);
    const next = (await outbox.of(user)).find(other => other.number! > entry.number! && isSame(other, entry));
    // Told again, the answer is the record as it is now, which somebody else may have changed since.
    const isOvertaken = wasSent && form !== undefined && !hasAll(form, entry, entity);
    if (next !== undefined) changed.push(isOvertaken ? { ...next, state: 'conflict', message: t('overtaken') } : { ...next, etag: etagOf(entity) });
  }
  await outbox.change(changed, [entry]);
  const rest = await outbox.of(user);
  for (const { hash } of entry.files) if (!rest.some(other => other.files.some(file => file.hash === hash))) await files.drop(user, hash);
  if (awaited.has(entry.key)) outcomes.set(entry.key, entity);
  if (entity === null || form === undefined || entry.kind === 'take' || wasSent) return;
  const compared = compare(form, entry, entity).catch(() => undefined); // where the server cannot be asked any more there is nothing to compare with
  // What comes next about the record would make it another one.
  if (entry.isOffline) await compared;
}

/** Whether a record has everything that an entry changed. */
function hasAll(form: FormOutline, entry: Entry, entity: Entity): boolean {
  const present = recordOf(form.fields, entity);
  return flatten(form.fields).filter(({ path, field }) => !field.computed && !field.masked && !same(entry.base?.[path], entry.record[path]))
    .every(({ path }) => same(present[path], entry.record[path]));
}

// Too long ago for the server to remember. What it was to change tells whether it was done.
async function lookFor(user: string, entry: Entry): Promise<void> {
  const anew = { ...entry, requestId: newId(), firstSent: null, state: 'waiting' as const };
  const form = formOf(await outlineOf(entry.app, entry.version), entry.form);
  try {
    const entity = await records.find(entry.app, entry.form, entry.id);
    const isDone = entry.kind === 'create' || (form !== undefined && entry.kind === 'update' && hasAll(form, entry, entity));
    if (isDone) await finish(user, entry, entity, true);
    else await outbox.change([entry.etag === etagOf(entity) ? anew : { ...entry, state: 'conflict', message: t('overtaken') }]);
  } catch (error) {
    if (isUnreachable(error)) return;
    if (!(error instanceof ServerError)) throw error;
    await outbox.change([error.status === 404 && entry.kind === 'create' ? anew : { ...entry, state: 'refused', message: error.message, details: error.details }]);
  }
}

/** What entries that somebody waits for have come to. */
const outcomes = new Map<string, Entity | null>();
const awaited = new Set<string>();

/** What has become of something that was to be saved. */
export type Outcome =
  | { readonly is: 'done'; readonly entity: Entity | null }
  | { readonly is: 'kept' }
  | { readonly is: 'refused' | 'conflict'; readonly entry: Entry };

const patience = 15_000;

/** Sends at once, and says what came of an entry; 'kept' when that is not known soon. */
export async function submit(key: string): Promise<Outcome> {
  awaited.add(key);
  try {
    const sent = send();
    sent.catch(() => undefined); // what is wrong with the entry is told by the entry
    await within(isReachable.value ? patience : patience / 5, sent);
    const entry = await outbox.find(key);
    if (entry === undefined || entry.state === 'different') return { is: 'done', entity: outcomes.get(key) ?? null };
    return entry.state === 'refused' || entry.state === 'conflict' ? { is: entry.state, entry } : { is: 'kept' };
  } finally {
    awaited.delete(key);
    outcomes.delete(key);
  }
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  await Promise.race([work, new Promise<void>(done => (timer = setTimeout(done, milliseconds)))]).finally(() => clearTimeout(timer));
}

/** Sends an entry that the device cannot keep; 'kept' when the server cannot be reached. */
export async function sendAlone(entry: Entry): Promise<Outcome> {
  let answer: PartAnswer | undefined;
  try {
    [answer] = await records.batch(entry.app, [partOf({ ...entry, firstSent: entry.firstSent ?? now().toUTCString() })]);
  } catch (error) {
    if (isUnreachable(error)) return { is: 'kept' };
    throw error;
  }
  const { code, message, details } = faultOf(answer!.status, answer!.body);
  const verdict = verdictOf(answer!.status, answer!.headers, code);
  if (verdict === 'done') return { is: 'done', entity: (answer!.body ?? null) as Entity | null };
  return verdict === 'later' || verdict === 'anew' ? { is: 'kept' } : { is: verdict, entry: { ...entry, state: verdict, message, details } };
}
