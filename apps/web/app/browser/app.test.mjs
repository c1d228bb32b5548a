// The app in headless Chromium against a running server, on a phone and on a wide screen. LOWCODE_SERVER names the server;
// SCREENS a folder for pictures.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const server = process.env.LOWCODE_SERVER;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const password = 'lowcode-demo';
const phone = { width: 390, height: 844 };
const wide = { width: 1280, height: 800 };
const base = `${server}/odata/community-base/`;
const flood = `${server}/odata/flood-readiness/`;
let browser;
let site;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  site = `活动室 ${crypto.randomUUID().slice(0, 6)}`;
  await ask(`${base}site`, 'POST', { name: site, type: 'committee', address: '演示路 1 号', flood: { relevant: 'no' } });
});
after(() => browser.close());

async function ask(url, method = 'GET', body, user = 'inspector.xinan', headers = {}) {
  const response = await fetch(url, {
    method, headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${url}: ${response.status} ${response.ok ? '' : await response.text()}`);
  return response.json();
}

/** Somebody's page. What it must never do is in `wrongs`: other hosts, violations of the policy, errors. */
async function open(user, { viewport = phone, colorScheme = 'light', locale = 'zh-CN' } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, locale });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrongs = [];
  page.on('request', request => new URL(request.url()).origin === server || wrongs.push(request.url()));
  page.on('pageerror', error => wrongs.push(String(error)));
  page.on('console', message => /Content Security Policy|\[Vue warn\]/.test(message.text()) && wrongs.push(message.text()));
  await page.goto(server);
  if (user !== null) {
    await page.getByLabel('用户名').or(page.getByLabel('User name')).fill(user);
    await page.locator('input[type=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.locator('nav.tabs').waitFor();
  }
  return { page, wrongs, close: () => context.close() };
}

async function look(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0].target}: ${nodes[0].failureSummary}`), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the screen`);
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` });
}

const radio = (page, field, option) => page.locator('fieldset.entry', { has: page.locator(`legend:has-text("${field}")`) }).getByLabel(option, { exact: true }).check();
const checkAll = async (page, field) => {
  for (const box of await page.locator('fieldset.entry', { has: page.locator(`legend:has-text("${field}")`) }).getByRole('checkbox').all()) await box.check();
};
const idOf = page => /inspection\/([0-9a-f-]{36})/.exec(page.url())[1];

test('a wrong password is refused in the server\'s words', async () => {
  const { page, wrongs, close } = await open(null);
  await page.getByLabel('用户名').fill('inspector.xinan');
  await page.locator('input[type=password]').fill('not this one!');
  await page.getByRole('button', { name: '登录' }).click();
  assert.match(await page.getByRole('alert').innerText(), /不正确/);
  await look(page, 'sign-in');
  assert.deepEqual(wrongs, []);
  await close();
});

