import type { StoredRecord } from '@lowcode/form-runtime';
import { reactive } from 'vue';
import { records, type Page } from '../server/server.ts';
import type { Entity, FieldOutline, Target } from '../server/outline.ts';
import { formOf, outline } from './catalogue.ts';
import { flatten } from './fields.ts';
import { recordOf, textAt } from './entities.ts';

// Records that references point to, and divisions: what they are called, and what rules look up in them.

interface Referred {
  readonly title: string | null;
  readonly record: StoredRecord | null;
}

const atOnce = 50;
const known = reactive(new Map<string, Referred>());
const divisions = reactive(new Map<string, string>());
const keyOf = (set: string, id: string) => `${set}/${id}`;

/** What a record is called; null when it is not there or may not be seen, undefined while it is not known. */
export const titleOf = (to: Target, id: string): string | null | undefined => known.get(keyOf(`${to.app}/${to.form}`, id))?.title;

/** For rules: the record that a reference points to. */
export const find = (set: string, id: string): StoredRecord | null => known.get(keyOf(set, id))?.record ?? null;

export const divisionName = (code: string): string => divisions.get(code) ?? code;

/** Fetches records that are not known yet. */
export async function load(to: Target, ids: Iterable<string>): Promise<void> {
  const set = `${to.app}/${to.form}`;
  const wanted = [...new Set(ids)].filter(id => !known.has(keyOf(set, id)));
  if (wanted.length === 0) return;
  const form = formOf(await outline(to.app), to.form);
  if (form === undefined) return;
  for (let i = 0; i < wanted.length; i += atOnce) {
    const some = wanted.slice(i, i + atOnce);
    const page = await records.list(to.app, to.form, { $filter: `id in (${some.join(',')})` }, atOnce);
    for (const id of some) known.set(keyOf(set, id), { title: null, record: null });
    for (const entity of page.value)
      known.set(keyOf(set, entity.id), { title: textAt(entity, form.display) ?? entity.id, record: recordOf(form.fields, entity) });
  }
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

/** Fetches names of divisions. */
export async function loadDivisions(codes: Iterable<string>): Promise<void> {
  const wanted = [...new Set(codes)].filter(code => code !== '' && !divisions.has(code));
  for (let i = 0; i < wanted.length && divisionsApp !== ''; i += atOnce) {
    const some = wanted.slice(i, i + atOnce);
    const page = await records.list<DivisionEntity>(divisionsApp, 'divisions', { $filter: `code in (${some.map(quoted).join(',')})`, $select: 'code,name' }, atOnce);
    for (const code of some) divisions.set(code, code);
    for (const { code, name } of page.value) divisions.set(code, name);
  }
}

/** Something that can be picked. */
export interface Pick {
  readonly id: string;
  readonly title: string;
  readonly more: string;
}

/** Records whose name has a text in it. */
export async function searchReferences(to: Target, text: string): Promise<Pick[]> {
  const display = to.display;
  const page: Page<Entity> = await records.list(to.app, to.form, {
    $select: display === undefined ? 'id,division' : `id,division,${display}`,
    $top: '30',
    ...(display === undefined ? {} : { $orderby: display }),
    ...(text.trim() === '' || display === undefined ? {} : { $filter: `contains(${display},${quoted(text.trim())})` }),
  }, 30);
  await loadDivisions(page.value.map(entity => String(entity.division ?? '')));
  return page.value.map(entity => ({ id: entity.id, title: textAt(entity, display) ?? entity.id, more: divisionName(String(entity.division ?? '')) }));
}

/** Divisions whose name has a text in it. */
export async function searchDivisions(text: string, level: string | undefined): Promise<Pick[]> {
  const terms = [...(text.trim() === '' ? [] : [`contains(name,${quoted(text.trim())})`]), ...(level === undefined ? [] : [`level eq ${quoted(level)}`])];
  const page = await records.list<DivisionEntity>(divisionsApp, 'divisions', {
    $select: 'code,name,level', $top: '30', $orderby: 'code', ...(terms.length === 0 ? {} : { $filter: terms.join(' and ') }),
  }, 30);
  for (const { code, name } of page.value) divisions.set(code, name);
  return page.value.map(({ code, name }) => ({ id: code, title: name, more: code }));
}

/** Forgets everything: another person sees other records. */
export function forgetReferences(): void {
  known.clear();
}
