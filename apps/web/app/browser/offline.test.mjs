// Working without a server, in headless Chromium: nothing is lost, and everything arrives once. LOWCODE_SERVER names the
// server; SCREENS a folder for pictures.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { standBetween } from './between.mjs';

const server = process.env.LOWCODE_SERVER;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const password = 'lowcode-demo';
const base = `${server}/odata/community-base/`;
const flood = `${server}/odata/flood-readiness/`;
const inspector = 'inspector.xinan';
let browser;
let line;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  line = await standBetween(server);
});
after(async () => {
  await browser.close();
  await line.close();
});

async function ask(url, method = 'GET', body, user = inspector, headers = {}) {
  const response = await fetch(url, {
    method, headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${url}: ${response.status} ${response.ok ? '' : await response.text()}`);
  return response.status === 204 ? null : response.json();
}

async function signIn(page, user, secret = password) {
  await page.getByLabel('用户名').fill(user);
  await page.locator('input[type=password]').fill(secret);
  await page.locator('button[type=submit]').click();
  await page.locator('nav.tabs').waitFor();
}

/** Waits until the device has everything that it is to have. */
async function isUpToDate(page) {
  await page.goto(`${line.address}/#/me`);
  await page.getByText(/条记录，更新于/).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** A phone on which somebody has signed in, and that has what it needs. What the page must never do is in `wrongs`. */
async function phone(user = inspector) {
  line.cut = () => undefined;
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const wrongs = [];
  const page = await tab();
  async function tab() {
    const opened = await context.newPage();
    opened.setDefaultTimeout(20_000);
    opened.on('request', request => new URL(request.url()).origin === line.address || wrongs.push(request.url()));
    opened.on('pageerror', error => wrongs.push(String(error)));
    opened.on('console', message => /Content Security Policy|\[Vue warn\]/.test(message.text()) && wrongs.push(message.text()));
    return opened;
  }
  await page.goto(line.address);
  if (user !== null) {
    await signIn(page, user);
    await isUpToDate(page);
  }
  return { context, page, wrongs, tab, close: () => context.close() };
}

async function look(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` });
  assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0].target}: ${nodes[0].failureSummary}`), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the screen`);
}

const goTo = (page, place) => page.goto(`${line.address}/#/${place}`);

test('the app starts without a server, and shows what the device has', async () => {
  const notes = `断网 ${crypto.randomUUID().slice(0, 8)}`;
  const made = await ask(`${flood}inspection`, 'POST', { notes });
  const { context, page, wrongs, close } = await phone();
  await context.setOffline(true);
  await page.goto(line.address);
  await page.reload();
  await page.getByText('离线，数据截至').waitFor();
  await page.getByRole('button', { name: /新建.*六有/ }).waitFor();
  await look(page, 'offline-home');
  await goTo(page, `apps/flood-readiness/inspection/${made.id}`);
  await page.getByText(notes).first().waitFor();
  await page.getByText('离线时看不到').first().waitFor();
  await look(page, 'offline-record');
  await goTo(page, 'apps/flood-readiness/inspection?view=byDate');
  await page.locator(`main a[href*="${made.id}"]`).first().waitFor();
  const before = await page.getByText(/共 \d+ 条/).innerText();
  await page.getByLabel('搜索文字内容').fill('没有这样的记录');
  await page.getByText('没有符合条件的记录').waitFor();
  await look(page, 'offline-list');
  await page.getByLabel('搜索文字内容').fill('');
  await page.getByText(before).waitFor();
  await goTo(page, `apps/flood-readiness/inspection/${made.id}/edit`);
  await page.getByLabel('情况说明').waitFor();
  await context.setOffline(false);
  await page.reload();
  await page.getByLabel('情况说明').waitFor();
  assert.deepEqual(wrongs, []);
  await close();
});
