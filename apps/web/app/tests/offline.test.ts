import 'fake-indexeddb/auto';
import './browser.ts';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../src/device/outbox.ts';
import type { Entity, FieldOutline, FormOutline } from '../src/server/outline.ts';

const { entityOf, recordOf, attachmentsOf } = await import('../src/data/entities.ts');
const { select } = await import('../src/data/local.ts');
const { withPending, setWithPending } = await import('../src/data/pending.ts');
const { partOf, verdictOf } = await import('../src/sync/batches.ts');
const { statesThatDiffer, valuesThatDiffer } = await import('../src/sync/differences.ts');
const { askOrKept } = await import('../src/device/answers.ts');
const { ServerError } = await import('../src/server/server.ts');

const fields: FieldOutline[] = [
  { name: 'site', property: 'siteId', type: 'reference', label: '', to: { app: 'base', form: 'site' } },
  { name: 'flood', property: 'flood', type: 'group', label: '', fields: [{ name: 'note', property: 'note', type: 'text', label: '' }] },
  { name: 'rows', property: 'rows', type: 'table', label: '', fields: [{ name: 'item', property: 'item', type: 'text', label: '' }, { name: 'photo', property: 'photo', type: 'photo', label: '' }] },
  { name: 'parts', property: 'parts', type: 'choices', label: '' },
  { name: 'phone', property: 'phone', type: 'text', label: '', masked: true },
  { name: 'count', property: 'count', type: 'integer', label: '' },
  { name: 'sum', property: 'sum', type: 'integer', label: '', computed: true },
  { name: 'grade', property: 'grade', type: 'choice', label: '', computed: true, decision: 'grade' },
];
const form: FormOutline = {
  name: 'f', title: 'F', can: ['read'], createsAt: [], fields, views: [], documents: [], display: 'flood/note',
  workflow: { states: [{ name: 'draft', title: '', locked: false, open: [], lock: [] }], transitions: [] },
};
const view = { name: 'v', title: '', columns: [], filters: [], orderBy: ['count desc'], states: [] };
const entity = (id: string, more: Record<string, unknown>): Entity => ({ id, state: 'draft', division: '310106', ...more });
const entry: Entry = {
  app: 'a', form: 'f', id: 'x', kind: 'create', title: '', what: '', version: 3, base: null, record: { 'flood.note': '新的', count: 2 }, sent: [], division: '3101', etag: null, body: { id: 'x' },
  key: 'k', user: 'u', files: [], requestId: 'r', firstSent: 'Fri, 27 Nov 2026 00:00:00 GMT', at: '2026-11-27T00:00:00Z', isOffline: true, state: 'waiting', message: '', details: [],
};

describe('records as they will be', () => {
  test('a record becomes what OData would have, and is the same record again', () => {
    const file = { hash: 'h', name: 'n', mediaType: 'image/png', size: 1 };
    const record = { site: 's', 'flood.note': '积水', rows: [{ '@key': 'r', item: 'pump', photo: [file] }], count: 0 };
    const made = entityOf(fields, record, { phone: '138****' });
    expect(made).toMatchObject({ siteId: 's', flood: { note: '积水' }, rows: [{ rowId: 'r', item: 'pump' }], parts: [], phone: '138****', sum: null });
    expect(recordOf(fields, made)).toEqual(record);
    expect(attachmentsOf(fields, record)).toEqual([file]);
  });
  test('what waits is seen over what was read, and new ones are there', () => {
    const update: Entry = { ...entry, id: 'y', kind: 'update', record: { count: 7 } };
    const all = setWithPending(form, [entity('y', { count: 1, flood: { note: '旧' } }), entity('z', { count: 3 })], [entry, update]);
    expect(all.map(one => [one.id, one.count, one.state])).toEqual([['y', 7, 'draft'], ['z', 3, 'draft'], ['x', 2, 'draft']]);
    expect(withPending(form, undefined, [update])).toBeUndefined();
  });
});

