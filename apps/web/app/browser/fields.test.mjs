// Each type of field in headless Chromium against a running server: filled in, refused when it is wrong, saved, shown, changed.
// The app every-field (tests/packs) must be published there.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, inspector, launch, look, open, phone, server, wide } from './drive.mjs';
import { barPicture, codeVideo, photo } from './pictures.mjs';

const cards = '/odata/every-field/card';
const place = { latitude: 31.23456, longitude: 121.45678 };
let browser;
let mine;
let site;

before(async () => {
  browser = await launch();
  site = `活动室 ${crypto.randomUUID().slice(0, 6)}`;
  await ask('/odata/community-base/site', 'POST', { name: site, type: 'committee', address: '演示路 1 号', flood: { relevant: 'no' } });
  mine = await open(browser, inspector, { geolocation: { ...place, accuracy: 20 }, permissions: ['geolocation'] });
});
after(() => browser.close());

const field = (page, name) => page.locator(`#f-${name}`);
const group = (page, label) => page.getByRole('group', { name: label });
const value = (page, label) => page.locator('.value', { has: page.locator(`:scope > span:text-is("${label}")`) });
const save = async page => {
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.locator('section.card ol.history').waitFor();
};
async function pick(page, label, search, found) {
  await page.getByRole('button', { name: new RegExp(`^${label}：`) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(search);
  await dialog.getByRole('option', { name: found }).first().click();
  await dialog.waitFor({ state: 'detached' });
}
async function begin(page, title) {
  const id = crypto.randomUUID();
  await page.goto(`${server}/#/apps/every-field/card/${id}/new`);
  await page.getByLabel('标题').fill(title);
  return id;
}
const stored = async (id, property) => property.split('/').reduce((at, part) => at[part], await ask(`${cards}(${id})`));

/** name: the property; wrong: enters something wrong, and what is said then; shown: how the record shows it. */
const types = [
  { type: 'text', name: 'title', label: '标题', wrong: [page => page.getByLabel('标题').fill('卡'), /至少填写 2 个字/], fill: page => page.getByLabel('标题').fill('登记一张卡'), stored: '登记一张卡', shown: '登记一张卡', edit: page => page.getByLabel('标题').fill('改过的卡'), edited: '改过的卡' },
  { type: 'longText', name: 'notes', label: '备注', wrong: [page => page.getByLabel('备注').fill('一\u0001二'), /控制字符/], fill: page => page.getByLabel('备注').fill('第一行\n第二行'), stored: '第一行\n第二行', shown: /第一行\s+第二行/, edit: page => page.getByLabel('备注').fill(''), edited: null },
  { type: 'integer', name: 'count', label: '人数', wrong: [page => field(page, 'count').fill('11'), /不能大于 10/], fill: page => field(page, 'count').fill('３'), stored: 3, shown: '3 人', edit: page => field(page, 'count').fill('4'), edited: 4 },
  { type: 'decimal', name: 'price', label: '单价', wrong: [page => field(page, 'price').fill('1.234'), /最多保留 2 位小数/], fill: page => field(page, 'price').fill('1234.5'), stored: 1234.5, shown: '1,234.5 元', edit: page => field(page, 'price').fill('0.05'), edited: 0.05 },
  { type: 'boolean', name: 'agreed', label: '是否同意', fill: page => group(page, '是否同意').getByLabel('是', { exact: true }).check(), stored: true, shown: '是', edit: page => group(page, '是否同意').getByLabel('否', { exact: true }).check(), edited: false },
  { type: 'date', name: 'on', label: '日期', wrong: [page => page.getByLabel('日期').fill('2999-01-01'), /不能晚于今天/], fill: page => page.getByLabel('日期').fill('2026-02-03'), stored: '2026-02-03', shown: '2026年2月3日', edit: page => page.getByLabel('日期').fill(''), edited: null },
  { type: 'time', name: 'at', label: '时刻', wrong: [page => page.getByLabel('时刻').fill('19:30'), /不能晚于 18:00/], fill: page => page.getByLabel('时刻').fill('08:30'), stored: '08:30:00', shown: '08:30', edit: page => page.getByLabel('时刻').fill('09:00'), edited: '09:00:00' },
  { type: 'datetime', name: 'seen', label: '发现时间', wrong: [page => page.getByLabel('发现时间').fill('2999-01-01T08:00'), /不能晚于现在/], fill: page => page.getByLabel('发现时间').fill('2026-02-03T08:00'), stored: '2026-02-03T00:00:00Z', shown: /2026年2月3日 08:00/, edit: page => page.getByLabel('发现时间').fill('2026-02-03T09:30'), edited: '2026-02-03T01:30:00Z' },
  { type: 'choice', name: 'kind', label: '类别', fill: page => page.getByLabel('类别', { exact: true }).selectOption('fire'), stored: 'fire', shown: '消防', edit: page => page.getByLabel('类别', { exact: true }).selectOption(''), edited: null },
  { type: 'choices', name: 'kinds', label: '涉及类别', wrong: [async page => { for (const name of ['防汛', '消防', '高温']) await group(page, '涉及类别').getByLabel(name).check(); }, /最多选择 2 项/], fill: page => group(page, '涉及类别').getByLabel('消防').uncheck(), stored: ['flood', 'heat'], shown: '防汛、高温', edit: page => group(page, '涉及类别').getByLabel('防汛').uncheck(), edited: ['heat'] },
  { type: 'reference', name: 'siteId', label: '点位', fill: page => pick(page, '点位', site, site), shown: () => site, edit: page => page.getByRole('button', { name: '清除 点位' }).click(), edited: null },
  { type: 'group', name: 'contact/phone', label: '联系电话', wrong: [page => page.getByLabel('联系电话').fill('123'), /格式不正确/], fill: async page => { await page.getByLabel('联系人姓名').fill('张三'); await page.getByLabel('联系电话').fill('13800001111'); }, stored: '13800001111', shown: '13800001111', edit: page => page.getByLabel('联系电话').fill('13900002222'), edited: '13900002222' },
  { type: 'location', name: 'place/latitude', label: '位置', wrong: [async page => { await page.getByLabel('纬度').fill('99'); await page.getByLabel('经度').fill('121'); await page.getByLabel('经度').press('Tab'); }, /位置不正确/], fill: async page => { await page.getByRole('button', { name: '获取当前位置' }).click(); await page.getByText('误差约 20 米').first().waitFor(); }, stored: place.latitude, shown: /31\.23456, 121\.45678/, edit: async page => { await page.getByLabel('纬度').fill('31.5'); await page.getByLabel('纬度').press('Tab'); }, edited: 31.5 },
  { type: 'division', name: 'street', label: '所在街镇', fill: page => pick(page, '所在街镇', '江宁路', '江宁路街道'), stored: '310106006', shown: '江宁路街道', edit: page => pick(page, '所在街镇', '南京东路', '南京东路街道'), edited: '310101002' },
  { type: 'user', name: 'owner', label: '负责人', fill: page => pick(page, '负责人', '江宁路', '演示·江宁路街道审核员'), stored: 'reviewer.jiangning', shown: '演示·江宁路街道审核员', edit: page => pick(page, '负责人', '静安', '演示·静安区审核员'), edited: 'reviewer.jingan' },
  { type: 'barcode', name: 'code', label: '设备编码', fill: page => page.getByLabel('设备编码').fill('SB-2026-001'), stored: 'SB-2026-001', shown: 'SB-2026-001', edit: page => scanPicture(page), edited: 'SH-4711' },
];

for (const { type, name, label, wrong, fill, stored: expected, shown, edit, edited } of types) {
  test(`${type}: filled in, refused when wrong, saved, shown, changed`, async () => {
    const { page, wrongs } = mine;
    const id = await begin(page, `类型 ${type}`);
    if (wrong !== undefined) {
      await wrong[0](page);
      const said = page.locator('p.error', { hasText: wrong[1] });
      await said.waitFor();
      await fill(page);
      await said.waitFor({ state: 'detached' });
    } else {
      await fill(page);
    }
    await save(page);
    const text = typeof shown === 'function' ? shown() : shown;
    await value(page, label).filter({ hasText: text }).waitFor();
    if (expected !== undefined) assert.deepEqual(await stored(id, name), expected);
    await page.goto(`${server}/#/apps/every-field/card/${id}/edit`);
    await page.getByLabel('标题').waitFor();
    await edit(page);
    await save(page);
    assert.deepEqual(await stored(id, name), edited);
    assert.deepEqual(wrongs, []);
  });
}

async function scanPicture(page) {
  await page.getByRole('button', { name: '扫码 设备编码' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('打不开摄像头').waitFor(); // there is none
  await look(page, 'scan');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await dialog.getByText('没有认出').waitFor();
  await dialog.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: await barPicture(page, 'SH-4711') });
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('设备编码').inputValue(), 'SH-4711');
}

test('barcode: the camera reads a QR code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'camera-'));
  const video = join(folder, 'code.y4m');
  await writeFile(video, codeVideo('https://example.cn/设备/42'));
  const eyes = await launch('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${video}`);
  try {
    const { page, close } = await open(eyes, inspector, { permissions: ['camera'] });
    await begin(page, '摄像头');
    await page.getByRole('button', { name: '扫码 设备编码' }).click();
    await page.waitForFunction(() => document.querySelector('#f-code')?.value !== '');
    assert.equal(await page.getByLabel('设备编码').inputValue(), 'https://example.cn/设备/42');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'f-code');
    await close();
  } finally {
    await eyes.close();
    await rm(folder, { recursive: true });
  }
});

