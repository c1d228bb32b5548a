import { reactive } from 'vue';
import { definitions } from '../server/server.ts';
import type { Pick } from './references.ts';

// What people are called. Names are asked for together, after whatever is drawn has said which it needs.

const atOnce = 50;
const known = reactive(new Map<string, string>());
const asked = new Set<string>();
let wanted: { app: string; names: Set<string> } | null = null;

/** Somebody's name as people say it; the user name until, or unless, it is known. */
export function personTitle(app: string, name: string): string {
  const title = known.get(name);
  if (title === undefined && name !== '' && !asked.has(name)) {
    asked.add(name);
    if (wanted === null) {
      wanted = { app, names: new Set() };
      queueMicrotask(ask);
    }
    wanted.names.add(name);
  }
  return title ?? name;
}

async function ask(): Promise<void> {
  const { app, names } = wanted!;
  wanted = null;
  const all = [...names];
  for (let i = 0; i < all.length; i += atOnce) {
    const some = all.slice(i, i + atOnce);
    try {
      for (const { name, title } of (await definitions.people(app, { name: some })).value) known.set(name, title);
    } catch {
      for (const name of some) asked.delete(name); // asked again when it is drawn again; until then the user name stands for it
    }
  }
}

/** People whom the caller may choose, by a text in their name. */
export async function searchPeople(app: string, role: string | undefined, text: string): Promise<Pick[]> {
  const { value } = await definitions.people(app, { search: [text.trim().slice(0, 100)], ...(role === undefined ? {} : { role: [role] }) });
  for (const { name, title } of value) known.set(name, title);
  return value.map(({ name, title, at }) => ({ id: name, title, more: at.join('、') }));
}

/** Forgets everybody: another person is signed in. */
export function forgetPeople(): void {
  known.clear();
  asked.clear();
}
