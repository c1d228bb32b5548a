import 'fake-indexeddb/auto';
import './browser.ts';
import { beforeEach, describe, expect, test } from 'vitest';

const { keptRecords, followedSets } = await import('../src/device/records.ts');
const { run } = await import('../src/device/database.ts');
const { follow } = await import('../src/sync/pull.ts');

// Answers by address; what is asked and not among them fails the test.
let answers: Record<string, unknown> = {};
let asked: { path: string; prefer: string | null }[] = [];
globalThis.fetch = (async (path: string, init: { headers: Record<string, string> }) => {
  asked.push({ path, prefer: init.headers.Prefer ?? null });
  const answer = answers[decodeURIComponent(path)];
  if (answer === undefined) throw new Error(`Nobody was to ask ${path}`);
  return typeof answer === 'number' && answer >= 400 && answer < 500 ? new Response('{}', { status: answer }) : Response.json(answer);
}) as unknown as typeof fetch;

const at = '/odata/a/f';
const link = (name: string) => `http://localhost${at}?$deltatoken=${name}`;
const ids = async () => (await keptRecords.of('u', 'a', 'f')).map(entity => entity.id).sort();

beforeEach(async () => {
  asked = [];
  for (const store of ['records', 'sets'] as const) await run(store, 'readwrite', all => all.clear());
});

describe('records on the device', () => {
  test('are fetched once, page by page, and followed from then on; what is gone is forgotten', async () => {
    answers = { [`${at}/$count`]: 2, [`${at}?`]: { value: [{ id: '1' }], '@odata.nextLink': `http://localhost${at}?$skiptoken=2` }, [`${at}?$skiptoken=2`]: { value: [{ id: '2' }], '@odata.deltaLink': link('1') } };
    await follow('u', 'a', 'f', []);
    expect(await ids()).toEqual(['1', '2']);
    expect(asked[1]!.prefer).toBe('odata.maxpagesize=500,track-changes,include-annotations="LowCode.can"');
    answers = { [`${at}?$deltatoken=1`]: { value: [{ id: '3' }, { '@odata.removed': { reason: 'changed' }, id: '1' }], '@odata.deltaLink': link('2') } };
    await follow('u', 'a', 'f', []);
    expect(await ids()).toEqual(['2', '3']);
    expect((await followedSets.find('u', 'a', 'f'))!.link).toBe(link('2'));
  });
  test('are fetched anew when the link is good no more, and what is not among them is forgotten', async () => {
    await keptRecords.keep('u', 'a', 'f', [{ id: 'old' }]);
    await keptRecords.keep('other', 'a', 'f', [{ id: 'theirs' }]);
    await followedSets.keep({ key: 'u|a|f', user: 'u', link: link('1'), isPart: false });
    answers = { [`${at}?$deltatoken=1`]: 410, [`${at}/$count`]: 1, [`${at}?`]: { value: [{ id: 'new' }], '@odata.deltaLink': link('9') } };
    await follow('u', 'a', 'f', []);
    expect(await ids()).toEqual(['new']);
    expect((await keptRecords.of('other', 'a', 'f')).map(entity => entity.id)).toEqual(['theirs']);
  });
  test('of a large set are the own ones, those in to-dos, and those that were opened', async () => {
    await keptRecords.keep('u', 'a', 'f', [{ id: 'opened', n: 1 }, { id: 'lost' }]);
    const task = (recordId: string) => ({ id: recordId, app: 'a', form: 'f', recordId, title: '', state: null, dueAt: null, overdue: false, escalated: false });
    answers = {
      [`${at}/$count`]: 2001, [`${at}?$filter=createdBy eq 'u'`]: { value: [{ id: 'mine', createdBy: 'u' }], '@odata.deltaLink': link('1') },
      [`${at}?$filter=id in (todo,lost,opened)`]: { value: [{ id: 'todo' }, { id: 'opened', n: 2 }] },
    };
    await follow('u', 'a', 'f', [task('todo'), task('lost')]);
    expect(await ids()).toEqual(['mine', 'opened', 'todo']);
    expect((await keptRecords.find('u', 'a', 'f', 'opened'))!.n).toBe(2);
  });
});