test('file: chosen, refused when it is of another kind, removed and brought back', async () => {
  const { page, wrongs } = mine;
  const id = await begin(page, '类型 file');
  await field(page, 'report').setInputFiles({ name: '数据.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await page.locator('p.error', { hasText: '不允许' }).waitFor();
  await page.getByRole('button', { name: '删除 数据.json' }).click();
  await field(page, 'report').setInputFiles({ name: '报告.txt', mimeType: 'text/plain', buffer: Buffer.from('一切正常') });
  await page.getByRole('button', { name: '删除 报告.txt' }).click();
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
  await page.getByRole('button', { name: '删除 报告.txt' }).waitFor();
  await save(page);
  await page.getByRole('link', { name: '报告.txt' }).waitFor();
  const [file] = await stored(id, 'report');
  assert.deepEqual([file.name, file.size], ['报告.txt', 12]);
  await page.goto(`${server}/#/apps/every-field/card/${id}/edit`);
  await page.getByRole('button', { name: '删除 报告.txt' }).click();
  await save(page);
  assert.deepEqual(await stored(id, 'report'), []);
  assert.deepEqual(wrongs, []);
});

test('photo: upright, small, marked, without what the camera wrote into it; looked at, removed and brought back', async () => {
  const { page, wrongs } = mine;
  const id = await begin(page, '类型 photo');
  const taken = await photo(page, { noise: true });
  assert.ok(taken.length > 600_000, `${taken.length}`);
  await field(page, 'photos').setInputFiles({ name: 'IMG_1.JPG', mimeType: 'image/jpeg', buffer: taken });
  await page.getByRole('button', { name: '删除 IMG_1.jpg' }).waitFor();
  await page.locator('#f-photos-album').setInputFiles([
    { name: 'old.jpg', mimeType: 'image/jpeg', buffer: await photo(page, { width: 800, height: 600, orientation: 1 }) },
    { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') }]);
  await page.locator('p.error', { hasText: 'broken.jpg 打不开' }).waitFor();
  await page.getByRole('button', { name: '删除 old.jpg' }).waitFor();
  await field(page, 'photos').evaluate(input => input.closest('.entry').scrollIntoView({ block: 'center' }));
  await look(page, 'photos');
  await page.getByRole('button', { name: /第 1 张，共 2 张/ }).click();
  await page.locator('dialog canvas').waitFor();
  await look(page, 'photo-large');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: /第 2 张/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '删除 old.jpg' }).click();
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
  await page.getByRole('button', { name: '删除 old.jpg' }).waitFor();
  await save(page);
  await page.locator('.files img').first().waitFor();
  const files = await stored(id, 'photos');
  assert.deepEqual(files.map(({ name, mediaType }) => [name, mediaType]), [['IMG_1.jpg', 'image/jpeg'], ['old.jpg', 'image/jpeg']]);
  for (const [i, [width, height]] of [[1280, 1920], [800, 600]].entries()) {
    const bytes = Buffer.from(await (await page.request.get(`${server}${cards}(${id})/photos/${i}/$value`)).body());
    assert.ok(bytes.length <= 600_000, `${bytes.length} bytes`);
    assert.ok(!bytes.includes('Exif') && !bytes.includes('SECRET'), 'what the camera wrote is gone');
    const seen = await page.evaluate(async base64 => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))], { type: 'image/jpeg' }));
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const at = (x, y) => pen.getImageData(x, y, 1, 1).data[0];
      return { drawn: canvas.toDataURL('image/png'), size: [image.width, image.height], corner: at(2, image.height - 3), top: at(image.width - 3, 3) };
    }, bytes.toString('base64'));
    assert.deepEqual(seen.size, [width, height]);
    if (i === 1) assert.ok(seen.corner < 170 && seen.top > 230, JSON.stringify(seen)); // the mark's veil lies at the bottom left
    if (process.env.SCREENS) await writeFile(`${process.env.SCREENS}/photo-${i}.png`, Buffer.from(seen.drawn.split(',')[1], 'base64'));
  }
  assert.deepEqual(wrongs, []);
});

