import type { Entity } from '../server/outline.ts';
import { deleteBy, run, transact } from './database.ts';

// Records on the device, by user, app and form, as OData gave them last.

interface KeptRecord {
  readonly key: string;
  readonly user: string;
  readonly set: string;
  readonly entity: Entity;
}

/** How far the records of a form have been followed. */
export interface FollowedSet {
  readonly key: string;
  readonly user: string;
  /** Where its changes are told; null when it cannot be followed. */
  readonly link: string | null;
  /** True when it has more records than a device is to hold: then it has the user's own, and what they opened. */
  readonly isPart: boolean;
}

export const setKey = (user: string, app: string, form: string): string => [user, app, form].join('|');
const keyOf = (set: string, id: string) => `${set}|${id}`;

export const keptRecords = {
  find: async (user: string, app: string, form: string, id: string) =>
    (await run<KeptRecord | undefined>('records', 'readonly', store => store.get(keyOf(setKey(user, app, form), id))))?.entity,
  of: async (user: string, app: string, form: string) =>
    (await run<KeptRecord[]>('records', 'readonly', store => store.index('set').getAll(setKey(user, app, form)))).map(kept => kept.entity),
  count: (user: string) => run<number>('records', 'readonly', store => store.index('user').count(user)),
  /** Keeps what was read; what a delta link says is gone is forgotten. */
  keep: (user: string, app: string, form: string, entities: readonly Entity[], gone: readonly string[] = []) => transact<void>(['records'], 'readwrite', store => {
    const set = setKey(user, app, form);
    for (const entity of entities) store('records').put({ key: keyOf(set, entity.id), user, set, entity } satisfies KeptRecord);
    for (const id of gone) store('records').delete(keyOf(set, id));
  }),
  /** Forgets what is not among these: the set was read as a whole. */
  async keepOnly(user: string, app: string, form: string, ids: ReadonlySet<string>): Promise<void> {
    const others = (await keptRecords.of(user, app, form)).map(entity => entity.id).filter(id => !ids.has(id));
    await keptRecords.keep(user, app, form, [], others);
  },
};

export const followedSets = {
  find: (user: string, app: string, form: string) => run<FollowedSet | undefined>('sets', 'readonly', store => store.get(setKey(user, app, form))),
  keep: (set: FollowedSet) => run('sets', 'readwrite', store => store.put(set)),
};

/** Forgets everything that came from the server for a user. */
export const forgetPulled = (user: string): Promise<void> => transact<void>(['answers', 'records', 'sets'], 'readwrite', store => {
  for (const name of ['answers', 'records', 'sets'] as const) deleteBy(store(name), 'user', user);
});