test('an inspection is filled in, survives a reload, is submitted, approved and found in the list', async () => {
  const { page, wrongs, close } = await open('inspector.xinan');
  await page.getByRole('button', { name: /新建.*六有/ }).waitFor();
  await look(page, 'home');
  await page.getByRole('button', { name: /新建.*六有/ }).click();
  await page.getByLabel('检查点位').click();
  await page.getByRole('dialog').getByLabel('搜索').fill(site);
  await page.getByRole('dialog').getByRole('option', { name: site }).click();
  await page.locator('#f-siteName output', { hasText: site }).waitFor(); // rules look things up in what was chosen
  await radio(page, '六、有避难场所', '不适用');
  for (const field of ['二、有工作制度', '三、有防汛预案', '五、有抢险队伍']) await radio(page, field, '是');
  await checkAll(page, '已建立的制度');
  await page.getByLabel('区水务备案号').fill('演示备〔2026〕01号');
  await checkAll(page, '预案包含的内容');
  for (const field of ['队员名单', '装备到位', '联系方式有效']) await radio(page, field, '是');
  await page.getByLabel('队员人数').fill('8');
  assert.equal(await page.getByLabel('防汛领导小组名单').count(), 0);
  await radio(page, '一、有组织机构', '是');
  for (const field of ['防汛领导小组名单', '岗位责任制', '汛期值班表']) await radio(page, field, '是');
  await page.getByLabel('值班电话').fill('12');
  await page.getByText('格式不正确').waitFor();
  await page.getByLabel('值班电话').fill('13800000000');
  await radio(page, '四、有物资准备', '是');
  for (const field of ['储备台账', '固定存放场所', '用后回收和补充']) await radio(page, field, '是');
  await page.getByRole('button', { name: /添加一行.*物资清单/ }).click();
  await page.getByLabel('品名').selectOption('sandbag');
  await page.getByLabel('应备').fill('200');
  await page.getByLabel('现有').fill('150');
  await page.locator('#f-totalShort output', { hasText: /^50$/ }).waitFor();
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 200 } });
  await page.locator('#f-photos').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: png });
  await page.locator('.files canvas').waitFor();
  await look(page, 'form');
  await page.getByText('已存在本机').waitFor();
  await page.reload();
  await page.getByText('已恢复').waitFor();
  await page.locator('#f-totalShort output', { hasText: /^50$/ }).waitFor();
  await page.locator('.files canvas').waitFor();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: site }).waitFor();
  await page.locator('.files img').waitFor();
  await look(page, 'record');
  const id = idOf(page);
  await page.getByRole('button', { name: '上报' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '上报' }).click();
  await page.getByText('待街镇审核').first().waitFor();
  await page.getByText('判定依据').first().waitFor();
  await look(page, 'record-decided');
  assert.deepEqual(wrongs, []);
  await close();

  const reviewer = await open('reviewer.jiangning', { viewport: wide });
  await reviewer.page.getByRole('navigation', { name: '主导航' }).getByText('待办').click();
  await reviewer.page.getByRole('link', { name: new RegExp(site) }).click();
  await reviewer.page.getByRole('button', { name: '通过' }).click();
  await reviewer.page.getByRole('dialog').getByRole('button', { name: '通过' }).click();
  await reviewer.page.getByText('已办结').first().waitFor();
  await reviewer.page.goto(`${server}/#/apps/flood-readiness/inspection?view=byDate`);
  const found = reviewer.page.waitForResponse(response => response.url().includes('search='));
  await reviewer.page.getByLabel('搜索文字内容').fill(site);
  await found;
  await reviewer.page.waitForLoadState('networkidle');
  await reviewer.page.getByText('共 1 条').waitFor();
  await reviewer.page.getByRole('cell', { name: site, exact: true }).waitFor();
  await look(reviewer.page, 'list-wide');
  assert.deepEqual(reviewer.wrongs, []);
  await reviewer.close();
  assert.equal((await ask(`${flood}inspection(${id})`)).state, 'closed');
});

