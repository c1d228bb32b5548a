// Working without a server, in headless Chromium: nothing is lost, and everything arrives once. LOWCODE_SERVER names the
// server; SCREENS a folder for pictures.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { standBetween } from './between.mjs';
import { zipOf } from './zip.mjs';

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
async function phone(user = inspector, clock = null) {
  line.cut = () => undefined;
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  if (clock !== null) await context.clock.install({ time: clock });
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

const radio = (page, field, option) => page.locator('fieldset.entry', { has: page.locator(`legend:has-text("${field}")`) }).getByLabel(option, { exact: true }).check();
const checkAll = async (page, field) => {
  for (const box of await page.locator('fieldset.entry', { has: page.locator(`legend:has-text("${field}")`) }).getByRole('checkbox').all()) await box.check();
};
const idOf = page => /\/([0-9a-f]{8}-[0-9a-f-]{27})/.exec(page.url())[1];
const save = page => page.getByRole('button', { name: '保存' }).click();
const badge = page => page.locator('nav.tabs .badge');
const historyOf = async (set, id) => (await ask(`${set}(${id})/history()`)).value.map(entry => entry.command).reverse();

/** A site and its inspection, filled in completely, with a photo. */
async function fillAll(page, site) {
  await goTo(page, '');
  await page.getByRole('button', { name: /新建.*点位$/ }).click();
  await page.locator('#f-name').fill(site);
  await page.locator('#f-type').selectOption('committee');
  await page.locator('#f-address').fill('演示路 1 号');
  await radio(page, '是否列入防汛检查', '否');
  await save(page);
  await page.getByRole('heading', { name: site }).waitFor();
  const siteId = idOf(page);
  await goTo(page, '');
  await page.getByRole('button', { name: /新建.*六有/ }).click();
  await page.getByLabel('检查点位').click();
  await page.getByRole('dialog').getByLabel('搜索').fill(site);
  await page.getByRole('dialog').getByRole('option', { name: site }).click();
  await page.locator('#f-siteName output', { hasText: site }).waitFor();
  for (const field of ['一、有组织机构', '二、有工作制度', '三、有防汛预案', '五、有抢险队伍']) await radio(page, field, '是');
  for (const field of ['防汛领导小组名单', '岗位责任制', '汛期值班表', '队员名单', '装备到位', '联系方式有效']) await radio(page, field, '是');
  await checkAll(page, '已建立的制度');
  await page.getByLabel('区水务备案号').fill('演示备〔2026〕01号');
  await checkAll(page, '预案包含的内容');
  await page.getByLabel('队员人数').fill('8');
  await radio(page, '六、有避难场所', '不适用');
  await radio(page, '四、有物资准备', '是');
  for (const field of ['储备台账', '固定存放场所', '用后回收和补充']) await radio(page, field, '是');
  await page.getByRole('button', { name: /添加一行.*物资清单/ }).click();
  await page.getByLabel('品名').selectOption('sandbag');
  await page.getByLabel('应备').fill('200');
  await page.getByLabel('现有').fill('150');
  await page.locator('#f-totalShort output', { hasText: /^50$/ }).waitFor();
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 300 } });
  await page.locator('#f-photos').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: png });
  await page.locator('.files canvas').waitFor();
  await save(page);
  await page.getByText('已存入待发送').or(page.getByText('已保存。')).first().waitFor();
  await page.getByRole('heading', { name: site }).waitFor();
  return { siteId, id: idOf(page) };
}

