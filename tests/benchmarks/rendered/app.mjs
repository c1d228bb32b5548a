// The app as people have it: a session at the real server, the form with its draft kept at each key.
import { slowDown } from './measures.mjs';

const [user, password] = ['inspector.xinan', 'lowcode-demo'];
const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
/** A phone in a poor place: what Chromium's tools call slow 4G. */
const slowNetwork = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

export const app = { open, starts, sync };

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
  const times = { 'first visit, until the sign-in can be filled in': [], 'signed in, everything there, until the apps show': [], 'without a server, until the apps show': [] };
  const [cold, warm, offline] = Object.keys(times);
  for (let round = 0; round < 3; round++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slowNetwork);
    await slowDown(page, slower);
    times[cold].push(await until(page, () => page.goto(server), 'input[type=password]'));
    await signIn(page, server);
    await isUpToDate(page, server);
    times[warm].push(await until(page, () => page.goto(server), 'main h3'));
    await context.setOffline(true);
    times[offline].push(await until(page, () => page.goto(server), 'main h3'));
    await context.close();
  }
  return { network: '1.6 Mbit/s with 150 ms', times: Object.entries(times).map(([name, took]) => ({ name, took })) };
}

/** Waits until the device has everything that it is to have, and starts without a server. */
async function isUpToDate(page, server) {
  await page.goto(`${server}/#/me`);
  await page.getByText(/条记录，更新于/).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** What a phone has that was without a server for long, each record with a photo: how long until all of it is in. Seconds. */
async function sync(browser, server, slower, { count, photo }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await signIn(page, server);
  await isUpToDate(page, server);
  await slowDown(page, slower);
  await context.setOffline(true);
  await page.evaluate(queue, { count, photo, user });
  await page.reload();
  await page.getByText(String(count)).first().waitFor();
  const from = performance.now();
  await context.setOffline(false);
  await page.evaluate(empty, 'outbox');
  const took = (performance.now() - from) / 1000;
  const arrived = await (await fetch(`${server}/odata/bench/evidence/$count?$filter=photos/$count eq 1`, { headers: { Authorization: authorization } })).text();
  if (arrived.replace(/^\uFEFF/, '') !== String(count)) throw new Error(`${arrived} of ${count} records have arrived with their photo.`);
  await context.close();
  return took;
}

// Runs in the page: puts into the outbox what a person would have put there.
async function queue({ count, photo, user }) {
  const database = await new Promise((done, failed) => {
    const request = indexedDB.open('lowcode');
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const { apps } = await new Promise(done => {
    const request = database.transaction('answers').objectStore('answers').getAll();
    request.onsuccess = () => done(request.result.map(({ value }) => value).find(value => Array.isArray(value?.apps)));
  });
  const { version } = apps.find(({ name }) => name === 'bench');
  for (let i = 0; i < count; i++) {
    const bytes = new Uint8Array(photo);
    for (let from = 0; from < photo; from += 65_536) crypto.getRandomValues(bytes.subarray(from, from + 65_536));
    bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
    const hash = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
    const file = { hash, name: `${i}.jpg`, mediaType: 'image/jpeg', size: photo };
    const id = crypto.randomUUID();
    const record = { note: `note ${i}`, photos: [file] };
    const transaction = database.transaction(['files', 'outbox'], 'readwrite');
    transaction.objectStore('files').put({ key: `${user}|${hash}`, user, blob: new Blob([bytes], { type: 'image/jpeg' }), name: file.name, isUploaded: false, upload: null });
    transaction.objectStore('outbox').add({
      key: crypto.randomUUID(), user, app: 'bench', form: 'evidence', id, kind: 'create', title: 'evidence', what: 'evidence', version, base: null, etag: null, record, sent: [], division: null,
      body: { id, ...record }, files: [file], requestId: crypto.randomUUID(), firstSent: null, at: new Date().toISOString(), isOffline: true, state: 'waiting', message: '', details: [],
    });
    await new Promise((done, failed) => Object.assign(transaction, { oncomplete: done, onabort: () => failed(transaction.error) }));
  }
  database.close();
}

// Runs in the page: waits until a store is empty.
async function empty(name) {
  const database = await new Promise(done => {
    const request = indexedDB.open('lowcode');
    request.onsuccess = () => done(request.result);
  });
  const count = () => new Promise(done => {
    const request = database.transaction(name).objectStore(name).count();
    request.onsuccess = () => done(request.result);
  });
  while (await count() > 0) await new Promise(done => setTimeout(done, 100));
  database.close();
}

// The page says itself when it has drawn what is waited for, counted from the navigation.
async function until(page, go, selector) {
  await go();
  return page.evaluate(selector => new Promise(done => {
    const look = () => document.querySelector(selector) === null ? requestAnimationFrame(look) : requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    look();
  }), selector);
}
