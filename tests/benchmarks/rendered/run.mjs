// The app against the server, beside SurveyJS and Form.io drawing the same forms, in one headless Chromium whose processor is
// slowed down four times, in the size of a phone. Arguments: the folder that the benchmark wrote, the server, the browser, and `alone` to leave the others out.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { recordOf } from '../peers/keystrokes.mjs';
import { inSection } from '../peers/sections.mjs';
import { app } from './app.mjs';
import { openForm, report, slowDown, type } from './measures.mjs';

const [folder, server, executablePath, alone] = process.argv.slice(2);
const here = import.meta.dirname;
const sample = JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8'));
const records = readFileSync(join(folder, 'records.jsonl'), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line));
const [rounds, slower] = [3, 4];

if (alone === undefined) await build({ configFile: join(here, 'vite.config.mjs') });
const files = createServer(serve);
await new Promise(done => files.listen(0, '127.0.0.1', done));
const peers = `http://127.0.0.1:${files.address().port}`;
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const start = await app.starts(browser, server, slower);
  console.log(`start on a phone, processor ${slower} times slower, ${start.network}; milliseconds`);
  for (const { name, took } of start.times) console.log(`  ${name.padEnd(44)}${took.map(time => time.toFixed(0).padStart(7)).join('')}`);
  const queued = { count: 500, photo: 200_000 };
  console.log(`${queued.count} queued records, each with a photo of ${queued.photo / 1000} kB: in after ${(await app.sync(browser, server, slower, queued)).toFixed(1)} s`);
  for (const sections of [1, 5]) await compare(sections);
} finally {
  await browser.close();
  files.close();
}

async function compare(sections) {
  const record = acceptable(recordOf(records, sections), sections);
  const contestants = [
    { name: 'LowCode', open: page => app.open(page, server, sections, record) },
    ...(alone === undefined ? [{ name: 'SurveyJS', open: page => peer(page, 'survey') }, { name: 'Form.io', open: page => peer(page, 'formio') }] : []),
  ];
  const results = contestants.map(({ name }) => ({ name, opened: [], work: [], painted: [] }));
  for (let round = 0; round < rounds; round++) {
    const ends = [];
    for (const [i, { open }] of contestants.entries()) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
      const page = await context.newPage();
      page.setDefaultTimeout(180_000);
      const engine = await open(page);
      await slowDown(page, slower);
      results[i].opened.push(await openForm(page, engine));
      const typed = await type(page, engine);
      results[i].work.push(...typed.work);
      results[i].painted.push(...typed.painted);
      ends.push(await engine.end(page));
      await context.close();
    }
    for (const [i, end] of ends.entries())
      if (JSON.stringify(end) !== JSON.stringify(ends[0])) throw new Error(`${contestants[i].name}: ${JSON.stringify(end)}; ${contestants[0].name}: ${JSON.stringify(ends[0])}`);
  }
  const fields = sections * sample.fields.reduce((sum, field) => sum + 1 + (field.fields?.length ?? 0), 0) - (sections - 1) * 3;
  report(`${fields} fields, ${sections * sample.rules.length} rules, ${rounds} pages each`, results);

  async function peer(page, engine) {
    await page.goto(`${peers}/${engine}.html`);
    await page.waitForFunction(() => window.engine !== undefined);
    return {
      start: async () => page.evaluate(([...given]) => { void window.engine.open(...given); }, [sample, sections, record]),
      isThere: 'window.engine.isThere()',
      inputOf: name => page.evaluate(name => window.engine.inputOf(name), name),
      end: () => page.evaluate(() => ({
        difference: window.engine.valueOf('v40'), points: window.engine.valueOf('v54'), text: window.engine.valueOf('v52'), shown: window.engine.isShown('k16'),
      })),
    };
  }
}

// As the server takes it: with what is required and without what is wrong.
function acceptable(record, sections) {
  for (let section = 0; section < sections; section++) {
    const name = first => inSection(section, first);
    delete record[name('n7')];
    delete record[name('k26')];
    record[name('d4')] = record.d3;
    record[name('k19')] = record[name('k28')] = record[name('k29')] = 'yi tian';
  }
  return record;
}

function serve(request, response) {
  const path = normalize(new URL(request.url, 'http://x').pathname);
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.woff': 'font/woff' };
  try {
    if (path.split(sep).includes('..')) throw new Error(path);
    const content = readFileSync(join(here, 'dist', path));
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}