test('in a basement: a site, its inspection with a photo, and its report; back outside everything arrives once', async () => {
  const { context, page, wrongs, close } = await phone();
  const site = `地下室 ${crypto.randomUUID().slice(0, 8)}`;
  await context.setOffline(true);
  await page.reload();
  await page.getByText('离线').first().waitFor();
  const { siteId, id } = await fillAll(page, site);
  await page.getByText('50', { exact: true }).first().waitFor();
  await look(page, 'offline-filled');
  await page.getByRole('button', { name: '上报' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '上报' }).click();
  await page.getByText('“上报”待发送').waitFor();
  assert.equal(await badge(page).innerText(), '3');
  await page.reload();
  await page.getByText('“上报”待发送').waitFor();
  await goTo(page, 'outbox');
  await page.getByText('有 3 项待发送').waitFor();
  await look(page, 'outbox');
  await goTo(page, '');
  await page.getByText('有 3 项待发送').waitFor();
  await goTo(page, 'apps/flood-readiness/inspection?view=byDate');
  await page.locator(`main a[href*="${id}"]`).first().waitFor();
  await context.setOffline(false);
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.deepEqual(await historyOf(`${base}site`, siteId), ['create']);
  assert.deepEqual(await historyOf(`${flood}inspection`, id), ['create', 'transition:submit']);
  const arrived = await ask(`${flood}inspection(${id})`);
  assert.deepEqual([arrived.state, arrived.siteName, arrived.totalShort, arrived.photos.length], ['submitted', site, 50, 1]);
  const photo = await fetch(`${flood}inspection(${id})/photos/0/$value`, { headers: { Authorization: `Basic ${Buffer.from(`${inspector}:${password}`).toString('base64')}` } });
  assert.equal(photo.status, 200);
  await goTo(page, `apps/flood-readiness/inspection/${id}`);
  await page.getByText('待街镇审核').first().waitFor();
  assert.deepEqual(wrongs, []);
  await close();
});

test('wherever the line is cut, before or after the server did it, everything arrives once', async () => {
  const { page, wrongs, close } = await phone();
  const isSending = about => about.method !== 'GET' && /\$batch|^\/uploads|attachments/.test(about.url);
  // First nothing is cut, which tells how many requests there are; then each of them is, in turn and in both ways.
  let requests = null;
  for (let turn = 0; requests === null || turn < requests * 2; turn++) {
    line.cut = about => (isSending(about) ? 'before' : undefined);
    await goTo(page, `apps/community-base/site/${newId()}/new`);
    await page.locator('#f-name').fill(`切断 ${turn} ${crypto.randomUUID().slice(0, 8)}`);
    await page.locator('#f-type').selectOption('committee');
    await page.locator('#f-address').fill('演示路 2 号');
    await page.locator('#f-photos').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.locator('.files canvas').waitFor();
    await save(page);
    await page.getByText('有未送达的修改').waitFor();
    const id = idOf(page);
    await page.getByRole('link', { name: '编辑' }).click();
    await page.locator('#f-address').fill('演示路 3 号');
    await save(page);
    await badge(page).getByText('2').waitFor();
    const [at, way] = requests === null ? [-1, ''] : [turn >> 1, turn % 2 === 0 ? 'before' : 'after'];
    let count = 0;
    // From then on nothing arrives: a browser may send again by itself what it had no answer to.
    line.cut = about => {
      if (!isSending(about)) return undefined;
      const turn = count++;
      return at < 0 || turn < at ? undefined : turn === at ? way : 'before';
    };
    await page.evaluate(() => dispatchEvent(new Event('online')));
    if (requests !== null) {
      await until(() => count > at);
      line.cut = () => undefined;
      await page.reload();
      await page.locator('nav.tabs').waitFor();
    }
    await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
    requests ??= count;
    assert.deepEqual(await historyOf(`${base}site`, id), ['create', 'update'], `${way} request ${at} of ${requests}`);
    const arrived = await ask(`${base}site(${id})`);
    assert.deepEqual([arrived.address, arrived.photos.length], ['演示路 3 号', 1]);
  }
  assert.ok(requests >= 3);
  assert.deepEqual(wrongs, []);
  await close();
});

test('who was overtaken while offline sees both values and chooses', async () => {
  const made = await ask(`${flood}inspection`, 'POST', { notes: '原来的' });
  const { context, page, wrongs, close } = await phone();
  await context.setOffline(true);
  await goTo(page, `apps/flood-readiness/inspection/${made.id}/edit`);
  await page.getByLabel('情况说明').fill('我的说明');
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  await ask(`${flood}inspection(${made.id})`, 'PATCH', { notes: '别人的说明', hasTeam: 'no' });
  await context.setOffline(false);
  await goTo(page, 'outbox');
  await page.getByText('与别人的修改冲突').waitFor({ timeout: 60_000 });
  await look(page, 'outbox-conflict');
  await page.getByRole('link', { name: '对比两边内容' }).click();
  await page.getByRole('dialog').getByLabel('对方的：别人的说明').waitFor();
  await look(page, 'offline-conflict');
  await page.getByRole('dialog').getByRole('button', { name: '继续' }).click();
  await save(page);
  await page.getByText('已保存。').waitFor();
  await badge(page).waitFor({ state: 'detached' });
  const now = await ask(`${flood}inspection(${made.id})`);
  assert.deepEqual([now.notes, now.hasTeam], ['我的说明', 'no']);
  assert.deepEqual(wrongs, []);
  await close();
});

