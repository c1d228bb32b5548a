import { isUnreachable } from '../server/server.ts';
import { run } from './database.ts';

interface KeptAnswer {
  readonly key: string;
  readonly user: string;
  readonly value: unknown;
}

const keyOf = (user: string, name: string) => `${user}|${name}`;

/** The last answers to what is asked as a whole, by user and name. */
export const answers = {
  keep: (user: string, name: string, value: unknown) => run('answers', 'readwrite', store => store.put({ key: keyOf(user, name), user, value } satisfies KeptAnswer)),
  find: async <T>(user: string, name: string) => (await run<KeptAnswer | undefined>('answers', 'readonly', store => store.get(keyOf(user, name))))?.value as T | undefined,
};

/** Asks the server and keeps what it says. When it cannot be reached: what it said last; its error when it never said anything. */
export async function askOrKept<T>(user: string, name: string, ask: () => Promise<T>): Promise<T> {
  try {
    const value = await ask();
    await answers.keep(user, name, value).catch(() => undefined); // a full device: it is there all the same
    return value;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    const kept = await answers.find<T>(user, name).catch(() => undefined);
    if (kept === undefined) throw error;
    return kept;
  }
}
