import { describe, expect, test } from 'vitest';
import { Form, report, type FormModule, type Report, type RuleContext, type StoredRecord } from '../src/index.js';
import { context, files, folder } from './corpus.js';

describe.each(files('forms'))('the forms of %s', (file, content) => {
  const cases = (content.cases as any[]).map((entry, i) => ({ ...entry, module: entry.fields === undefined ? '' : `-${i}` }));

  test.each(cases.filter(entry => entry.cycle === undefined && entry.error === undefined))('$case', async entry => {
    const module: FormModule = await import(`${folder}modules/forms/${file.replace('.json', entry.module)}.mjs`);
    const form = new Form(module);
    let before: StoredRecord | null = null;
    for (const step of entry.steps) {
      const live = form.open({ ...before, ...step.set }, { before, sent: Object.keys(step.set), submit: step.submit ?? false, locked: step.lock ?? [] }, contextOf(step));
      const now = report(live);
      for (const [name, expected] of Object.entries(step.expect)) compare(name, expected, now);
      before = now.record;
    }
  });
});

function compare(name: string, expected: any, now: Report): void {
  switch (name) {
    case 'values':
      for (const [path, value] of Object.entries(expected)) expect(valueAt(now.record, path), path).toEqual(value);
      break;
    case 'hidden': case 'required': case 'readonly':
      expect([...now[name]].sort()).toEqual([...expected].sort());
      break;
    case 'errors': case 'warnings':
      expect(now.findings.filter(finding => `${finding.severity}s` === name).map(({ path, code }) => `${path}: ${code}`).sort()).toEqual([...expected].sort());
      break;
    case 'options':
      for (const [path, codes] of Object.entries(expected)) expect(now.options[path]).toEqual(codes);
      break;
    case 'pruned':
      expect(now.pruned).toEqual(expected);
      break;
    default: throw new Error(`Unknown expectation '${name}'.`);
  }
}

function valueAt(record: any, path: string): unknown {
  const [, tables, name] = /^(.*\]\.)?(.*)$/.exec(path)!;
  for (const [, table, index] of (tables ?? '').matchAll(/\.?([^[]+)\[(\d+)\]/g)) record = record[table!][Number(index)];
  return record[name!] ?? null;
}

function contextOf(step: any): RuleContext {
  return { ...context, today: step.today ?? context.today, me: { ...context.me, roles: step.roles ?? context.me.roles } };
}