test('who was overtaken sees both values and chooses', async () => {
  const made = await ask(`${flood}inspection`, 'POST', { notes: '原来的' });
  const { page, wrongs, close } = await open('inspector.xinan');
  await page.goto(`${server}/#/apps/flood-readiness/inspection/${made.id}/edit`);
  await page.getByLabel('情况说明').fill('我的说明');
  await ask(`${flood}inspection(${made.id})`, 'PATCH', { notes: '别人的说明', hasTeam: 'no' });
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').getByLabel('对方的：别人的说明').waitFor();
  await look(page, 'conflict');
  await page.getByRole('dialog').getByRole('button', { name: '继续' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('ol.history li', { hasText: '情况说明' }).first().waitFor(); // who changed what
  const now = await ask(`${flood}inspection(${made.id})`);
  assert.deepEqual([now.notes, now.hasTeam], ['我的说明', 'no']);
  assert.deepEqual(wrongs, []);
  await close();
});

test('who is invited opens the link, chooses a name and a password, and is in', async () => {
  const { url } = await ask(`${server}/admin/invitations`, 'POST', { title: '新检查员', roles: [{ role: 'inspector', division: '310106006002' }] }, 'admin');
  const { page, wrongs, close } = await open(null);
  await page.goto(url);
  await page.getByLabel('用户名').fill(`yaoqing${crypto.randomUUID().slice(0, 8)}`);
  await page.getByLabel('姓名').fill('演示新检查员');
  await page.getByLabel(/^新密码/).fill('四个词 的 好密码 2026');
  await page.getByLabel('再输一遍新密码').fill('another one 2026');
  await page.getByRole('button', { name: '接受并登录' }).click();
  assert.match(await page.getByRole('alert').innerText(), /不一致/);
  await page.getByLabel('再输一遍新密码').fill('四个词 的 好密码 2026');
  await look(page, 'invitation');
  await page.getByRole('button', { name: '接受并登录' }).click();
  await page.getByRole('heading', { name: '演示新检查员' }).waitFor();
  assert.deepEqual(wrongs, []);
  await close();
});

test('lists, to-dos and settings on a phone, dark and in English', async () => {
  for (const [options, suffix] of [[{ colorScheme: 'dark' }, '-dark'], [{ locale: 'en' }, '-en']]) {
    const { page, wrongs, close } = await open('inspector.xinan', options);
    await page.locator('h3').first().waitFor();
    await look(page, `home${suffix}`);
    for (const [place, name] of [['tasks', 'tasks'], ['me', 'me'], ['apps/flood-readiness/inspection?view=byDate', 'list'], [`apps/community-base/site/${crypto.randomUUID()}/new`, 'site-form']]) {
      await page.goto(`${server}/#/${place}`);
      await page.locator('main .card, form.fill').first().waitFor();
      await page.waitForLoadState('networkidle');
      await look(page, name + suffix);
    }
    assert.deepEqual(wrongs, []);
    await close();
  }
});

test('a second factor is set up and given up in one\'s own page, which tells what happened to the account', async () => {
  const name = `kouling${crypto.randomUUID().slice(0, 8)}`;
  const { url } = await ask(`${server}/admin/invitations`, 'POST', { title: '口令', roles: [{ role: 'inspector', division: '310106006002' }] }, 'admin');
  const { page, wrongs, close } = await open(null);
  const words = '四个词 的 好密码 2026';
  await page.goto(url);
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel(/^新密码/).fill(words);
  await page.getByLabel('再输一遍新密码').fill(words);
  await page.getByRole('button', { name: '接受并登录' }).click();
  await page.locator('nav.tabs').waitFor();
  await page.goto(`${server}/#/me`);
  await page.locator('.events li', { hasText: '登录' }).first().waitFor();
  await page.getByRole('button', { name: '动态口令' }).click();
  await page.getByLabel('当前密码').fill('not the password');
  await page.getByRole('button', { name: '启用动态口令' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('当前密码').fill(words);
  await page.getByRole('button', { name: '启用动态口令' }).click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
  assert.match(await page.getByRole('link', { name: '用本机的验证器应用打开' }).getAttribute('href'), new RegExp(`^otpauth://totp/LowCode:${name}\\?secret=${secret}&`));
  await look(page, 'second-factor');
  await page.getByLabel('应用中显示的 6 位口令').fill(codeOf(secret));
  await page.getByRole('button', { name: '确定' }).click();
  await page.locator('ul.codes code').first().waitFor();
  const recovery = await page.locator('ul.codes code').allInnerTexts();
  assert.equal(recovery.length, 10);
  await look(page, 'recovery-codes');
  await page.getByRole('button', { name: '已妥善保管' }).click();
  await page.locator('.events li', { hasText: '启用动态口令' }).waitFor();
  await page.getByRole('button', { name: '动态口令' }).click();
  await page.getByLabel('当前密码').fill(words);
  await page.getByLabel('动态口令或恢复码').fill(recovery[0]);
  await page.getByRole('button', { name: '停用动态口令' }).click();
  await page.locator('.events li', { hasText: '停用动态口令' }).waitFor();
  assert.deepEqual(wrongs, []);
  await close();
});

/** What an authenticator app shows for a secret now (RFC 6238). */
function codeOf(secret) {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
