// A page in headless Chromium that has OpenUI5 and is at home on the server, so that the browser's own rules let it ask.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { authorization, inspector, server } from './service.mjs';

const sources = path.join(path.dirname(fileURLToPath(import.meta.url)), '../node_modules/@openui5/sap.ui.core/src');
const types = { '.js': 'text/javascript', '.json': 'application/json', '.properties': 'text/plain', '.xml': 'application/xml' };
const page = `<!DOCTYPE html><html><head><meta charset="utf-8">
<script src="/ui5/ui5loader.js"></script>
<script id="sap-ui-bootstrap" src="/ui5/ui5loader-autoconfig.js" data-sap-ui-async="true"
  data-sap-ui-compat-version="edge" data-sap-ui-log-level="ERROR"></script></head><body></body></html>`;

/** Opens the page as one person. What the server was asked is in `requests`. */
export async function openPage({ user = inspector, language = 'en' } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'], timeout: 0 });
  const context = await browser.newContext({ locale: language, extraHTTPHeaders: { Authorization: authorization(user) } });
  const tab = await context.newPage();
  tab.setDefaultTimeout(0);
  const requests = [];
  tab.on('request', request => {
    if (request.url().startsWith(server + '/odata/'))
      requests.push({ method: request.method(), url: request.url(), headers: request.headers(), body: request.postData() });
  });
  if (process.env.LOWCODE_TRACE)
    tab.on('response', async response => response.url().startsWith(server + '/odata/') && !response.url().includes('metadata') && console.error(response.request().postData(), '\n=>', await response.text()));
  const errors = [];
  tab.on('pageerror', error => errors.push(String(error)));
  await tab.route(server + '/ui5/**', async route => {
    const name = new URL(route.request().url()).pathname.slice('/ui5/'.length);
    if (name === 'page.html')
      return route.fulfill({ contentType: 'text/html', body: page });
    try {
      await route.fulfill({ contentType: types[path.extname(name)] ?? 'application/octet-stream', body: await readFile(path.join(sources, name)) });
    } catch {
      await route.fulfill({ status: 404, body: '' });
    }
  });
  await tab.goto(server + '/ui5/page.html');
  await tab.waitForFunction(() => window.sap?.ui?.require);
  return { tab, requests, errors, close: () => browser.close() };
}
