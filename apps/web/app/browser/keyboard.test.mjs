// Whole work in headless Chromium against a running server: an inspection by keyboard alone, a community scored by all who take part,
// lists worked on together, sessions that end, a second factor; and every screen looked at on a phone, wide, dark, with large text.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ask, inspector, launch, look, narrow, open, password, server, signIn, wide } from './drive.mjs';

const flood = '/odata/flood-readiness/inspection';
const secret = '四个词 的 好密码 2026';
let browser;
let site;

before(async () => {
  browser = await launch();
  site = `活动室 ${crypto.randomUUID().slice(0, 6)}`;
  await ask('/odata/community-base/site', 'POST', { name: site, type: 'committee', address: '演示路 1 号', flood: { relevant: 'no' } });
});
after(() => browser.close());

/** Somebody whom the administrator makes, with a password of their own. */
async function person(title, role, division) {
  const name = `u${crypto.randomUUID().slice(0, 11)}`;
  const made = await ask('/admin/users', 'POST', { name, title, roles: [{ role, division }] }, 'admin');
  await ask('/account/password', 'POST', { current: made.password, new: secret }, name, made.password);
  return name;
}

/** Where the focus is: what it is called, and whether it can be seen. */
const focused = page => page.evaluate(async () => {
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame); // as long as it takes to be drawn
  const at = document.activeElement;
  if (at === null || at === document.body) return { name: '', tag: '', isSeen: true };
  const text = element => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const own = at.getAttribute('aria-label') ?? ([...(at.labels ?? [])].map(text).join(' ') || text(at));
  const around = at.closest('fieldset')?.querySelector('legend');
  const box = at.getBoundingClientRect();
  const [x, y] = [Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2)), box.y + Math.min(box.height, 40) / 2];
  const on = document.elementFromPoint(x, y);
  const isHidden = at.classList.contains('unseen');
  return { name: [around && at.matches('input') ? text(around) : '', own].filter(Boolean).join(' / '), tag: at.tagName, id: at.id, isSeen: isHidden || at === document.querySelector('main') || (on !== null && (at.contains(on) || on.contains(at))) };
});

/** Tabs on until the focus is on what is meant; wherever it comes by, it can be seen. */
async function tabTo(page, name, key = 'Tab') {
  const passed = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    assert.ok(now.isSeen, `the focus is covered at ${JSON.stringify(now)}`);
    passed.push(now.name);
    if (name.test(now.name)) return now;
  }
  assert.fail(`The focus never came to ${name}: ${passed.join(' | ')}`);
}