test('signature: who cannot draw types the name', async () => {
  const { page, wrongs } = mine;
  const id = await begin(page, '类型 signature');
  await page.getByRole('button', { name: '签名 签名' }).click();
  await page.locator('.pad').evaluate(pad => pad.scrollIntoView({ block: 'center' }));
  await look(page, 'signature');
  await page.getByRole('button', { name: '改为键入姓名' }).click();
  await page.getByLabel('签名人姓名').fill('李四');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '删除 signature.png' }).waitFor();
  await save(page);
  assert.equal((await stored(id, 'signature')).length, 1);
  await page.goto(`${server}/#/apps/every-field/card/${id}/edit`);
  await page.getByRole('button', { name: '重新签名 签名' }).click();
  const canvas = page.locator('.pad canvas');
  const { x, y } = await canvas.boundingBox();
  await page.mouse.move(x + 20, y + 20);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + 60, { steps: 5 });
  await page.mouse.up();
  const [before] = await stored(id, 'signature');
  await page.locator('.pad').getByRole('button', { name: '确定' }).click();
  await page.locator('.pad').waitFor({ state: 'detached' });
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await save(page);
  const drawn = await stored(id, 'signature');
  assert.equal(drawn.length, 1);
  assert.notEqual(drawn[0].hash, before.hash);
  assert.deepEqual(wrongs, []);
});

