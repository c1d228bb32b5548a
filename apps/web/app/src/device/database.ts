// What the device keeps, in IndexedDB; everything but `device` and `sealed` is by user.

const version = 2;

// Its key, and by what it is looked for. Drafts and files are there since the first version.
const stores = {
  drafts: ['key', 'user'],
  files: ['key', 'user'],
  /** The last answers of what is asked as a whole: catalogue, outlines, to-dos, names. */
  answers: ['key', 'user'],
  /** Records as OData gave them. */
  records: ['key', 'user', 'set'],
  /** How far the records of a form have been followed. */
  sets: ['key', 'user'],
  /** What is to be sent, in the order in which it was done. */
  outbox: ['number', 'user', 'key'],
  /** By what unsent work is sealed; cannot be read out. */
  keys: ['user'],
  /** Unsent work of who is not signed in. */
  sealed: ['number', 'owner'],
  /** What is of the device, and not of a user. */
  device: ['name'],
} as const;

export type StoreName = keyof typeof stores;

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  return (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('lowcode', version);
    const lose = () => (opened = null);
    request.onupgradeneeded = () => {
      for (const [name, [key, ...indexes]] of Object.entries(stores)) {
        if (request.result.objectStoreNames.contains(name)) continue;
        const store = request.result.createObjectStore(name, { keyPath: key, autoIncrement: key === 'number' });
        for (const index of indexes) store.createIndex(index, index, { unique: index === 'key' });
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        lose();
      };
      request.result.onclose = lose;
      resolve(request.result);
    };
    request.onerror = () => {
      lose();
      reject(request.error!);
    };
  }));
}

/** Works in one transaction: all of it is kept, or nothing. The promise of what `work` gives waits until it is kept. */
export async function transact<T>(names: readonly StoreName[], mode: IDBTransactionMode, work: (store: (name: StoreName) => IDBObjectStore) => IDBRequest<T> | void): Promise<T> {
  const transaction = (await database()).transaction(names, mode);
  return new Promise((resolve, reject) => {
    const request = work(name => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result as T);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request?.error ?? new DOMException('', 'AbortError'));
  });
}

/** One request of one store. */
export const run = <T>(name: StoreName, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
  transact([name], mode, store => work(store(name)));

/** Everything of a user in a store. */
export const allOf = <T>(name: StoreName, user: string): Promise<T[]> => run<T[]>(name, 'readonly', store => store.index('user').getAll(user));

/** Deletes what an index finds, within a transaction. */
export function deleteBy(store: IDBObjectStore, index: string, value: string): void {
  const keys = store.index(index).getAllKeys(value);
  keys.onsuccess = () => keys.result.forEach(key => store.delete(key));
}