test('a whole inspection is filled in and submitted by keyboard alone', async () => {
  const { page, close } = await open(browser, null, { viewport: wide });
  const keys = page.keyboard;
  await page.getByLabel('用户名').waitFor();
  await tabTo(page, /^用户名/);
  await keys.type(inspector);
  await tabTo(page, /^密码/);
  await keys.type(password);
  await keys.press('Enter');
  await page.locator('nav.tabs').waitFor();
  await page.getByRole('button', { name: /新建.*六有/ }).waitFor();
  await tabTo(page, /跳到正文/);
  await keys.press('Enter');
  assert.equal((await focused(page)).tag, 'MAIN');
  await tabTo(page, /新建.*六有/);
  await keys.press('Enter');
  await page.locator('form.fill').waitFor();
  await tabTo(page, /^检查点位：请选择/);
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keys.press('Escape');
  assert.equal((await focused(page)).id, 'f-site'); // the focus comes back
  await keys.press('Enter');
  await keys.type(site);
  await page.getByRole('option', { name: site }).waitFor();
  await page.getByText('找到 1 项').waitFor();
  await keys.press('ArrowDown');
  await page.locator('[role=option][aria-selected=true]').waitFor();
  await keys.press('Enter');
  await page.locator('#f-siteName output', { hasText: site }).waitFor();
  assert.equal((await focused(page)).id, 'f-site');

  const first = async (name, then = []) => { await tabTo(page, name); await keys.press('Space'); for (const key of then) await keys.press(key); };
  const all = async (name, count) => { await tabTo(page, name); await keys.press('Space'); for (let i = 1; i < count; i++) { await keys.press('Tab'); await keys.press('Space'); } };
  const type = async (name, text) => { await tabTo(page, name); await keys.type(text); };
  await first(/一、有组织机构/);
  for (const name of [/防汛领导小组名单/, /岗位责任制/, /汛期值班表/]) await first(name);
  await type(/值班电话/, '13800000000');
  await first(/二、有工作制度/);
  await all(/已建立的制度/, 5);
  await first(/三、有防汛预案/);
  await type(/区水务备案号/, '演示备〔2026〕01号');
  await all(/预案包含的内容/, 6);
  await first(/四、有物资准备/);
  for (const name of [/储备台账/, /固定存放场所/, /用后回收和补充/]) await first(name);
  await tabTo(page, /添加一行.*物资清单/);
  await keys.press('Enter');
  await page.getByRole('group', { name: '物资清单 第 1 行' }).waitFor();
  await tabTo(page, /^品名/);
  await keys.press('ArrowDown'); // the first of the list
  await type(/^应备/, '200');
  await type(/^现有/, '150');
  await page.locator('#f-totalShort output', { hasText: /^50$/ }).waitFor();
  await first(/五、有抢险队伍/);
  await first(/队员名单/);
  await type(/队员人数/, '8');
  for (const name of [/装备到位/, /联系方式有效/]) await first(name);
  await first(/六、有避难场所/, ['ArrowDown', 'ArrowDown']);
  await tabTo(page, /^签名/);
  await keys.press('Enter');
  await tabTo(page, /改为键入姓名/);
  await keys.press('Enter');
  await keys.type('演示 检查员');
  await keys.press('Enter');
  await page.getByRole('button', { name: '删除 signature.png' }).waitFor();
  await page.getByText('必填项已填完').waitFor();
  await keys.press('Control+s');
  await page.getByRole('heading', { name: site }).waitFor();
  const id = /inspection\/([0-9a-f-]{36})/.exec(page.url())[1];
  await page.getByRole('button', { name: '上报' }).waitFor();
  await tabTo(page, /^上报$/);
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^上报$/);
  await keys.press('Enter');
  await page.getByText('待街镇审核').first().waitFor();
  const sent = await ask(`${flood}(${id})`);
  assert.deepEqual([sent.state, sent.grade, sent.hasShelter, sent.supplies[0].short, sent.signature.length], ['submitted', 'A', 'na', 50, 1]);

  await page.goto(`${server}/#/apps/flood-readiness/inspection?view=byDate`);
  await page.getByRole('columnheader').first().waitFor();
  await keys.press('/');
  assert.match((await focused(page)).name, /搜索文字内容/);
  await keys.type(site);
  await page.getByText('共 1 条').waitFor();
  await tabTo(page, /^检查日期/);
  await keys.press('Enter');
  await page.locator('th[aria-sort=ascending]', { hasText: '检查日期' }).waitFor();
  await close();
});

test('lists: rows are selected, finished together with the reason where it does not go, deleted, and exported whole', async () => {
  const mark = crypto.randomUUID().slice(0, 6);
  for (const [i, count] of [3, null, 5, 7].entries()) await ask('/odata/every-field/card', 'POST', { title: `批量 ${mark} ${i}`, ...(count === null ? {} : { count }), ...(i === 0 ? { notes: '=1+1' } : i > 1 ? { notes: '说明' } : {}), owner: 'reviewer.jiangning' });
  const { page, close } = await open(browser, inspector, { viewport: wide });
  await page.goto(`${server}/#/apps/every-field/card?view=cards&search=${mark}`);
  await page.getByText('共 4 条').waitFor();
  await page.getByRole('cell', { name: '演示·江宁路街道审核员' }).first().waitFor(); // people by what they are called
  await page.getByRole('cell', { name: '演示·新安居委会检查员' }).first().waitFor();
  const box = i => page.getByRole('checkbox', { name: `选择 批量 ${mark} ${i}` });
  await box(0).click();
  await box(2).click({ modifiers: ['Shift'] });
  await page.getByText('已选 3 条').waitFor();
  await look(page, 'list-selected');
  await page.getByRole('button', { name: '批量办结' }).click();
  await page.getByRole('dialog').getByText('选中的 3 条').waitFor();
  await look(page, 'bulk-sure');
  await page.getByRole('dialog').getByRole('button', { name: '办结' }).click();
  await page.getByText('完成 2 条，未完成 1 条').waitFor();
  await page.locator('.bulk li', { hasText: `批量 ${mark} 1` }).getByText('没有填人数').waitFor();
  await page.getByText('已选 1 条').waitFor();
  await look(page, 'bulk-failed');
  assert.deepEqual((await ask(`/odata/every-field/card?$filter=contains(title,'${mark}')&$orderby=title`)).value.map(({ state }) => state), ['done', 'draft', 'done', 'draft']);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出表格' }).click();
  const file = Buffer.concat(await (await (await download).createReadStream()).toArray()).toString('utf8');
  const lines = file.split('\r\n');
  assert.equal(lines[0], '\ufeff标题,人数,类别,负责人,状态,填报人');
  assert.equal(lines[1], `批量 ${mark} 0,3,,演示·江宁路街道审核员,已办结,演示·新安居委会检查员`);
  assert.equal(lines.length, 6);
  await page.getByRole('button', { name: '取消选择' }).click();
  await page.getByRole('checkbox', { name: '选择已列出的全部记录' }).click();
  await page.getByText('已选 4 条').waitFor();
  await page.locator('.bulk').getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await page.getByText('完成 2 条，未完成 2 条').waitFor(); // two are closed
  await page.locator('.bulk li').getByText('“已办结”状态下不能删除').first().waitFor();
  assert.deepEqual((await ask(`/odata/every-field/card?$filter=contains(title,'${mark}')`)).value.map(({ state }) => state), ['done', 'done']);
  await close();
});

