import 'fake-indexeddb/auto';
import './browser.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../src/device/outbox.ts';

const { allOf, run } = await import('../src/device/database.ts');
const { keepKey, seal, unseal } = await import('../src/device/sealing.ts');
const { outbox } = await import('../src/device/outbox.ts');
const { drafts, files } = await import('../src/data/drafts.ts');
const { attach } = await import('../src/data/attaching.ts');
const { exportUnsent, importUnsent } = await import('../src/sync/transfer.ts');

const [one, other] = ['one', 'other'];
const keys: Readonly<Record<string, string>> = { one: btoa('1'.repeat(32)), other: btoa('2'.repeat(32)) };
const entry = (user: string, key: string, files: Entry['files'] = []): Entry => ({
  app: 'a', form: 'f', id: key, kind: 'create', title: `地下室 ${key}`, what: '', version: 3, base: null, record: { n: 1 }, sent: [], division: null, etag: null, body: { id: key },
  key, user, files, requestId: key, firstSent: null, at: '', isOffline: true, state: 'waiting', message: '', details: [],
});
const draft = (user: string) => ({ key: `${user}|a|f|d`, user, app: 'a', form: 'f', id: 'd', title: '', base: null, etag: null, record: { n: 2 }, sent: [], division: null, version: 3, at: '' });

beforeEach(async () => {
  for (const store of ['outbox', 'drafts', 'files', 'sealed', 'keys'] as const) await run(store, 'readwrite', all => all.clear());
});

async function work(user: string) {
  const photo = await attach(user, new Blob(['photo of a basement'], { type: 'image/jpeg' }), '现场.jpg');
  await outbox.add(entry(user, 'first', [photo]));
  await outbox.add(entry(user, 'second'));
  await drafts.keep(draft(user));
  return photo;
}

describe('unsent work of who is not signed in', () => {
  test('is sealed, can be read by nobody, and is there again for who it belongs to, in order', async () => {
    await keepKey(one, keys[one]!);
    const photo = await work(one);
    await seal(one);
    expect([await outbox.of(one), await drafts.of(one), await allOf('files', one), await run('keys', 'readonly', store => store.getAll())]).toEqual([[], [], [], []]);
    const sealed = await run<{ data: ArrayBuffer }[]>('sealed', 'readonly', store => store.getAll());
    expect(sealed).toHaveLength(4);
    for (const { data } of sealed) expect(new TextDecoder().decode(data)).not.toMatch(/basement|地下室|image|one/);
    await keepKey(other, keys[other]!);
    await unseal(other);
    expect(await outbox.of(other)).toEqual([]);
    await keepKey(one, keys[one]!);
    await unseal(one);
    expect((await outbox.of(one)).map(({ number: _, ...rest }) => rest)).toEqual([entry(one, 'first', [photo]), entry(one, 'second')]);
    expect(await drafts.of(one)).toEqual([draft(one)]);
    expect(await (await files.find(one, photo.hash))!.text()).toBe('photo of a basement');
    expect(await run('sealed', 'readonly', store => store.count())).toBe(0);
  });
  test('stays sealed under another key, and is not touched without one', async () => {
    await work(one);
    await seal(one);
    expect(await outbox.of(one)).toHaveLength(2);
    await keepKey(one, keys[one]!);
    await seal(one);
    await keepKey(one, keys[other]!);
    await expect(unseal(one)).rejects.toThrow();
    expect(await run('sealed', 'readonly', store => store.count())).toBe(4);
    await keepKey(one, keys[one]!);
    await unseal(one);
    expect(await outbox.of(one)).toHaveLength(2);
  });
  test('a key cannot be read out', async () => {
    await keepKey(one, keys[one]!);
    const kept = await run<{ key: CryptoKey }>('keys', 'readonly', store => store.get(one));
    await expect(crypto.subtle.exportKey('raw', kept.key)).rejects.toThrow();
  });
});

describe('unsent work as a file', () => {
  test('is there again where it is imported, once, and for its own user alone', async () => {
    const photo = await work(one);
    const { blob, name, count } = await exportUnsent(one);
    expect([count, name]).toEqual([3, expect.stringMatching(/^待发送-one-\d{4}-\d\d-\d\d\.json$/)]);
    for (const store of ['outbox', 'drafts', 'files'] as const) await run(store, 'readwrite', all => all.clear());
    await expect(importUnsent(other, blob)).rejects.toThrow(/one/);
    expect(await importUnsent(one, blob)).toBe(3);
    expect(await importUnsent(one, blob)).toBe(0);
    expect((await outbox.of(one)).map(kept => kept.key)).toEqual(['first', 'second']);
    expect(await (await files.find(one, photo.hash))!.text()).toBe('photo of a basement');
  });
  test.each(['', '{}', '[1]', '{"format":"lowcode-unsent-1","user":"one","entries":[{"user":"other"}],"drafts":[],"files":[]}',
    '{"format":"lowcode-unsent-1","user":"one","entries":[],"drafts":[],"files":[{"hash":"00","name":"a","type":"","content":"aGk="}]}'])('what is none is refused: %s', async content => {
    await expect(importUnsent(one, new Blob([content]))).rejects.toThrow();
    expect([await outbox.of(one), await allOf('files', one)]).toEqual([[], []]);
  });
});