test('what the server refuses comes back to be corrected', async () => {
  const { context, page, wrongs, close } = await phone();
  await context.setOffline(true);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('检查日期').fill('2999-01-01');
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  const id = idOf(page);
  await context.setOffline(false);
  await goTo(page, 'outbox');
  await page.getByText('被退回，请更正').waitFor({ timeout: 60_000 });
  await look(page, 'outbox-refused');
  await page.getByRole('link', { name: '去更正' }).click();
  await page.getByLabel('检查日期').fill('2026-01-01');
  await save(page);
  await page.getByText('已保存。').waitFor();
  await badge(page).waitFor({ state: 'detached' });
  assert.deepEqual(await historyOf(`${flood}inspection`, id), ['create']);
  assert.equal((await ask(`${flood}inspection(${id})`)).inspectedOn, '2026-01-01');
  assert.deepEqual(wrongs, []);
  await close();
});

test('a record is filled in by one tab at a time', async () => {
  const { page, tab, wrongs, close } = await phone();
  const place = `apps/flood-readiness/inspection/${newId()}/new`;
  await goTo(page, place);
  await page.getByLabel('情况说明').fill('第一个标签页');
  await page.getByText('已存在本机').waitFor();
  const other = await tab();
  await goTo(other, place);
  await other.getByText('正在另一个标签页里填写').waitFor();
  await look(other, 'second-tab');
  await goTo(page, '');
  await other.getByRole('button', { name: '重试' }).click();
  assert.equal(await other.getByLabel('情况说明').inputValue(), '第一个标签页');
  assert.deepEqual(wrongs, []);
  await close();
});

/** Everything that a device has of this app, as one text. */
const deviceText = page => page.evaluate(async () => {
  const text = async value => {
    if (value instanceof Blob) return value.text();
    if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
    if (value instanceof CryptoKey) return 'CryptoKey';
    if (value === null || typeof value !== 'object') return String(value);
    return (await Promise.all(Object.entries(value).map(async ([name, inner]) => `${name}:${await text(inner)}`))).join('\n');
  };
  const database = await new Promise((done, failed) => Object.assign(indexedDB.open('lowcode'), { onsuccess: event => done(event.target.result), onerror: failed }));
  const all = [];
  for (const name of database.objectStoreNames) {
    const values = await new Promise((done, failed) => Object.assign(database.transaction(name).objectStore(name).getAll(), { onsuccess: event => done(event.target.result), onerror: failed }));
    for (const value of values) all.push(`${name}: ${await text(value)}`);
  }
  database.close();
  return [...all, ...await caches.keys()].join('\n');
});

async function signOut(page) {
  await goTo(page, 'me');
  await page.getByRole('button', { name: '退出登录' }).click();
}

test('another person on the same phone sees nothing, and what was not sent goes on when its owner is back', async () => {
  const secret = `只有我知道 ${crypto.randomUUID().slice(0, 8)}`;
  const { context, page, wrongs, close } = await phone();
  await context.setOffline(true);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').fill(secret);
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  const id = idOf(page);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').fill(`${secret} 草稿`);
  await page.getByText('已存在本机').waitFor();
  assert.match(await deviceText(page), new RegExp(secret));
  await signOut(page);
  await page.getByText('还有 1 项没有送达').waitFor();
  await look(page, 'sign-out');
  await page.getByRole('button', { name: '仍要退出' }).click();
  await page.getByLabel('用户名').waitFor();
  let left = await deviceText(page);
  assert.doesNotMatch(left, new RegExp(secret));
  assert.doesNotMatch(left, /records:|answers:|新安/);
  // The session is still there, and nobody comes in by it.
  await context.setOffline(false);
  await page.reload();
  await page.getByLabel('用户名').waitFor();
  await signIn(page, 'inspector.yongle');
  await isUpToDate(page);
  await goTo(page, '');
  await page.getByRole('heading', { name: '防汛“六有”检查' }).first().waitFor();
  assert.equal(await badge(page).count(), 0);
  assert.equal(await page.getByText(secret).count(), 0);
  left = await deviceText(page);
  assert.doesNotMatch(left, new RegExp(secret));
  assert.doesNotMatch(left, /inspector\.xinan/);
  await signOut(page);
  await page.getByLabel('用户名').waitFor();
  await signIn(page, inspector);
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.equal((await ask(`${flood}inspection(${id})`)).notes, secret);
  await goTo(page, '');
  await page.getByText('未提交的内容').waitFor();
  assert.deepEqual(wrongs, []);
  await close();
});