test('a record is deleted after a question, and nobody who may not is asked', async () => {
  const { id } = await ask('/odata/every-field/card', 'POST', { title: '要删的卡' });
  const other = await open(browser, 'reviewer.jiangning');
  await other.go('apps', 'every-field', 'card', id);
  await other.page.getByRole('heading', { name: '要删的卡' }).waitFor();
  assert.equal(await other.page.getByRole('button', { name: '删除' }).count(), 0);
  await other.close();
  const { page, go, close } = await open(browser, inspector);
  await go('apps', 'every-field', 'card', id);
  await page.getByRole('button', { name: '删除' }).click();
  await look(page, 'delete');
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除这条记录' }).click();
  await page.getByText('已删除“要删的卡”').waitFor();
  assert.deepEqual((await ask(`/odata/every-field/card?$filter=id eq ${id}`)).value, []);
  await close();
});

test('a community is scored by all who take part, from its own assessment to its name', async () => {
  const officers = Object.fromEntries(await Promise.all(['emergencyOfficer', 'weatherOfficer', 'seismicOfficer', 'fireOfficer'].map(async (role, i) => [role, await person(`演示·${['应急', '气象', '地震', '消防'][i]}核查员`, role, '310106')])));
  const city = await person('演示·市级审核员', 'reviewer', '31');
  const community = `示例社区 ${crypto.randomUUID().slice(0, 6)}`;
  await ask('/odata/demonstration-community/profile', 'POST', {
    name: community, year: 2026, population: { households: 800, residents: 2000 }, records: { national: 'no', municipal: 'no', hazardList: 'yes', vulnerableList: 'yes', riskMap: 'yes', plan: 'yes' }, warning: { receive: ['phone'], relay: ['broadcast'] }, head: '李示例', phone: '021-00000000',
  });

  const applicant = await open(browser, inspector, { viewport: wide });
  {
    const { page } = applicant;
    await page.getByRole('button', { name: /新建.*示范社区创建申报/ }).click();
    await page.getByLabel('社区名称').fill(community);
    await page.locator('#f-profile').click();
    await page.getByRole('dialog').getByRole('combobox').fill(community);
    await page.getByRole('dialog').getByRole('option', { name: community }).click();
    await page.getByLabel('示范作用').fill('楼组联防，人人会用灭火器。');
    await page.getByLabel('居民对综合减灾的满意率').fill('92.5');
    // What is answered with yes asks for more.
    for (let unanswered; (unanswered = page.locator('fieldset.entry:not(:has(input:checked)) .option:has-text("是") input[type=radio]').first(), await unanswered.count()) > 0;) await unanswered.check();
    for (const [name, text] of [['organization-meetings', '2'], ['organization-gridCoverage', '100'], ['organization-handled', '100'], ['organization-budget', '12'], ['risk-assessments', '2']]) await page.locator(`#f-${name}`).fill(text);
    for (let unanswered; (unanswered = page.locator('fieldset.entry:not(:has(input:checked)) .option:has-text("是") input[type=radio]').first(), await unanswered.count()) > 0;) await unanswered.check();
    const row = number => page.getByRole('group', { name: new RegExp(`其余评分项.* 第 ${number} 行`) });
    await page.getByRole('button', { name: /添加一行.*其余评分项/ }).click();
    const elements = ['risk', 'hazards', 'facilities', 'supplies', 'teams', 'response', 'education', 'culture', 'special'];
    for (const [i, element] of elements.entries()) {
      if (i > 0) await page.getByRole('button', { name: `复制第 ${i} 行` }).click();
      await row(i + 1).getByLabel('要素').selectOption(element);
      await row(i + 1).getByLabel('评定内容').fill(`示例评分项 ${i + 1}`);
      await row(i + 1).getByLabel('满分').fill(i === 0 ? '7' : '10');
      await row(i + 1).getByLabel('自评分').fill(i === 0 ? '7' : '9');
    }
    await page.locator('#f-tableMax output', { hasText: '100' }).waitFor();
    await look(page, 'application-wide');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('heading', { name: community }).waitFor();
  }
  const id = /application\/([0-9a-f-]{36})/.exec(applicant.page.url())[1];
  const record = async () => ask(`/odata/demonstration-community/application(${id})`, 'GET', undefined, 'admin');
  const act = async (page, action, needs = {}) => {
    await page.getByRole('button', { name: action, exact: true }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, text] of Object.entries(needs)) await dialog.getByLabel(label, { exact: false }).fill(text);
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'detached' }).catch(async () => assert.fail(`${action}: ${await dialog.innerText()}`));
  };
  /** Somebody finds it, does something, and leaves. */
  const as = async (user, work, secretOf = password) => {
    const theirs = await open(browser, user, { viewport: wide, secret: secretOf });
    await theirs.go('apps', 'demonstration-community', 'application', id);
    await theirs.page.getByRole('heading', { name: community }).waitFor();
    await work(theirs.page);
    await theirs.close();
  };
  const edit = async (page, work) => {
    await page.getByRole('link', { name: '编辑' }).click();
    await page.locator('form.fill').waitFor();
    await work();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('ol.history').waitFor();
  };
  const score = async (page, number, label, points) => {
    const head = page.getByRole('button', { name: new RegExp(`^${number} .*示例评分项 ${number}`) });
    if (await head.getAttribute('aria-expanded') === 'false') await head.click();
    await page.getByRole('group', { name: new RegExp(`其余评分项.* 第 ${number} 行`) }).getByLabel(label).fill(points);
  };

  await act(applicant.page, '自评完成，报街镇');
  await applicant.page.getByText('待街镇推荐').first().waitFor();
  assert.deepEqual([(await record()).result, (await record()).score], ['pass', 92]);
  await applicant.close();
  await as('reviewer.jiangning', async page => {
    await edit(page, async () => { await score(page, 2, '街镇初评', '8'); await page.getByLabel('街镇意见').fill('同意推荐。'); });
    await act(page, '推荐报区减灾办');
    await page.getByText('区级材料审核').first().waitFor();
  });
  await as('reviewer.jingan', page => act(page, '材料通过，安排现场核查'));
  for (const [i, officer] of Object.values(officers).entries()) {
    await as(officer, async page => {
      await act(page, '现场核查签署', i === 0 ? { 核查日期: '2026-03-01', 核查情况: '现场与申报一致。' } : {});
      if (i < 3) await page.locator('ol.history li', { hasText: '会签' }).nth(i).waitFor();
    }, secret);
  }
  assert.equal((await record()).state, 'scoring');
  await as('reviewer.jingan', async page => {
    await edit(page, () => score(page, 3, '区级评分', '5'));
    await act(page, '评分');
    await page.getByText('判定依据').first().waitFor();
    await look(page, 'application-scored');
    await act(page, '报市减灾办');
  });
  assert.deepEqual([(await record()).state, (await record()).score], ['citySpotCheck', 87]);
  await as(city, async page => {
    await edit(page, async () => {
      await page.getByRole('group', { name: '是否现场抽查' }).getByLabel('否', { exact: true }).check();
      await page.getByLabel('公示开始').fill('2026-03-02');
      await page.getByLabel('公示结束').fill('2026-03-09');
      await page.getByRole('group', { name: '公示异议' }).getByLabel('无异议').check();
    });
    await act(page, '公示');
    await page.getByRole('button', { name: '命名' }).waitFor();
    await act(page, '命名');
    await page.getByText('已命名').first().waitFor();
    await page.locator('ol.history li', { hasText: '演示·消防核查员' }).waitFor();
  }, secret);
  const done = await record();
  assert.deepEqual([done.state, done.namedOn !== null], ['named', true]);
});

