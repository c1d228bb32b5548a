// What is measured of a page, for every engine alike.

/** Fields that are typed into: read by a condition, by values, by a text, and by nothing. */
const typed = [['n2', '31'], ['n10', '4711'], ['n21', '25'], ['t3', 'kucun'], ['l5', 'shuoming']];
/** Longer than any engine waits before it works out what follows. */
const settled = 400;

/** From now on the page's processor is this many times slower. */
export async function slowDown(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}

/** Milliseconds from asking for a form until it is drawn. */
export async function openForm(page, { start, isThere }) {
  const opened = page.evaluate(isThere => new Promise(done => {
    const from = performance.now();
    const there = new Function(`return ${isThere}`);
    const look = () => there() ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))) : requestAnimationFrame(look);
    look();
  }), isThere);
  await start();
  return opened;
}

/** Types with the keyboard. Of each key: milliseconds of all work on the page's thread, and until the screen shows the character. */
export async function type(page, { inputOf }) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  await page.evaluate(() => {
    window.painted = [];
    addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.painted.push(performance.now() - timeStamp);
      port2.postMessage(null);
    }), true);
  });
  const work = [];
  for (const [field, text] of typed) {
    const input = page.locator(await inputOf(field));
    await input.scrollIntoViewIfNeeded();
    await input.focus();
    await input.selectText();
    await page.waitForTimeout(settled);
    for (const key of text) {
      const before = await busy();
      await page.keyboard.press(key);
      await page.waitForTimeout(settled);
      work.push(await busy() - before);
    }
  }
  return { work, painted: await page.evaluate(() => window.painted) };
}

export function report(title, results) {
  console.log(`${title}; milliseconds`);
  for (const { name, opened, work, painted } of results) {
    console.log(`  ${name.padEnd(10)}form drawn ${at(0.5, opened).toFixed(0).padStart(6)}   a key: work ${at(0.5, work).toFixed(1).padStart(7)}, most ${at(1, work).toFixed(1).padStart(7)}`
      + `   until painted ${at(0.5, painted).toFixed(1).padStart(7)}, most ${at(1, painted).toFixed(1).padStart(7)}`);
  }
}

export function at(share, times) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