test('a session that ends while somebody fills in a form leads back to it', async () => {
  const { context, page, wrongs, close } = await phone();
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').fill('写到一半');
  await page.getByText('已存在本机').waitFor();
  await context.clearCookies();
  await save(page);
  await page.getByText('登录已过期').waitFor();
  await signIn(page, inspector);
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  await page.getByText('写到一半').or(page.getByLabel('情况说明')).first().waitFor();
  const id = idOf(page);
  assert.equal((await ask(`${flood}inspection(${id})`)).notes, '写到一半');
  assert.deepEqual(wrongs, []);
  await close();
});

test('what was not sent is exported to a file, and imported on another phone once', async () => {
  const one = await phone();
  await one.context.setOffline(true);
  await goTo(one.page, `apps/flood-readiness/inspection/${newId()}/new`);
  await one.page.getByLabel('情况说明').fill('在文件里');
  await one.page.locator('#f-photos').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await one.page.screenshot() });
  await one.page.locator('.files canvas').waitFor();
  await save(one.page);
  await one.page.getByText('已存入待发送').waitFor();
  const id = idOf(one.page);
  await goTo(one.page, 'outbox');
  const download = one.page.waitForEvent('download');
  await one.page.getByRole('button', { name: '导出到文件' }).click();
  const file = { name: 'unsent.json', mimeType: 'application/json', buffer: await readFile(await (await download).path()) };
  await one.page.getByText('已导出 1 项').waitFor();
  await one.close();
  const other = await phone();
  await goTo(other.page, 'outbox');
  await other.page.getByLabel('从文件导入').setInputFiles(file);
  await other.page.getByText('已导入 1 项').waitFor();
  await badge(other.page).waitFor({ state: 'detached', timeout: 60_000 });
  await other.page.getByLabel('从文件导入').setInputFiles(file);
  await badge(other.page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.deepEqual(await historyOf(`${flood}inspection`, id), ['create']);
  assert.equal((await ask(`${flood}inspection(${id})`)).photos.length, 1);
  assert.deepEqual([...one.wrongs, ...other.wrongs], []);
  await other.close();
});

test('a device that is full says so, and what it cannot keep is exported', async () => {
  const { context, page, wrongs, close } = await phone(null);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: line.address, quotaSize: 1 });
  await page.reload();
  await signIn(page, inspector);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').waitFor();
  await context.setOffline(true);
  await page.getByLabel('情况说明').fill('存不下');
  await page.getByText('本机存储不可用').waitFor();
  await save(page);
  await page.getByText('本机存储已满或不可用').waitFor();
  assert.equal(await page.getByLabel('情况说明').inputValue(), '存不下');
  assert.equal(await badge(page).innerText(), '1');
  await goTo(page, 'outbox');
  await page.getByText('尚未存入本机').waitFor();
  await look(page, 'outbox-full');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出到文件' }).click();
  const exported = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  assert.deepEqual(exported.entries.map(entry => entry.record.notes), ['存不下']);
  await context.setOffline(false);
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.equal((await ask(`${flood}inspection(${exported.entries[0].id})`)).notes, '存不下');
  assert.deepEqual(wrongs, []);
  await close();
});