test('a session that ends while somebody works loses nothing', async () => {
  const { page, context, go, close } = await open(browser, inspector);
  const id = crypto.randomUUID();
  await go('apps', 'every-field', 'card', id, 'new');
  await page.getByLabel('标题').fill('会话结束之前');
  await page.getByText('已存在本机').waitFor();
  await context.clearCookies();
  await page.reload(); // what was not saved is a draft
  await page.getByLabel('用户名').waitFor();
  await signIn(page, inspector);
  await page.getByText('已恢复').waitFor();
  assert.equal(await page.getByLabel('标题').inputValue(), '会话结束之前');
  await go('me');
  await page.getByText(/条记录，更新于/).waitFor(); // nothing else is asked now
  await go('apps', 'every-field', 'card', id, 'new');
  await page.getByText('已恢复').waitFor();
  await context.clearCookies();
  await page.getByRole('button', { name: '保存', exact: true }).click(); // what was saved waits for whoever signs in
  await page.getByText('登录已过期').waitFor();
  await look(page, 'session-over');
  const sent = page.waitForResponse(response => response.url().includes('$batch') && response.ok() && response.request().postData()?.includes(id));
  await signIn(page, inspector);
  assert.deepEqual((await (await sent).json()).responses.map(({ status }) => status), [201]);
  assert.equal((await ask(`/odata/every-field/card(${id})`)).title, '会话结束之前');
  await close();
});