test('table: rows are added, copied, moved, removed and brought back, and two hundred of them are used as a few are', async () => {
  const { page, wrongs } = mine;
  const id = await begin(page, '类型 table');
  const row = number => group(page, `物资 第 ${number} 行`);
  const add = page.getByRole('button', { name: /添加一行.*物资/ });
  await add.click();
  await row(1).getByLabel('品名').fill('沙袋');
  await row(1).getByLabel('数量').fill('20');
  await row(1).getByText('40', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: '复制第 1 行' }).click();
  await row(2).getByLabel('数量').fill('5');
  await row(2).getByLabel('品名').fill('水泵');
  await page.getByText('数量 25 件').waitFor();
  await page.getByRole('button', { name: '上移第 2 行' }).click();
  assert.equal(await row(1).getByLabel('品名').inputValue(), '水泵');
  await page.getByRole('button', { name: '删除第 1 行' }).click();
  await page.getByText('（1）').waitFor();
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
  await page.getByText('（2）').waitFor();
  await save(page);
  assert.deepEqual((await stored(id, 'supplies')).map(({ name, count, double }) => [name, count, double]), [['水泵', 5, 10], ['沙袋', 20, 40]]);
  const etag = (await ask(`${cards}(${id})`))['@odata.etag'];
  const long = Array.from({ length: 199 }, (_, i) => ({ name: `物资 ${i + 1}`, count: 1 }));
  const patched = await fetch(`${server}${cards}(${id})`, {
    method: 'PATCH', headers: { Authorization: `Basic ${Buffer.from(`${inspector}:lowcode-demo`).toString('base64')}`, 'Content-Type': 'application/json', 'If-Match': etag }, body: JSON.stringify({ supplies: long }),
  });
  assert.ok(patched.ok, await patched.text());
  await page.reload();
  await page.goto(`${server}/#/apps/every-field/card/${id}/edit`);
  await page.getByText('（199）').waitFor();
  assert.equal(await page.getByLabel('品名').count(), 0); // each is a line
  await field(page, 'supplies').evaluate(table => table.scrollIntoView());
  await look(page, 'table-long');
  await page.getByRole('button', { name: /^150 物资 150/ }).click();
  await row(150).getByLabel('数量').fill('7');
  await page.getByText('数量 205 件').waitFor();
  await add.click();
  await row(200).getByLabel('品名').fill('最后一件');
  await page.getByText('最多 200 行，已满').waitFor();
  await save(page);
  const now = await stored(id, 'supplies');
  assert.deepEqual([now.length, now[149].count, now[199].name], [200, 7, '最后一件']);
  await page.setViewportSize(wide);
  await page.getByRole('columnheader', { name: '品名' }).waitFor();
  assert.equal(await page.getByRole('region', { name: '物资' }).getByRole('row').count(), 202); // with the head and the total
  await page.setViewportSize(phone);
  assert.deepEqual(wrongs, []);
});