test('a record that was filled in by a version of before arrives under that version', async () => {
  const { context, page, wrongs, close } = await phone();
  const version = (await ask(`${server}/apps/flood-readiness`)).version;
  await context.setOffline(true);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').fill('旧版本填写');
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  const id = idOf(page);
  const folder = fileURLToPath(new URL('../../../../templates/flood-readiness/', import.meta.url));
  const files = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) files[relative(folder, join(entry.parentPath ?? entry.path, entry.name))] = await readFile(join(entry.parentPath ?? entry.path, entry.name), 'utf8');
  }
  files['forms/inspection.json'] = files['forms/inspection.json'].replace('{ "name": "notes"', `{ "name": "weather${version}", "type": "text", "label": "天气${version}" },\n    { "name": "notes"`);
  const answer = await fetch(`${server}/admin/apps/flood-readiness/publish`, {
    method: 'POST', body: zipOf(files), headers: { Authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`, 'Content-Type': 'application/zip' },
  });
  assert.equal((await answer.json()).version, version + 1);
  await context.setOffline(false);
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.equal((await ask(`${flood}inspection(${id})`)).appVersion, version);
  await goTo(page, 'outbox');
  await page.getByText('没有待发送的内容').waitFor();
  await goTo(page, `apps/flood-readiness/inspection/${id}`);
  await page.getByText('旧版本填写').waitFor();
  assert.equal(await page.getByText(`天气${version}`).count(), 0);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.reload();
  await page.getByLabel(`天气${version}`).waitFor();
  assert.deepEqual(wrongs, []);
  await close();
});

test('a phone whose clock is days off fills in the day that it is', async () => {
  const days = 24 * 60 * 60_000;
  for (const off of [3 * days, -3 * days]) {
    const { context, page, wrongs, close } = await phone(inspector, new Date(Date.now() + off));
    await context.setOffline(true);
    await goTo(page, '');
    await page.reload();
    await page.getByText('离线').first().waitFor();
    await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format();
    assert.equal(await page.getByLabel('检查日期').inputValue(), today);
    await page.getByLabel('情况说明').fill('钟不准');
    await save(page);
    await page.getByText('已存入待发送').waitFor();
    const id = idOf(page);
    await context.setOffline(false);
    await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
    assert.equal((await ask(`${flood}inspection(${id})`)).inspectedOn, today);
    assert.deepEqual(await historyOf(`${flood}inspection`, id), ['create']);
    await goTo(page, 'outbox');
    await page.getByText('没有待发送的内容').waitFor();
    assert.deepEqual(wrongs, []);
    await close();
  }
});

test('a newer app waits until it is asked for, and what is being filled in is still there', async () => {
  const { page, wrongs, close } = await phone();
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').fill('升级之前');
  await page.getByText('已存在本机').waitFor();
  [line.alters, line.alter] = [url => url === '/worker.js', (url, text) => `${text}\n// the next build`];
  await page.evaluate(async () => void await (await navigator.serviceWorker.getRegistration()).update());
  await page.getByText('有新版本').waitFor();
  await page.getByLabel('情况说明').fill('升级之时');
  await page.getByText('已存在本机').waitFor();
  const before = await page.evaluate(() => performance.timeOrigin);
  await Promise.all([page.waitForEvent('load'), page.locator('.strip', { hasText: '有新版本' }).getByRole('button').click()]);
  await page.getByText('已恢复').waitFor();
  assert.notEqual(await page.evaluate(() => performance.timeOrigin), before);
  assert.equal(await page.getByLabel('情况说明').inputValue(), '升级之时');
  assert.equal(await page.getByText('有新版本').count(), 0);
  line.alters = () => false;
  assert.deepEqual(wrongs, []);
  await close();
});

test('what the server computes otherwise is told, and a fault is reported; nothing is corrected', async () => {
  // A device whose rules are not those of the server: its sum begins at 7.
  const sum = /(r0\[\d+\]\.reduce\(\(a2,a3\)=>\(\$step\(\),\(a2\)\+\(a3\[1\]\)\),)\(0\)/;
  line.alters = url => url.startsWith('/modules/flood-readiness/inspection.mjs');
  line.alter = (url, text) => {
    assert.match(text, sum);
    return text.replace(sum, '$1(7)');
  };
  const name = `旧名 ${crypto.randomUUID().slice(0, 8)}`;
  const site = await ask(`${base}site`, 'POST', { name, type: 'committee', address: '演示路 1 号', flood: { relevant: 'no' } });
  const { context, page, wrongs, close } = await phone();
  await context.setOffline(true);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('检查点位').click();
  await page.getByRole('dialog').getByLabel('搜索').fill(name);
  await page.getByRole('dialog').getByRole('option', { name }).click();
  await page.locator('#f-siteName output', { hasText: name }).waitFor();
  await page.locator('#f-vulnerableTotal output', { hasText: '7' }).waitFor();
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  const id = idOf(page);
  await ask(`${base}site(${site.id})`, 'PATCH', { name: '新名' });
  line.seen.length = 0;
  await context.setOffline(false);
  await goTo(page, 'outbox');
  await page.getByText('已送达，与服务器计算不一致').waitFor({ timeout: 60_000 });
  await page.getByText(/重点转移.*：本机为“7.*”，服务器为“0/).waitFor();
  await page.getByText(`点位名称：填写时为“${name}”，送达时为“新名”`).waitFor();
  await look(page, 'outbox-different');
  assert.deepEqual(line.seen.filter(request => request.endsWith('/differences')), ['POST /apps/flood-readiness/differences']);
  assert.equal(await badge(page).count(), 0);
  const arrived = await ask(`${flood}inspection(${id})`);
  assert.deepEqual([arrived.vulnerableTotal, arrived.siteName, arrived.revision], [0, '新名', 1]);
  await page.getByRole('button', { name: '知道了' }).click();
  await page.getByText('已送达，与服务器计算不一致').waitFor({ state: 'detached' });
  line.alters = () => false;
  assert.deepEqual(wrongs, []);
  await close();
});

test('a phone whose session is revoked has nothing any more at the next contact, and what was not sent is not lost', async () => {
  const secret = `丢了的手机 ${crypto.randomUUID().slice(0, 8)}`;
  const { context, page, wrongs, close } = await phone();
  await context.setOffline(true);
  await goTo(page, `apps/flood-readiness/inspection/${newId()}/new`);
  await page.getByLabel('情况说明').fill(secret);
  await page.locator('#f-photos').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('.files canvas').waitFor();
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  const id = idOf(page);
  for (const session of (await ask(`${server}/account/sessions`)).value) await ask(`${server}/account/sessions/${session.id}`, 'DELETE');
  await context.setOffline(false);
  await page.getByText('本机数据已清除').waitFor({ timeout: 60_000 });
  await look(page, 'wiped');
  const left = await deviceText(page);
  assert.doesNotMatch(left, new RegExp(`${secret}|records:|answers:|sets:|keys:|image/png`));
  assert.match(left, /sealed:/);
  await signIn(page, inspector);
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  const arrived = await ask(`${flood}inspection(${id})`);
  assert.deepEqual([arrived.notes, arrived.photos.length], [secret, 1]);
  assert.deepEqual(wrongs, []);
  await close();
});

test('a photo goes on where its upload was interrupted', async () => {
  const { page, wrongs, close } = await phone();
  await goTo(page, `apps/community-base/site/${newId()}/new`);
  await page.locator('#f-name').fill(`续传 ${crypto.randomUUID().slice(0, 8)}`);
  await page.locator('#f-type').selectOption('committee');
  await page.locator('#f-address').fill('演示路 4 号');
  // Noise, of which nothing can be left out: it is sent in several parts, and the second is lost on its way.
  const noise = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1900, height: 1900 });
    const image = new ImageData(1900, 1900);
    for (let i = 0; i < image.data.length; i += 65_536) crypto.getRandomValues(image.data.subarray(i, i + 65_536));
    for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
    canvas.getContext('2d').putImageData(image, 0, 0);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.8));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page.locator('#f-photos').setInputFiles({ name: '大图.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(noise) });
  await page.locator('.files li').waitFor();
  const sent = [];
  line.cut = about => {
    if (about.method === 'PATCH' && about.url.startsWith('/uploads/')) sent.push(about.headers['upload-offset']);
    return sent.length >= 2 && about.method !== 'GET' ? 'before' : undefined;
  };
  await save(page);
  await page.getByText('已存入待发送').waitFor();
  const id = idOf(page);
  sent.length = 0;
  line.cut = about => void (about.method === 'PATCH' && about.url.startsWith('/uploads/') && sent.push(about.headers['upload-offset']));
  await page.reload();
  await page.locator('nav.tabs').waitFor();
  await badge(page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.equal(Number(sent[0]), 1 << 18);
  assert.equal((await ask(`${base}site(${id})`)).photos.length, 1);
  assert.deepEqual(wrongs, []);
  await close();
});

function newId() {
  const hex = crypto.randomUUID().replaceAll('-', '');
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

async function until(holds) {
  for (let i = 0; i < 600 && !holds(); i++) await new Promise(done => setTimeout(done, 50));
  assert.ok(holds());
}