describe('lists without a server', () => {
  const all = [
    entity('1', { count: 5, flood: { note: '地下车库积水' }, parts: ['a'], division: '310106006' }), entity('2', { count: null, flood: { note: 'ＡＢＣ' }, rows: [{ item: '挡水板' }] }),
    entity('3', { count: 9, flood: { note: null }, state: 'done' }),
  ];
  const ids = (request: Partial<Parameters<typeof select>[2]>, states: string[] = []) => select(form, { ...view, states }, { search: '', order: '', filters: {}, ...request }, all).map(one => one.id);
  test('what is empty comes first, or last when it goes down', () => {
    expect(ids({})).toEqual(['3', '1', '2']);
    expect(ids({ order: 'count' })).toEqual(['2', '1', '3']);
  });
  test('states, ranges, texts, codes, divisions', () => {
    expect(ids({}, ['draft'])).toEqual(['1', '2']);
    expect(ids({ filters: { count: { from: '5', to: '8' } } })).toEqual(['1']);
    expect(ids({ filters: { 'flood.note': { is: '车库' } } })).toEqual(['1']);
    expect(ids({ filters: { parts: { is: 'a' } } })).toEqual(['1']);
    expect(ids({ filters: { $division: { is: '310106006' }, $state: { is: 'draft' } } })).toEqual(['1']);
  });
  test('each word is somewhere, in tables too, whatever case or width', () => {
    expect(ids({ search: 'abc 挡水' })).toEqual(['2']);
    expect(ids({ search: '积水 挡水' })).toEqual([]);
  });
});

describe('what is sent', () => {
  test('a request names itself, the version it was filled in by, or the revision that it changes', () => {
    expect(partOf(entry)).toMatchObject({ method: 'POST', url: 'f', headers: { 'Repeatability-Request-ID': 'r', 'Repeatability-First-Sent': entry.firstSent, 'LowCode-App-Version': '3' } });
    expect(partOf({ ...entry, kind: 'take', transition: 'submit', etag: 'W/"2"' })).toMatchObject({ method: 'POST', url: 'f(x)/a.submit', headers: { 'If-Match': 'W/"2"' } });
  });
  test.each([[201, 'done'], [204, 'done'], [409, 'refused'], [422, 'refused'], [501, 'refused'], [424, 'later'], [429, 'later'], [503, 'later'], [412, 'conflict']])('%i is %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });
  test('what many changed at once is sent again', () => expect([verdictOf(409, {}, 'LC9029'), verdictOf(409, {}, 'LC4002')]).toEqual(['later', 'refused']));
  test('what is too old to be remembered is looked for', () => expect(verdictOf(412, { 'Repeatability-Result': 'rejected' })).toBe('anew'));
});

describe('what differs', () => {
  test('calculated values, not what people enter or decisions decide', () => {
    expect(valuesThatDiffer(fields, { sum: 1, count: 1, grade: 'A' }, { sum: 2, count: 2 })).toEqual([{ path: 'sum', here: 1, there: 2, isFault: false }]);
  });
  test('what one hides or finds wrong; fields that the caller does not see do not count', () => {
    const found = statesThatDiffer(fields, { hidden: ['flood.note', 'secret'], errors: ['rows[0].item: LC3005'] }, {
      record: {}, hidden: ['site'], findings: [{ code: 'LC3005', severity: 'error', target: 'rows/0/item' }, { code: 'LC3002', severity: 'error', target: 'count' }, { code: 'LC3101', severity: 'error', target: 'site' }],
    });
    expect(found.map(({ path, here, there }) => [path, here, there])).toEqual([['flood.note', 'hidden', null], ['site', null, 'hidden'], ['count', null, 'LC3002']]);
  });
});

describe('answers on the device', () => {
  test('the last one is given when the server cannot be reached, to its own user alone; a refusal stays one', async () => {
    const unreachable = () => Promise.reject(new ServerError(0, '', ''));
    expect(await askOrKept('u', 'x', () => Promise.resolve({ a: 1 }))).toEqual({ a: 1 });
    expect(await askOrKept('u', 'x', unreachable)).toEqual({ a: 1 });
    await expect(askOrKept('other', 'x', unreachable)).rejects.toThrow(ServerError);
    await expect(askOrKept('u', 'x', () => Promise.reject(new ServerError(403, '', '')))).rejects.toMatchObject({ status: 403 });
  });
});