test('rules: what depends on something appears with it, is required, offered, calculated, preset or locked by it', async () => {
  const { page, wrongs } = mine;
  const id = await begin(page, '规则');
  assert.equal(await page.getByLabel('日期').inputValue(), '2026-03-01');
  assert.equal(await page.getByLabel('物品', { exact: true }).count(), 0);
  await page.getByLabel('类别', { exact: true }).selectOption('flood');
  await group(page, '物品').getByLabel('沙袋').check();
  assert.equal(await group(page, '物品').getByLabel('灭火器').count(), 0);
  await page.getByLabel('类别', { exact: true }).selectOption('fire');
  await page.locator('p.error', { hasText: '现在不能选“沙袋”' }).waitFor();
  await group(page, '物品').getByLabel('灭火器').check();
  await page.locator('p.error').waitFor({ state: 'detached' });
  await field(page, 'count').fill('6');
  await page.locator('#f-twice output', { hasText: '12' }).waitFor();
  await page.getByRole('button', { name: '还差 1 项必填' }).click();
  await look(page, 'missing');
  await page.getByRole('dialog').getByRole('button', { name: /备注/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'f-notes');
  await page.keyboard.type('人多');
  await page.getByText('必填项已填完').waitFor();
  await page.locator('#f-office output', { hasText: '窗口一' }).waitFor();
  await page.getByLabel('联系人姓名').fill('王五');
  await page.getByLabel('联系电话').fill('13800005678');
  await save(page);
  const card = await ask(`${cards}(${id})`);
  assert.deepEqual([card.item, card.twice, card.office, card.on], ['fireExtinguisher', 12, '窗口一', '2026-03-01']);
  assert.deepEqual(wrongs, []);

  const viewer = await open(browser, 'viewer.city');
  await viewer.go('apps', 'every-field', 'card', id);
  await value(viewer.page, '联系电话').filter({ hasText: '138****5678' }).waitFor();
  assert.equal(await viewer.page.getByRole('link', { name: '编辑' }).count(), 0);
  await viewer.close();
});

test('what is refused by the server alone is said at its field', async () => {
  const { page, wrongs } = mine;
  const name = `拆除的 ${crypto.randomUUID().slice(0, 6)}`;
  const gone = await ask('/odata/community-base/site', 'POST', { name, type: 'committee', address: '演示路 2 号', flood: { relevant: 'no' } });
  const id = await begin(page, '点位没有了');
  await pick(page, '点位', name, name);
  await ask(`/odata/community-base/site(${gone.id})`, 'DELETE', undefined, 'admin');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.locator('.entry', { has: field(page, 'site') }).locator('p.error').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'f-site');
  await look(page, 'refused');
  await page.getByRole('button', { name: '清除 点位' }).click();
  await save(page);
  assert.equal(await stored(id, 'siteId'), null);
  assert.deepEqual(wrongs, []);
});
