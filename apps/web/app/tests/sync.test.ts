import 'fake-indexeddb/auto';
import './browser.ts';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ModelServer, type Fate } from './modelServer.ts';

const { outbox } = await import('../src/device/outbox.ts');
const { account, isReachable } = await import('../src/server/server.ts');
const { newId } = await import('../src/data/ids.ts');
const { forget } = await import('../src/data/catalogue.ts');
const { save } = await import('../src/sync/saving.ts');
const { send, sendOften } = await import('../src/sync/sending.ts');
type Entry = Awaited<ReturnType<typeof outbox.of>>[number];

let server: ModelServer;
const user = 'u';

beforeEach(async () => {
  server = new ModelServer();
  globalThis.fetch = server.fetch as unknown as typeof fetch;
  account.value = { name: user, title: 'U', isAdministrator: false, roles: [], due: [], hasPassword: true, secondFactor: false };
  isReachable.value = true;
  forget();
  await outbox.clear(user);
});

/** A person at work on records with one number: what they saved last, and what the server should have been told in all. */
class Person {
  readonly told = new Map<string, string[]>();
  readonly last = new Map<string, number>();

  async save(id: string, n: number): Promise<void> {
    const before = this.last.get(id);
    const isNew = before === undefined;
    const pending = (await outbox.of(user)).some(entry => entry.id === id);
    await save(server.outline.forms[0]!, {
      app: 'a', form: 'f', id, kind: isNew ? 'create' : 'update', title: '', what: '', version: 3, base: isNew ? null : { n: before }, record: { n }, sent: ['n'], division: null,
      etag: isNew || pending ? null : `W/"${server.records.get(id)!.revision}"`, body: isNew ? { id, n } : { n },
    }, null, undefined);
    this.last.set(id, n);
    this.told.set(id, [...(this.told.get(id) ?? []), `${isNew ? 'POST' : 'PATCH'} ${n}`]);
  }
}

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2654435761 % 2 ** 32;
  return sides => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return (state >>> 8) % sides;
  };
}

describe('without anybody asking', () => {
  test('what could not be sent is sent when some time has passed', async () => {
    const ticks: (() => void)[] = [];
    vi.stubGlobal('document', { addEventListener: () => {} });
    vi.stubGlobal('setInterval', (tick: () => void) => ticks.push(tick));
    sendOften();
    vi.unstubAllGlobals();
    const id = newId();
    server.fate = () => 'before';
    await new Person().save(id, 1);
    expect(server.records.has(id)).toBe(false);
    server.fate = () => 'answered';
    ticks.forEach(tick => tick());
    await vi.waitFor(async () => expect(await outbox.of(user)).toEqual([]));
    expect(server.records.has(id)).toBe(true);
  });
});

describe('whatever happens to the line', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('everything arrives once and in order (%i)', async seed => {
    const roll = dice(seed + 1);
    const person = new Person();
    const ids = Array.from({ length: 3 }, () => newId());
    server.fate = () => (['answered', 'before', 'after'] as Fate[])[roll(3)]!;
    for (let step = 0; step < 12; step++) {
      if (roll(3) < 2) await person.save(ids[roll(3)]!, step);
      else await send();
    }
    server.fate = () => 'answered';
    await send();
    expect(await outbox.of(user)).toEqual([]);
    for (const [id, told] of person.told) expect(server.records.get(id)!.log).toEqual(told);
  });

  test('a record that somebody else changed while the answer was lost is not overwritten', async () => {
    const id = newId();
    const person = new Person();
    server.fate = () => 'after';
    await person.save(id, 1);
    await person.save(id, 2);
    server.change(id, 9);
    server.fate = () => 'answered';
    await send();
    expect((await outbox.of(user)).map(entry => entry.state)).toEqual(['conflict']);
    expect(server.records.get(id)!.n).toBe(9);
  });
});

describe('what cannot go', () => {
  test('what is behind a refused entry waits, also of another record that refers to it; the rest goes', async () => {
    const [one, other, third] = [newId(), newId(), newId()];
    server.fate = () => 'before';
    const person = new Person();
    await person.save(one, -1);
    await person.save(one, 5);
    await save(server.outline.forms[0]!, { app: 'a', form: 'f', id: other, kind: 'create', title: '', what: '', version: 3, base: null, record: { n: 1 }, sent: [], division: null, etag: null, body: { id: other, n: 1, refersTo: one } }, null, undefined);
    await person.save(third, 7);
    server.fate = () => 'answered';
    await send();
    const left = await outbox.of(user);
    expect(left.map(entry => [entry.id, entry.state])).toEqual([[one, 'refused'], [one, 'waiting'], [other, 'waiting']]);
    expect(left[0]!.details[0]!.target).toBe('n');
    expect(server.records.get(third)!.n).toBe(7);
    // Corrected: it takes the place of the refused one, with the change behind it.
    await save(server.outline.forms[0]!, { app: 'a', form: 'f', id: one, kind: 'create', title: '', what: '', version: 3, base: null, record: { n: 6 }, sent: [], division: null, etag: null, body: { id: one, n: 6 } }, null, left[0]!.key);
    await send();
    expect(await outbox.of(user)).toEqual([]);
    expect([server.records.get(one)!.log, server.records.get(other)!.log]).toEqual([['POST 6'], ['POST 1']]);
  });

  test('an entry of another revision is in conflict, and what was asked while one sends is sent', async () => {
    const id = newId();
    const person = new Person();
    await person.save(id, 1);
    server.change(id, 4);
    const stale: Omit<Entry, 'number'> = {
      app: 'a', form: 'f', id, kind: 'update', title: '', what: '', version: 3, base: { n: 1 }, record: { n: 2 }, sent: [], division: null, etag: 'W/"1"', body: { n: 2 },
      key: newId(), user, files: [], requestId: newId(), firstSent: null, at: '', isOffline: false, state: 'waiting', message: '', details: [],
    };
    const first = send();
    await outbox.add(stale);
    await Promise.all([first, send()]);
    expect((await outbox.of(user)).map(entry => entry.state)).toEqual(['conflict']);
    expect(server.records.get(id)!.n).toBe(4);
  });
});
