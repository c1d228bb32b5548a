import { describe, expect, test } from 'vitest';
import { cellsOf, inspect, numberOf, RuleFailure, RuleProgram, rowsAt, valueOf, type Option, type ShapedRuleModule, type Slot } from '../src/index.js';
import { context, files, folder, readJson } from './corpus.js';

const module: ShapedRuleModule & { cases: [file: string, name: string][] } = await import(`${folder}modules/rules.mjs`);
const kinds: Option[] = readJson('apps/corpus/options/kinds.json').items.map((item: any) =>
  ({ ...item, title: typeof item.title === 'string' ? item.title : item.title['zh-CN'] }));
const program = new RuleProgram(module);
const corpus = new Map([...files('rules'), ...files('attacks/rules').map(([file, content]) => [`attacks/${file}`, content] as const)]);

describe('the rules of the corpus', () => {
  const cases = module.cases.map(([file, name], rule) => {
    const entry = corpus.get(file).cases.find((candidate: any) => candidate.case === name);
    return { file, name, rule, entry, elsewhere: entry.notInBrowser as string | undefined };
  });

  test.skip.each(cases.filter(({ elsewhere }) => elsewhere !== undefined))('$file: $name ($elsewhere)', () => {});

  test.each(cases.filter(({ elsewhere }) => elsewhere === undefined))('$file: $name', ({ file, rule, entry }) => {
    const content = corpus.get(file);
    const record = { ...repeated(entry.record ?? content.record ?? {}, entry.repeat ?? {}), ...long(entry.long ?? {}) };
    const evaluate = () => {
      program.begin(context);
      const option = entry.option === undefined ? undefined : kinds.find(kind => kind.code === entry.option)!;
      const result = program.run(rule, rowsAt(cellsOf(record, module.shape), module.shape, entry.at ?? ''), option);
      if (option !== undefined || entry.use === 'condition') return Boolean(result);
      if (entry.use === 'number') return numberOf(result);
      return entry.into === undefined ? inspect(result) : valueOf(result, slotAt(entry.at ?? '', entry.into));
    };
    if (entry.fails !== undefined) expect(codeOf(evaluate)).toBe(entry.fails);
    else expect(evaluate()).toEqual(entry.expect);
  });

  test('every rule that compiles stands in the module', () => {
    const all = [...corpus].flatMap(([file, content]) => content.cases.filter((entry: any) => entry.error === undefined).map((entry: any) => [file, entry.case]));
    expect(module.cases).toEqual(all);
  });
});

function repeated(record: any, repeat: Record<string, number>): any {
  const rows = Object.entries(repeat).map(([table, times]) => [table, Array(times).fill(record[table][0])]);
  return { ...record, ...Object.fromEntries(rows) };
}

function long(lengths: Record<string, number>): any {
  return Object.fromEntries(Object.entries(lengths).map(([field, length]) => [field, 'x'.repeat(length)]));
}

function slotAt(at: string, path: string): Slot {
  let shape = module.shape;
  for (const part of at.split('.').filter(part => part !== '')) shape = shape.find(slot => slot.path === part.slice(0, part.indexOf('[')))!.rows!;
  return shape.find(slot => slot.path === path)!;
}

function codeOf(evaluate: () => unknown): string {
  try {
    return `no failure: ${String(evaluate())}`;
  } catch (failure) {
    return (failure as RuleFailure).code;
  }
}
