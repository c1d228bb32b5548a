import { allOf, deleteBy, run, transact } from './database.ts';

// Unsent work of who is not signed in: encrypted with a key that the server gives to nobody but them.

/** What is sealed, in the order in which it is opened again. */
const stores = ['files', 'drafts', 'outbox'] as const;

interface Sealed {
  readonly number?: number;
  readonly owner: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

interface Kept {
  readonly number?: number;
  readonly blob?: Blob;
}

const algorithm = 'AES-GCM';
const text = new TextEncoder();

/** Keeps a user's key (32 bytes in base64) where it can be used and not read out. */
export async function keepKey(user: string, base64: string): Promise<void> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)), algorithm, false, ['encrypt', 'decrypt']);
  await run('keys', 'readwrite', store => store.put({ user, key }));
}

const keyOf = async (user: string) => (await run<{ key: CryptoKey } | undefined>('keys', 'readonly', store => store.get(user)))?.key;

// Whose it is can be told by who knows the name, and not read from the device.
async function ownerOf(user: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(`lowcode|${user}`)));
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Seals a user's unsent work and forgets the key. Without a key, as from a server that gives none, it stays as it is, under
 * the user's name: nothing is lost for that.
 */
export async function seal(user: string): Promise<void> {
  const key = await keyOf(user);
  if (key === undefined) return;
  const owner = await ownerOf(user);
  const all: Sealed[] = [];
  for (const store of stores) {
    for (const value of await allOf<Kept>(store, user)) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      all.push({ owner, iv, data: await crypto.subtle.encrypt({ name: algorithm, iv }, key, await pack(store, value)) });
    }
  }
  await transact<void>([...stores, 'sealed', 'keys'], 'readwrite', store => {
    for (const sealed of all) store('sealed').add(sealed);
    for (const name of stores) deleteBy(store(name), 'user', user);
    store('keys').delete(user);
  });
}

/** Opens what was sealed of a user, now that their key is here again. Fails, and keeps it sealed, when it is another key. */
export async function unseal(user: string): Promise<void> {
  const key = await keyOf(user);
  if (key === undefined) return;
  const owner = await ownerOf(user);
  const all = await run<Sealed[]>('sealed', 'readonly', store => store.index('owner').getAll(owner));
  const opened: { store: (typeof stores)[number]; value: Kept }[] = [];
  for (const { iv, data } of all) opened.push(unpack(await crypto.subtle.decrypt({ name: algorithm, iv }, key, data)));
  await transact<void>([...stores, 'sealed'], 'readwrite', store => {
    for (const { store: name, value: { number: _, ...value } } of opened) store(name).put(value); // the order is that of the numbers, which come anew
    deleteBy(store('sealed'), 'owner', owner);
  });
}

// The length of what is JSON, that, and the bytes of a file.
async function pack(store: string, { blob, ...value }: Kept): Promise<ArrayBuffer> {
  const head = text.encode(JSON.stringify({ store, value, type: blob?.type }));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.length);
  return new Blob([length, head, ...(blob === undefined ? [] : [blob])]).arrayBuffer();
}

function unpack(packed: ArrayBuffer): { store: (typeof stores)[number]; value: Kept } {
  const end = 4 + new DataView(packed).getUint32(0);
  const { store, value, type } = JSON.parse(new TextDecoder().decode(packed.slice(4, end))) as { store: (typeof stores)[number]; value: Kept; type?: string };
  return { store, value: type === undefined ? value : { ...value, blob: new Blob([packed.slice(end)], { type }) } };
}
