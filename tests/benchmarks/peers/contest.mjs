// One contestant of the rule benchmark: one JSON question a line, one JSON answer a line.
// Arguments: the contestant, the folder that the benchmark wrote, the folder of the built form runtime.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [contestant, folder, runtime] = process.argv.slice(2);
const places = {
  hand: './v8.mjs', handFromBytes: './v8.mjs', module: './v8.mjs', moduleFromBytes: './v8.mjs',
  'json-rules-engine': './jsonRulesEngine.mjs', '@gorules/zen-engine': './zenEngine.mjs', '@formio/core': './formio.mjs', 'survey-core': './surveyCore.mjs',
};
const sample = JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8'));
const records = readFileSync(join(folder, 'records.jsonl'), 'utf8').trimEnd().split('\n');
// Gives a function of a record's number that gives its sixty results, or a promise of them.
const answer = await (await import(places[contestant])).default({ contestant, folder, runtime, sample, records });
let next = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify(question.do === 'answer' ? await answers() : await run(question.records)));
}

async function answers() {
  const all = [];
  for (let i = 0; i < records.length; i++) all.push([...(await answer(i))].map(value => value ?? null));
  return all;
}

async function run(count) {
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const results = answer(next);
    if (results instanceof Promise) await results;
    next = (next + 1) % records.length;
  }
  return (performance.now() - start) * 1000;
}
