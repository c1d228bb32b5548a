import { hashOf } from '../data/attaching.ts';
import { drafts, files, fileKey, type Draft, type KeptFile } from '../data/drafts.ts';
import { allOf } from '../device/database.ts';
import { outbox, type Entry } from '../device/outbox.ts';
import { t } from '../ui/texts.ts';
import { unkept } from './outbox.ts';
import { sendSoon } from './sending.ts';

// Unsent work as a file that can be read by whoever has it, and imported by who it belongs to, on any device.

const format = 'lowcode-unsent-1';
/** Larger files are none of ours. */
const largest = 512 * 1024 * 1024;

interface Transfer {
  readonly format: typeof format;
  readonly user: string;
  readonly entries: readonly Entry[];
  readonly drafts: readonly Draft[];
  readonly files: readonly { readonly hash: string; readonly name: string; readonly type: string; readonly content: string }[];
}

/** Everything of a user that has not arrived. */
export async function exportUnsent(user: string): Promise<{ name: string; blob: Blob; count: number }> {
  const entries = [...(await outbox.of(user).catch(() => [])).filter(entry => entry.state !== 'different'), ...unkept.value]; // a browser that keeps nothing has what the page holds
  const open = await drafts.of(user).catch(() => []);
  const needed = new Set(entries.flatMap(entry => entry.files.map(file => file.hash)));
  // What the server has is not needed for drafts; what entries name may be gone there before they come.
  const kept = (await allOf<KeptFile>('files', user).catch(() => [])).filter(file => !file.isUploaded || needed.has(hashIn(file)));
  const packed = await Promise.all(kept.map(async file => ({ hash: hashIn(file), name: file.name, type: file.blob.type, content: base64(await file.blob.arrayBuffer()) })));
  const transfer: Transfer = { format, user, entries, drafts: open, files: packed };
  return {
    name: `${t('unsent')}-${user}-${new Date().toISOString().slice(0, 10)}.json`, blob: new Blob([JSON.stringify(transfer)], { type: 'application/json' }),
    count: entries.length + open.filter(draft => draft.corrects === undefined).length,
  };
}

/** Takes in what was exported; what is known already is not taken twice. Gives how much was new. */
export async function importUnsent(user: string, file: Blob): Promise<number> {
  const transfer = await read(file);
  if (transfer.user !== user) throw new Error(t('importOther', { user: transfer.user }));
  for (const { hash, name, type, content } of transfer.files) {
    const blob = new Blob([bytes(content)], { type });
    if (await hashOf(blob) !== hash) throw new Error(t('importWrong'));
    if (await files.get(user, hash) === undefined) await files.keep({ key: fileKey(user, hash), user, blob, name, isUploaded: false, upload: null });
  }
  let count = 0;
  for (const entry of transfer.entries) {
    if (await outbox.find(entry.key) !== undefined) continue;
    const { number: _, ...rest } = entry;
    await outbox.add(rest);
    count++;
  }
  for (const draft of transfer.drafts) {
    if (await drafts.find(draft.key) !== undefined) continue;
    await drafts.keep(draft);
    count++;
  }
  void sendSoon();
  return count;
}

const hashIn = ({ key, user }: KeptFile) => key.slice(user.length + 1);

async function read(file: Blob): Promise<Transfer> {
  try {
    if (file.size > largest) throw new RangeError();
    const transfer = JSON.parse(await file.text()) as Transfer;
    if (transfer.format !== format || !transfer.entries.every(entry => isOf(transfer.user, entry) && typeof entry.requestId === 'string' && typeof entry.body === 'object')
      || !transfer.drafts.every(draft => isOf(transfer.user, draft)) || !transfer.files.every(kept => typeof kept.content === 'string' && typeof kept.hash === 'string')) throw new TypeError();
    return transfer;
  } catch (error) {
    throw new Error(t('importWrong'), { cause: error });
  }
}

const isOf = (user: string, { user: owner, key, app, form, id, record }: Entry | Draft) =>
  owner === user && [key, app, form, id].every(text => typeof text === 'string' && text !== '') && typeof record === 'object' && record !== null;

function base64(buffer: ArrayBuffer): string {
  const all = new Uint8Array(buffer);
  let text = '';
  for (let i = 0; i < all.length; i += 0x8000) text += String.fromCharCode(...all.subarray(i, i + 0x8000));
  return btoa(text);
}

const bytes = (text: string) => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
