// One keystroke in the browser: serves pages on 127.0.0.1, opens each engine in a page of its own in headless Chromium,
// and lets them take the same keystrokes in turns. One JSON line a form and engine.
// Arguments: the folder that the benchmark wrote, the folder of the built form runtime, the browser.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { chromium } from 'playwright-core';
import { keystrokes, recordOf } from './keystrokes.mjs';

const [folder, runtime, executablePath] = process.argv.slice(2);
const here = import.meta.dirname;
const roots = { runtime, sample: folder, peers: here, modules: join(here, 'node_modules') };
const types = { '.js': 'text/javascript', '.mjs': 'text/javascript' };
const page = `<!doctype html><meta charset="utf-8"><title>benchmark</title>
<script type="importmap">{ "imports": { "survey-core": "/modules/survey-core/fesm/survey-core.mjs" } }</script>`;
const engines = ['form-runtime', 'survey-core', '@formio/core'];
const [warmUp, rounds, inRound] = [3, 12, 50];

const sample = JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8'));
const records = readFileSync(join(folder, 'records.jsonl'), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line));
const server = createServer(serve);
await new Promise(done => server.listen(0, '127.0.0.1', done));
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const sections of [1, 5]) await compare(sections);
} finally {
  await browser.close();
  server.close();
}

async function compare(sections) {
  const record = recordOf(records, sections);
  const list = keystrokes(sample, sections, record, (warmUp + rounds) * inRound);
  const pages = [];
  for (const engine of engines) pages.push(await open(engine, sections, record));
  const times = engines.map(() => []);
  for (let round = 0; round < warmUp + rounds; round++) {
    const part = list.slice(round * inRound, (round + 1) * inRound);
    const looks = [];
    for (const [i, one] of pages.entries()) {
      const { took, look } = await one.evaluate(part => ({ took: window.engine.run(part), look: window.engine.look() }), part);
      if (round >= warmUp) times[i].push(...took.map((time, n) => ({ time, isRead: part[n].isRead })));
      looks.push(look);
    }
    for (const [i, look] of looks.entries()) expectSame(looks[0], look, `${engines[i]}, ${sections} section(s), round ${round}`);
  }
  const fields = sections * sample.fields.reduce((sum, field) => sum + 1 + (field.fields?.length ?? 0), 0) - (sections - 1) * 3;
  for (const [i, engine] of engines.entries()) {
    console.log(JSON.stringify({
      fields, rules: sections * sample.rules.length, engine, keystrokes: times[i].length,
      median: at(0.5, times[i]), read: at(0.5, times[i].filter(({ isRead }) => isRead)), p99: at(0.99, times[i]), most: at(1, times[i]),
    }));
  }
  for (const one of pages) await one.close();
}

function at(share, times) {
  const sorted = times.map(({ time }) => time).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function open(engine, sections, record) {
  const one = await browser.newPage();
  one.on('pageerror', error => console.error(engine, error));
  await one.goto(`http://127.0.0.1:${server.address().port}/`);
  await one.evaluate(async ({ engine, sample, sections, record }) => {
    if (!crossOriginIsolated) throw new Error('The page is not isolated: its clock is coarse.');
    window.engine = await (await import('/peers/keystrokePage.mjs')).open(engine, sample, sections, record);
  }, { engine, sample, sections, record });
  return one;
}

function expectSame(expected, given, where) {
  for (const name of Object.keys(expected))
    if (JSON.stringify(expected[name]) !== JSON.stringify(given[name]))
      throw new Error(`${where}, ${name}: ${JSON.stringify(given[name])} instead of ${JSON.stringify(expected[name])}`);
}

function serve(request, response) {
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cache-Control': 'no-store' };
  if (request.url === '/') return void response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end(page);
  const [, root, ...rest] = request.url.split('/');
  const file = roots[root] === undefined ? null : normalize(join(roots[root], ...rest));
  if (file === null || !file.startsWith(roots[root] + sep) || !(extname(file) in types)) return void response.writeHead(404, headers).end();
  try {
    response.writeHead(200, { ...headers, 'Content-Type': types[extname(file)] }).end(readFileSync(file));
  } catch (error) {
    if (!response.headersSent) response.writeHead(404, headers);
    response.end();
    if (error.code !== 'ENOENT') throw error;
  }
}
