import type { StoredRecord } from '@lowcode/form-runtime';
import { reactive } from 'vue';
import { answers } from '../device/answers.ts';
import { outbox } from '../device/outbox.ts';
import { keptRecords } from '../device/records.ts';
import { account, isUnreachable, records } from '../server/server.ts';
import type { Entity, FieldOutline, Target } from '../server/outline.ts';
import type { Pick } from '../ui/pick.ts';
import { formOf, outline } from './catalogue.ts';
import { flatten } from './fields.ts';
import { recordOf, textAt } from './entities.ts';
import { setWithPending } from './pending.ts';

// Records that references point to, and divisions: what they are called, and what rules look up in them.

interface Referred {
  readonly title: string | null;
  readonly record: StoredRecord | null;
}

const atOnce = 50;
const known = reactive(new Map<string, Referred>());
const divisions = reactive(new Map<string, DivisionEntity>());
const keyOf = (set: string, id: string) => `${set}/${id}`;

/** What a record is called; null when it is not there or may not be seen, undefined while it is not known. */
export const titleOf = (to: Target, id: string): string | null | undefined => known.get(keyOf(`${to.app}/${to.form}`, id))?.title;

/** For rules: the record that a reference points to. */
export const find = (set: string, id: string): StoredRecord | null => known.get(keyOf(set, id))?.record ?? null;

export const divisionName = (code: string): string => divisions.get(code)?.name ?? code;

/** Fetches records that are not known yet. */
export async function load(to: Target, ids: Iterable<string>): Promise<void> {
  const set = `${to.app}/${to.form}`;
  const wanted = [...new Set(ids)].filter(id => !known.has(keyOf(set, id)));
  if (wanted.length === 0) return;
  const form = formOf(await outline(to.app), to.form);
  if (form === undefined) return;
  for (let i = 0; i < wanted.length; i += atOnce) {
    const some = wanted.slice(i, i + atOnce);
    const found = await fetchOrKept(to, some);
    for (const id of some) known.set(keyOf(set, id), { title: null, record: null });
    for (const entity of found)
      known.set(keyOf(set, entity.id), { title: textAt(entity, form.display) ?? entity.id, record: recordOf(form.fields, entity) });
  }
}

// What was fetched is kept; without a server what is kept is all there is, with what is not in yet.
async function fetchOrKept(to: Target, ids: readonly string[]): Promise<readonly Entity[]> {
  const user = account.value!.name;
  try {
    const { value } = await records.list(to.app, to.form, { $filter: `id in (${ids.join(',')})` }, atOnce);
    await keptRecords.keep(user, to.app, to.form, value).catch(() => undefined); // a full device
    const absent = ids.filter(id => !value.some(entity => entity.id === id));
    return absent.length === 0 ? value : [...value, ...(await heldOf(to)).filter(entity => absent.includes(entity.id) && entity['@odata.etag'] === undefined)];
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return (await heldOf(to)).filter(entity => ids.includes(entity.id));
  }
}

async function heldOf(to: Target): Promise<readonly Entity[]> {
  const user = account.value!.name;
  const form = formOf(await outline(to.app), to.form);
  const pending = (await outbox.of(user)).filter(entry => entry.state !== 'different' && entry.app === to.app && entry.form === to.form);
  const kept = await keptRecords.of(user, to.app, to.form);
  return form === undefined ? kept : setWithPending(form, kept, pending);
}

/** Fetches everything that a record refers to, in its tables too. */
export async function loadAll(fields: readonly FieldOutline[], all: readonly StoredRecord[]): Promise<void> {
  const wanted = new Map<string, { to: Target; ids: Set<string> }>();
  const codes = new Set<string>();
  collect(fields, all, wanted, codes);
  await Promise.all([...[...wanted.values()].map(({ to, ids }) => load(to, ids)), loadDivisions(codes)]);
}

function collect(fields: readonly FieldOutline[], all: readonly StoredRecord[], wanted: Map<string, { to: Target; ids: Set<string> }>, codes: Set<string>): void {
  for (const { path, field } of flatten(fields)) {
    for (const record of all) {
      const value = record[path];
      if (value === undefined || value === null) continue;
      if (field.type === 'table') collect(field.fields ?? [], value as StoredRecord[], wanted, codes);
      else if (field.type === 'division') codes.add(value as string);
      else if (field.to !== undefined) {
        const set = `${field.to.app}/${field.to.form}`;
        if (!wanted.has(set)) wanted.set(set, { to: field.to, ids: new Set() });
        wanted.get(set)!.ids.add(value as string);
      }
    }
  }
}

