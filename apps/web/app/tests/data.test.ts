import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { drafts, Keeper, type Draft } from '../src/data/drafts.ts';
import { changesOf, merge, recordOf } from '../src/data/entities.ts';
import { cellPath, isLockedIn, lockedIn, propertyPath } from '../src/data/fields.ts';
import { newId } from '../src/data/ids.ts';
import { optionsOf, searchOf } from '../src/data/queries.ts';
import type { FieldOutline, FormOutline } from '../src/server/outline.ts';

const fields: FieldOutline[] = [
  { name: 'site', property: 'siteId', type: 'reference', label: '', to: { app: 'base', form: 'site' } },
  { name: 'flood', property: 'flood', type: 'group', label: '', fields: [{ name: 'relevant', property: 'relevant', type: 'choice', label: '' }] },
  { name: 'supplies', property: 'supplies', type: 'table', label: '', fields: [{ name: 'item', property: 'item', type: 'choice', label: '' }, { name: 'short', property: 'short', type: 'integer', label: '', computed: true }] },
  { name: 'parts', property: 'parts', type: 'choices', label: '' },
  { name: 'phone', property: 'phone', type: 'text', label: '', masked: true },
  { name: 'on', property: 'on', type: 'date', label: '' },
];
const form: FormOutline = {
  name: 'inspection', title: '', can: ['read'], createsAt: [], fields, views: [], documents: [], display: 'on',
  workflow: { states: [{ name: 'sent', title: '', locked: true, open: ['flood'], lock: [] }, { name: 'draft', title: '', locked: false, open: [], lock: ['site'] }], transitions: [] },
};
const all = () => true;

describe('records and entities', () => {
  test('an entity becomes canonical: groups flat, rows with keys, nothing empty or masked', () => {
    expect(recordOf(fields, { siteId: 'a', flood: { relevant: 'yes' }, supplies: [{ rowId: 'r', item: 'pump', short: 1 }], parts: [], phone: '138****', on: null }))
      .toEqual({ site: 'a', 'flood.relevant': 'yes', supplies: [{ '@key': 'r', item: 'pump', short: 1 }] });
  });
  test('only what differs is sent, what was cleared as null, tables as a whole and without what is calculated', () => {
    const before = { site: 'a', 'flood.relevant': 'yes', parts: ['x'], on: '2026-01-01' };
    const after = { site: 'a', 'flood.relevant': 'no', supplies: [{ '@key': 'r', item: 'pump', short: 1 }] };
    expect(changesOf(fields, before, after, all)).toEqual({ flood: { relevant: 'no' }, supplies: [{ rowId: 'r', item: 'pump' }], parts: [], on: null });
    expect(changesOf(fields, before, after, field => field.name === 'on')).toEqual({ on: null });
  });
  test('two changes are put together, and what both changed is told', () => {
    expect(merge({ a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 1 }, { a: 1, b: 3, c: 3 }, ['a', 'b', 'c'])).toEqual({ record: { a: 2, b: 2, c: 3 }, both: ['b'], theirs: ['c'] });
    expect(merge({ a: 1 }, { a: 2 }, { a: 2 }, ['a']).both).toEqual([]);
    expect(merge({ a: 1 }, {}, { a: 1 }, ['a']).record).toEqual({});
  });
});

describe('paths', () => {
  test('from fields to addresses, and back from targets of errors', () => {
    expect(propertyPath(fields, 'flood.relevant')).toBe('flood/relevant');
    expect(propertyPath(fields, '$state')).toBe('state');
    expect(cellPath(fields, 'supplies/2/item')).toBe('supplies[2].item');
    expect(cellPath(fields, 'siteId')).toBe('site');
  });
  test('what a state locks', () => {
    expect(lockedIn(form, 'sent')).toEqual(['site', 'supplies', 'parts', 'phone', 'on']);
    expect(lockedIn(form, 'draft')).toEqual(['site']);
  });
  test('a table of which a column is open keeps its rows, and its other columns', () => {
    const state = { name: 'scoring', title: '', locked: true, open: ['supplies.item'], lock: [] };
    const scored: FormOutline = { ...form, workflow: { states: [state], transitions: [] } };
    expect(lockedIn(scored, 'scoring')).not.toContain('supplies');
    expect(['supplies', 'supplies.item', 'supplies.short', 'site'].map(path => isLockedIn(scored, 'scoring', path))).toEqual([true, false, true, true]);
    expect(isLockedIn(scored, 'elsewhere', 'site')).toBe(false);
  });
});

describe('lists', () => {
  const view = { name: 'v', title: '', columns: ['on', 'flood.relevant', '$state'], filters: [], orderBy: ['on desc'], states: ['draft'] };
  test('a view with filters, an order and a search becomes options', () => {
    const options = optionsOf(form, view, { search: "积水 \"x", order: '', filters: { on: { from: '2026-01-01' }, 'flood.relevant': { is: "o'k" }, $division: { is: '310' } } });
    expect(options.$select).toBe('id,on,flood/relevant,state');
    expect(options.$orderby).toBe('on desc');
    expect(options.$filter).toBe("on ge 2026-01-01 and flood/relevant eq 'o''k' and startswith(division,'310') and state in ('draft')");
    expect(options.$search).toBe('"积水" "x"');
  });
  test('a record that a rule names is looked for by that name', () => {
    const named: FormOutline = { ...form, display: 'title', fields: [...fields, { name: 'title', property: 'title', type: 'text', label: '', computed: true }] };
    const options = optionsOf(named, view, { search: "甲 o'", order: '', filters: {} });
    expect(options.$filter).toBe("state in ('draft')");
    expect(options.$search).toBe('"甲" "o\'"');
  });
  test('nothing in a search means anything', () => expect(searchOf('NOT "')).toBe('"NOT"'));
});

describe('on the device', () => {
  test('ids are UUIDs of version 7, in the order of time', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId(1) < newId(2)).toBe(true);
  });
  test('drafts are kept for their user alone, the newest change last', async () => {
    const keeper = new Keeper<Draft>(drafts.keep, error => { throw error; });
    const draft = (user: string, notes: string): Draft => ({ key: `${user}|k`, user, app: 'a', form: 'f', id: 'i', title: '', base: null, etag: null, record: { notes }, sent: [], division: null, at: notes });
    await Promise.all(['1', '2', '3'].map(notes => keeper.keep(draft('one', notes))));
    await drafts.keep(draft('other', '9'));
    expect((await drafts.of('one')).map(kept => kept.record)).toEqual([{ notes: '3' }]);
    await drafts.drop('one|k');
    expect(await drafts.of('one')).toEqual([]);
  });
});
