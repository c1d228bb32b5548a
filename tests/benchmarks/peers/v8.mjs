// V8 itself: JavaScript written by hand, and the module that publishing emits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from './hand.mjs';

export default async function ({ contestant, folder, runtime, sample, records }) {
  const bytes = records.map(record => Buffer.from(record));
  const results = new Array(60);
  if (contestant === 'hand' || contestant === 'handFromBytes') {
    const ready = records.map(record => JSON.parse(record));
    return contestant === 'hand'
      ? i => byHand(ready[i])
      : i => byHand(JSON.parse(bytes[i].toString()));
  }
  const { RuleProgram, cellsOf, valueOf, numberOf } = await import(pathToFileURL(join(runtime, 'index.js')));
  const module = await import(pathToFileURL(join(folder, 'rules.mjs')));
  const program = new RuleProgram(module);
  const slots = sample.rules.map(rule => module.shape.find(slot => slot.path === rule.field));
  const uses = sample.rules.map(rule => rule.use);
  const ready = records.map(record => [cellsOf(JSON.parse(record), module.shape)]);
  return contestant === 'module' ? i => run(ready[i]) : i => run([cellsOf(JSON.parse(bytes[i].toString()), module.shape)]);

  function byHand(record) {
    for (let i = 0; i < results.length; i++) results[i] = rules[i](record, sample.context);
    return results;
  }

  function run(rows) {
    program.begin(sample.context);
    for (let i = 0; i < results.length; i++) {
      const result = program.run(i, rows);
      results[i] = uses[i] === 'Condition' ? Boolean(result) : uses[i] === 'Value' ? valueOf(result, slots[i]) : numberOf(result);
    }
    return results;
  }
}