test('whoever has a second factor is asked for its code, which may be pasted', async () => {
  const name = await person('演示·两步登录', 'inspector', '310106006002');
  const { secret: key } = await ask('/account/second-factor', 'POST', { password: secret }, name, secret);
  await ask('/account/second-factor/confirm', 'POST', { code: totp(key, 0) }, name, secret);
  const { page, close } = await open(browser, null);
  await page.getByLabel('用户名').fill(name);
  await page.locator('input[type=password]').fill(secret);
  await page.locator('button[type=submit]').click();
  const code = page.getByLabel(/动态口令/);
  await code.waitFor();
  await look(page, 'second-factor');
  assert.equal(await code.getAttribute('autocomplete'), 'one-time-code');
  await code.fill('000000');
  await page.locator('button[type=submit]').click();
  await page.getByRole('alert').getByText('不正确').waitFor();
  await code.fill(totp(key, 1));
  await page.locator('button[type=submit]').click();
  await page.locator('nav.tabs').waitFor();
  await close();
});

// RFC 6238, as authenticator apps count.
function totp(key, steps) {
  const bits = [...key.replace(/=+$/, '')].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', bytes).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('every screen can be read: on a phone, wide, dark, with large text on 320 pixels, in English', async () => {
  const card = await ask('/odata/every-field/card', 'POST', { title: '看一看', count: 3, supplies: [{ name: '沙袋', count: 2 }, { name: '水泵', count: 1 }], owner: 'reviewer.jiangning', kinds: ['flood', 'heat'], notes: '说明' });
  const places = [
    ['home', []], ['tasks', ['tasks']], ['me', ['me']], ['cards', ['apps', 'every-field', 'card?view=cards']], ['sites', ['apps', 'community-base', 'site?view=sites']],
    ['card', ['apps', 'every-field', 'card', card.id]], ['card-edit', ['apps', 'every-field', 'card', card.id, 'edit']], ['inspection-new', ['apps', 'flood-readiness', 'inspection', crypto.randomUUID(), 'new']],
    ['application-new', ['apps', 'demonstration-community', 'application', crypto.randomUUID(), 'new']], ['nothing', ['no', 'such', 'place']]];
  for (const [suffix, options] of [['', {}], ['-wide', { viewport: wide }], ['-dark', { colorScheme: 'dark' }], ['-large', { viewport: narrow, large: true }], ['-en', { locale: 'en', viewport: narrow }]]) {
    const { page, go, close } = await open(browser, inspector, options);
    for (const [name, path] of places) {
      await go(...path);
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      await look(page, name + suffix);
    }
    await go('apps', 'community-base', 'site?view=sites');
    await page.getByRole('button', { name: /^(筛选|Filter)/ }).click();
    await look(page, `filter${suffix}`);
    await page.getByRole('dialog').getByRole('button', { name: /^(所属区划|Division)/ }).click();
    await page.getByRole('dialog').last().getByRole('option').first().waitFor();
    await look(page, `pick${suffix}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await go('me');
    await page.getByRole('button', { name: /修改密码|Change password/ }).click();
    await look(page, `password${suffix}`);
    await close();
  }
});
