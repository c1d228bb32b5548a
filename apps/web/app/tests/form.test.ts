import 'fake-indexeddb/auto';
import './page.ts';
import { describe, expect, test } from 'vitest';
import { eachOf, select } from '../src/data/bulk.ts';
import { csvOf } from '../src/data/csv.ts';
import { clean } from '../src/form/codes.ts';
import { isTaken, jpegName, marksOf } from '../src/form/marks.ts';
import { attempts, fitted, lineHeight } from '../src/form/picture.ts';
import { duplicate, moved, summary, totals } from '../src/form/rows.ts';
import type { AppOutline, FieldOutline } from '../src/server/outline.ts';

const app: AppOutline = { name: 'a', title: '', version: 1, forms: [], options: { 'a/items': [{ code: 'pump', title: '水泵' }] } };

describe('photos', () => {
  test('are made smaller by their long side, and never larger', () => {
    expect(fitted(4000, 3000, 1920)).toEqual([1920, 1440]);
    expect(fitted(3000, 4000, 1920)).toEqual([1440, 1920]);
    expect(fitted(800, 600, 1920)).toEqual([800, 600]);
    expect(fitted(10_000, 1, 1920)).toEqual([1920, 1]);
  });
  test('lose quality first, then pixels, and come to an end', () => {
    const all = [...attempts(1920)];
    expect(all.slice(0, 5)).toEqual([{ longest: 1920, quality: 0.85 }, { longest: 1920, quality: 0.75 }, { longest: 1920, quality: 0.65 }, { longest: 1920, quality: 0.55 }, { longest: 1440, quality: 0.85 }]);
    expect(all.at(-1)!.longest).toBeGreaterThanOrEqual(640);
    expect([...attempts(100)].length).toBe(4);
  });
  test('are marked legibly, and not covered by the mark', () => {
    expect(lineHeight(1920, 1440, 3)).toBe(60);
    expect(lineHeight(1920, 60, 3)).toBe(9);
    expect(lineHeight(200, 600, 3) * 3).toBeLessThanOrEqual(200);
  });
  test('say when, where and by whom; the clock is that of the installation', () => {
    const now = new Date('2026-07-01T16:30:00Z');
    const photo = { now, division: '新安居委会', person: '张三' };
    expect(marksOf({ ...photo, taken: true, position: { latitude: 31.2, longitude: 121.4, accuracy: 12.4 } })).toEqual(['2026年7月2日 00:30', '31.20000, 121.40000（误差约 12 米）', '新安居委会 · 张三']);
    expect(marksOf({ ...photo, taken: true, position: null, division: '' })[1]).toBe('未定位');
    expect(marksOf({ ...photo, taken: false, position: null })).toEqual(['从相册选取，2026年7月2日 00:30 上传', '新安居委会 · 张三']);
  });
  test('count as taken only by the camera and now', () => {
    expect(isTaken('camera', { lastModified: 1_000 }, 2_000)).toBe(true);
    expect(isTaken('camera', { lastModified: 1_000 }, 1_000_000)).toBe(false);
    expect(isTaken('album', { lastModified: 1_000 }, 2_000)).toBe(false);
    expect([jpegName('IMG_1.HEIC'), jpegName('.png'), jpegName('现场')]).toEqual(['IMG_1.jpg', 'photo.jpg', '现场.jpg']);
  });
});

test('a code is what can be typed of it', () => {
  expect(clean('\u001dABC\r\n')).toBe('ABC');
  expect([clean(' \u0000 '), clean(undefined)]).toEqual([null, null]);
});

describe('rows', () => {
  const fields: FieldOutline[] = [
    { name: 'item', property: 'item', type: 'choice', label: '品名', options: 'a/items' },
    { name: 'count', property: 'count', type: 'integer', label: '数量', unit: '件' },
    { name: 'share', property: 'share', type: 'decimal', label: '占比', unit: '%' },
    { name: 'year', property: 'year', type: 'integer', label: '年度' },
    { name: 'double', property: 'double', type: 'integer', label: '', computed: true },
    { name: 'keeper', property: 'keeper', type: 'group', label: '', fields: [{ name: 'name', property: 'name', type: 'text', label: '' }] },
    { name: 'parts', property: 'parts', type: 'table', label: '', fields: [{ name: 'name', property: 'name', type: 'text', label: '' }] },
  ];
  test('move', () => {
    expect([moved([1, 2, 3], 0, 2), moved([1, 2, 3], 2, 0), moved([1, 2, 3], 1, 1)]).toEqual([[2, 3, 1], [3, 1, 2], [1, 2, 3]]);
  });
  test('are copied with what people entered, under keys of their own', () => {
    const row = { '@key': 'k', item: 'pump', double: 4, 'keeper.name': '张三', parts: [{ '@key': 'p', name: '轴' }] };
    const copy = duplicate(fields, row);
    expect(copy).toMatchObject({ item: 'pump', 'keeper.name': '张三', parts: [{ name: '轴' }] });
    expect(copy).not.toHaveProperty('double');
    const keys = [copy['@key'], (copy.parts as Record<string, unknown>[])[0]!['@key']];
    expect(new Set([...keys, 'k', 'p', undefined]).size).toBe(5);
  });
  test('are told in a line, and summed where there is a unit to sum', () => {
    const valueOf = (field: FieldOutline) => ({ item: 'pump', count: 3, year: 2026 } as Record<string, unknown>)[field.name];
    expect(summary(app, fields, valueOf)).toBe('水泵 · 数量 3 件 · 年度 2,026');
    expect(totals(fields, [valueOf, valueOf]).map(({ field, sum }) => [field.name, sum])).toEqual([['count', 6]]);
  });
});

describe('lists', () => {
  test('become a file that a spreadsheet does not execute', () => {
    expect(csvOf([['名称', '数'], ['=1+1', '-5'], ['a,"b"', '+86'], ['@x', '-a']])).toBe('\ufeff名称,数\r\n"\'=1+1",-5\r\n"a,""b""","\'+86"\r\n"\'@x","\'-a"\r\n');
  });
  test('are selected one by one or from one to another, and back', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect([...select(ids, new Set(), 1, null)]).toEqual(['b']);
    expect([...select(ids, new Set(['b']), 3, 1)].sort()).toEqual(['b', 'c', 'd']);
    expect([...select(ids, new Set(ids), 0, 2)]).toEqual(['d']);
  });
  test('are worked on each by itself: a failure says why, a stop leaves the rest', async () => {
    const counted: number[] = [];
    const all = await eachOf([1, 2, 3], async item => { if (item === 2) throw Object.assign(new Error('有 1 处不对'), { details: [{ message: '缺人数' }] }); }, done => counted.push(done), new AbortController().signal, 1);
    expect(all).toEqual([{ item: 1, failed: null }, { item: 2, failed: '缺人数' }, { item: 3, failed: null }]);
    expect(counted).toEqual([1, 2, 3]);
    const stop = new AbortController();
    expect(await eachOf([1, 2, 3], async () => stop.abort(), () => undefined, stop.signal, 1)).toEqual([{ item: 1, failed: null }]);
  });
});
