// What the tests of the app in a browser share: people, their pages, and a look at them. LOWCODE_SERVER names the server; SCREENS a
// folder for pictures.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const server = process.env.LOWCODE_SERVER;
export const password = 'lowcode-demo';
export const inspector = 'inspector.xinan';
export const phone = { width: 390, height: 844 };
export const wide = { width: 1280, height: 800 };
/** A page of 320 pixels: 640 of them at 200 %. */
export const narrow = { width: 320, height: 640 };

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = (...args) => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', ...args] });

/** Asks the server as somebody, beside the browser. */
export async function ask(path, method = 'GET', body, user = inspector, secret = password) {
  const response = await fetch(server + path, {
    method, headers: { Authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${response.ok ? '' : await response.text()}`);
  return response.status === 204 ? null : response.json();
}

/** Somebody's page. What it must never do is in `wrongs`: other hosts, violations of the policy, errors. */
export async function open(browser, user, { secret = password, large = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: phone, locale: 'zh-CN', ...options });
  if (large) await context.addInitScript(() => localStorage.setItem('lowcode.largeText', 'true'));
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const wrongs = [];
  page.on('request', request => /^(blob|data):/.test(request.url()) || new URL(request.url()).origin === server || wrongs.push(request.url()));
  page.on('pageerror', error => wrongs.push(String(error)));
  page.on('console', message => /Content Security Policy|\[Vue warn\]/.test(message.text()) && wrongs.push(message.text()));
  await page.goto(server);
  if (user !== null) await signIn(page, user, secret);
  return { page, context, wrongs, go: (...path) => page.goto(`${server}/#/${path.join('/')}`), close: async () => { assert.deepEqual(wrongs, []); await context.close(); } };
}

export async function signIn(page, user, secret = password) {
  await page.getByLabel('用户名').or(page.getByLabel('User name')).fill(user);
  await page.locator('input[type=password]').fill(secret);
  await page.locator('button[type=submit]').click();
  await page.locator('nav.tabs').waitFor();
}

/** Nothing that axe finds, nothing wider than the screen, nothing too small to hit, no word that a reader should not see. */
export async function look(page, name) {
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async () => {
    // What the bars cover at this moment can be scrolled to, and what is off the screen is laid out when it comes: targets are measured without either.
    const bars = [...document.querySelectorAll('.bar, .tabs, .notices')];
    const later = [...document.querySelectorAll('.fill > *')];
    bars.forEach(bar => (bar.style.position = 'static'));
    later.forEach(part => (part.style.contentVisibility = 'visible'));
    const found = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    bars.forEach(bar => (bar.style.position = ''));
    later.forEach(part => (part.style.contentVisibility = ''));
    return found;
  });
  assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0].target}: ${nodes[0].failureSummary}`), []);
  const found = await page.evaluate(() => {
    const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const small = [...document.querySelectorAll('button, select, a.van-button, [role=option], input:not([type=file])')].filter(shown)
      .filter(element => { const { width, height } = element.getBoundingClientRect(); return (width < 24 || height < 24) && element.closest('label') === null && !element.classList.contains('unseen'); })
      .map(element => element.outerHTML.slice(0, 120));
    const clipped = [...document.querySelectorAll('button, a, label, td, th, h1, h2, h3, p, span')].filter(shown)
      .filter(element => element.closest('.unseen, .scroll, canvas') === null && element.children.length === 0 && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
      .map(element => element.outerHTML.slice(0, 120));
    const outside = [...document.querySelectorAll('button, a, label, input, select, textarea')].filter(shown)
      .filter(element => element.closest('.unseen, .scroll, .skip') === null && !element.classList.contains('unseen') && (element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1))
      .map(element => element.outerHTML.slice(0, 120));
    return { small, clipped, outside, isWide: document.documentElement.scrollWidth > innerWidth, raw: document.body.innerText.match(/\{\w+\}|undefined|\[object|LC\d{4}/g) ?? [] };
  });
  assert.deepEqual(found, { small: [], clipped: [], outside: [], isWide: false, raw: [] }, name);
}