// Every app's service has the tree; which one is asked does not matter.
let divisionsApp = '';
export const useDivisionsOf = (app: string): void => void (divisionsApp = app);

interface DivisionEntity {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Fetches names of divisions. Without a server their codes stand for those that are not known yet. */
export async function loadDivisions(codes: Iterable<string>): Promise<void> {
  const wanted = [...new Set(codes)].filter(code => code !== '' && !divisions.has(code));
  try {
    for (let i = 0; i < wanted.length && divisionsApp !== ''; i += atOnce) {
      const some = wanted.slice(i, i + atOnce);
      const page = await records.list<DivisionEntity>(divisionsApp, 'divisions', { $filter: `code in (${some.map(quoted).join(',')})`, $select: 'code,name,level' }, atOnce);
      for (const code of some) divisions.set(code, { code, name: code, level: '' });
      await keepDivisions(page.value);
    }
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
}

const divisionsName = 'divisions';

async function keepDivisions(found: readonly DivisionEntity[]): Promise<void> {
  for (const { code, name, level } of found) divisions.set(code, { code, name, level });
  const named = [...divisions.values()].filter(({ level }) => level !== '').map(({ code, name, level }) => ({ code, name, level }));
  await answers.keep(account.value!.name, divisionsName, named).catch(() => undefined); // a full device
}

/** Takes the names of divisions that the device has. */
export async function recallDivisions(): Promise<void> {
  const kept = await answers.find<DivisionEntity[]>(account.value!.name, divisionsName).catch(() => undefined);
  for (const division of kept ?? []) if (!divisions.has(division.code)) divisions.set(division.code, division);
}

export type { Pick };

const mostPicks = 30;

/** Records whose name has a text in it. */
export async function searchReferences(to: Target, text: string): Promise<Pick[]> {
  const found = await searchOrKept(to, text.trim());
  await loadDivisions(found.map(entity => String(entity.division ?? '')));
  return found.map(entity => ({ id: entity.id, title: textAt(entity, to.display) ?? entity.id, more: divisionName(String(entity.division ?? '')) }));
}

async function searchOrKept(to: Target, text: string): Promise<readonly Entity[]> {
  const display = to.display;
  try {
    return (await records.list(to.app, to.form, {
      $select: display === undefined ? 'id,division' : `id,division,${display}`,
      $top: String(mostPicks),
      ...(display === undefined ? {} : { $orderby: display }),
      ...(text === '' || display === undefined ? {} : { $filter: `contains(${display},${quoted(text)})` }),
    }, mostPicks)).value;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return (await heldOf(to)).filter(entity => textAt(entity, display)?.includes(text) ?? text === '')
      .sort((one, other) => ((textAt(one, display) ?? '') < (textAt(other, display) ?? '') ? -1 : 1)).slice(0, mostPicks);
  }
}

/** Divisions whose name has a text in it; without a server, of those whose names are known. */
export async function searchDivisions(text: string, level: string | undefined): Promise<Pick[]> {
  const terms = [...(text.trim() === '' ? [] : [`contains(name,${quoted(text.trim())})`]), ...(level === undefined ? [] : [`level eq ${quoted(level)}`])];
  try {
    const page = await records.list<DivisionEntity>(divisionsApp, 'divisions', {
      $select: 'code,name,level', $top: String(mostPicks), $orderby: 'code', ...(terms.length === 0 ? {} : { $filter: terms.join(' and ') }),
    }, mostPicks);
    await keepDivisions(page.value);
    return page.value.map(pickOf);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return [...divisions.values()].filter(known => known.level !== '' && known.name.includes(text.trim()) && (level === undefined || known.level === level))
      .sort((one, other) => (one.code < other.code ? -1 : 1)).slice(0, mostPicks).map(pickOf);
  }
}

const pickOf = ({ code, name }: DivisionEntity): Pick => ({ id: code, title: name, more: code });

/** Forgets everything: another person sees other records. */
export function forgetReferences(): void {
  known.clear();
}

/** Forgets what records refer to: it is asked for anew. */
export function forgetReferred(fields: readonly FieldOutline[], all: readonly StoredRecord[]): void {
  const wanted = new Map<string, { to: Target; ids: Set<string> }>();
  collect(fields, all, wanted, new Set());
  for (const [set, { ids }] of wanted) for (const id of ids) known.delete(keyOf(set, id));
}

/** Forgets a record that has become another. */
export const forgetReference = (app: string, form: string, id: string): boolean => known.delete(keyOf(`${app}/${form}`, id));
