import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleContext } from '../src/index.js';

/** tests/corpus of the repository: the cases that every engine runs. */
export const folder = fileURLToPath(new URL('../../../../../tests/corpus/', import.meta.url));

/** A corpus file; comments in it are full lines. */
export function readJson(path: string): any {
  return JSON.parse(readFileSync(folder + path, 'utf8').replace(/^\s*\/\/.*$/gm, ''));
}

/** The files of an area, by name. */
export function files(area: string): [file: string, content: any][] {
  return readdirSync(folder + area).filter(file => file.endsWith('.json')).sort().map(file => [file, readJson(`${area}/${file}`)]);
}

const references = readJson('references.json');

/** The context of every case. */
export const context: RuleContext = {
  today: '2026-06-01',
  now: '2026-06-01T00:30:00.000Z',
  me: { name: 'lin', title: '林月', division: '310106006002', roles: ['inspector'] },
  record: { id: '0190a000-0000-7000-8000-00000000000a', state: 'draft', division: '310106006002', createdBy: 'lin', createdAt: '2026-05-31T16:00:00.000Z' },
  find: (set, id) => references[set]?.[id] ?? null,
};
