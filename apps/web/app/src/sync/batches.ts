import { isSame, type Entry } from '../device/outbox.ts';
import { actionOf } from '../server/addresses.ts';
import type { Part } from '../server/server.ts';

// Which entries go next, and how they are asked. Nothing here asks.

const most = 50;

/**
 * The entries that can go together now: of one app, in the order in which they were done, one a record, since the next needs
 * the revision that the one before makes. Whatever is behind one that cannot go, or refers to a record that is not there
 * yet, waits.
 * @param tried Keys of entries that have been tried and are to be tried again another time.
 */
export function nextBatch(all: readonly Entry[], tried: ReadonlySet<string>): Entry[] {
  const batch: Entry[] = [];
  const held: Entry[] = [];
  for (const entry of all) {
    if (entry.state === 'different') continue;
    const waits = held.some(other => isSame(entry, other) || JSON.stringify(entry.body).includes(other.id));
    const goes = (entry.state === 'waiting' || entry.state === 'sending') && !tried.has(entry.key);
    const fits = batch.length < most && (batch.length === 0 || batch[0]!.app === entry.app);
    if (!waits && goes && fits) batch.push(entry);
    // Also what goes now: what is behind it goes with the next batch.
    held.push(entry);
  }
  return batch;
}

/** The request of an entry, which may be made any number of times. */
export function partOf(entry: Entry): Part {
  const record = `${entry.form}(${entry.id})`;
  return {
    id: entry.key,
    method: entry.kind === 'update' ? 'PATCH' : 'POST',
    url: entry.kind === 'create' ? entry.form : entry.kind === 'update' ? record : `${record}/${actionOf(entry.app, entry.transition!)}`,
    headers: {
      'Content-Type': 'application/json',
      Prefer: 'include-annotations="LowCode.can"',
      'Repeatability-Request-ID': entry.requestId,
      'Repeatability-First-Sent': entry.firstSent!,
      ...(entry.kind === 'create' ? { 'LowCode-App-Version': String(entry.version) } : { 'If-Match': entry.etag! }),
    },
    body: entry.body,
  };
}

/** What an answer means for its entry. */
export type Verdict = 'done' | 'refused' | 'conflict' | 'later' | 'anew';

/** The server gave up because others were changing the same at this moment. */
const contended = 'LC9029';

/** Reads a part's status, and the code of its error. 'anew': the server does not know any more whether it did this; somebody has to look. */
export function verdictOf(status: number, headers: Readonly<Record<string, string>> = {}, code = ''): Verdict {
  if (status >= 200 && status < 300) return 'done';
  if (status === 412) return lower(headers)['repeatability-result'] === 'rejected' ? 'anew' : 'conflict';
  // It could not be done now, or something before it was not: that says nothing about it.
  if ([401, 408, 424, 425, 429].includes(status) || (status >= 500 && status !== 501) || code === contended) return 'later';
  return 'refused';
}

const lower = (headers: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
