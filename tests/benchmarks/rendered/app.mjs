// The app as people have it: a session at the real server, the form with its draft kept at each key.
import { slowDown } from './measures.mjs';

const [user, password] = ['inspector.xinan', 'lowcode-demo'];
const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
/** A phone in a poor place: what Chromium's tools call slow 4G. */
const slowNetwork = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

export const app = { open, starts };

async function signIn(page, server) {
  await page.goto(server);
  await page.getByLabel('用户名').fill(user);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('nav.tabs').waitFor();
  await page.waitForLoadState('networkidle');
}

async function open(page, server, sections, record) {
  const id = crypto.randomUUID();
  const body = { id, ...JSON.parse(JSON.stringify(record, (name, value) => name.startsWith('@') ? undefined : value)) };
  const response = await fetch(`${server}/odata/bench/sections${sections}`, {
    method: 'POST', headers: { Authorization: authorization, 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  await signIn(page, server);
  return {
    start: () => page.evaluate(hash => { location.hash = hash; }, `#/apps/bench/sections${sections}/${id}/edit`),
    isThere: "document.querySelector('form.fill input') !== null",
    inputOf: name => `#f-${name}`,
    end: () => page.evaluate(() => {
      const text = name => document.querySelector(`#f-${name} output`)?.textContent ?? null;
      const number = name => text(name) === null ? null : Number(text(name).replaceAll(',', ''));
      return { difference: number('v40'), points: number('v54'), text: text('v52'), shown: document.querySelector('#f-k16') !== null };
    }),
  };
}

/** How long until a person can do something: type their name at first, see their apps later. */
async function starts(browser, server, slower) {
  const times = { 'first visit, until the sign-in can be filled in': [], 'signed in, everything there, until the apps show': [] };
  const [cold, warm] = Object.keys(times);
  for (let round = 0; round < 3; round++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slowNetwork);
    await slowDown(page, slower);
    times[cold].push(await until(page, () => page.goto(server), 'input[type=password]'));
    await signIn(page, server);
    times[warm].push(await until(page, () => page.reload(), 'main h3'));
    await context.close();
  }
  return { network: '1.6 Mbit/s with 150 ms', times: Object.entries(times).map(([name, took]) => ({ name, took })) };
}

// The page says itself when it has drawn what is waited for, counted from the navigation.
async function until(page, go, selector) {
  await go();
  return page.evaluate(selector => new Promise(done => {
    const look = () => document.querySelector(selector) === null ? requestAnimationFrame(look) : requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    look();
  }), selector);
}
