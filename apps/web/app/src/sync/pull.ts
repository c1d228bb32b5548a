import { reactive } from 'vue';
import { catalogue, outline } from '../data/catalogue.ts';
import { recallDivisions } from '../data/references.ts';
import { openTasks } from '../data/tasks.ts';
import { device } from '../device/device.ts';
import { followedSets, keptRecords, setKey } from '../device/records.ts';
import { now } from '../server/clock.ts';
import { account, definitions, isReachable, isUnreachable, records, ServerError, type Page } from '../server/server.ts';
import type { Entity, Task } from '../server/outline.ts';

// Everything a person needs without a server, fetched while there is one: definitions, rules, records, to-dos.

/** Of one form, records on a device; of larger sets it has the user's own, those in their to-dos and those they opened. */
export const mostRecords = 2_000;
const pageSize = 500;
const idsAtOnce = 50;
/** Of a set of which the device has a part, records of others. */
const mostOthers = 500;
const often = 5 * 60_000;
const gone = 410;

/** How it is going. */
export const pulling = reactive({ isRunning: false, done: 0, total: 0, at: '', failed: '' });
/** The cache in which the worker finds rules. */
export const modulesCache = 'lowcode-modules';

let running: Promise<void> | null = null;

/** Brings the device up to date; one at a time. What cannot be had now is had the next time. */
export function pull(): Promise<void> {
  return (running ??= work().finally(() => (running = null)));
}

/** Waits until nothing is fetched any more. */
export const pullIsOver = async (): Promise<void> => void await running;

async function work(): Promise<void> {
  const user = account.value?.name;
  if (user === undefined) return;
  Object.assign(pulling, { isRunning: true, done: 0, total: 0, failed: '' });
  try {
    await recallDivisions();
    pulling.at = (await device.get('pulledAt')) ?? '';
    const { apps } = await catalogue();
    const forms = apps.flatMap(app => app.forms.map(form => ({ app: app.name, form: form.name, version: app.version, canRead: form.can.includes('read') })));
    pulling.total = forms.length;
    const tasks = await openTasks(apps);
    for (const app of apps) await outline(app.name);
    for (const { app, form, version, canRead } of forms) {
      if (account.value?.name !== user || !isReachable.value) return;
      await keepRules(app, form, version);
      if (canRead) await follow(user, app, form, tasks.filter(task => task.app === app && task.form === form));
      pulling.done++;
    }
    await device.set('pulledAt', (pulling.at = now().toISOString()));
  } catch (error) {
    if (!isUnreachable(error)) pulling.failed = (error as Error).message;
  } finally {
    pulling.isRunning = false;
  }
}

async function keepRules(app: string, form: string, version: number): Promise<void> {
  if (!('caches' in globalThis)) return; // not by https: there is no worker either
  const cache = await caches.open(modulesCache);
  const at = definitions.moduleAt(app, form, version);
  if (await cache.match(at) === undefined) await cache.add(at);
}

/** Follows the records of one form: from where it was, or from the beginning. */
export async function follow(user: string, app: string, form: string, tasks: readonly Task[]): Promise<void> {
  const known = await followedSets.find(user, app, form);
  if (known?.link) {
    try {
      await goOn(user, app, form, known.link, known.isPart);
      if (known.isPart) await refresh(user, app, form, tasks);
      return;
    } catch (error) {
      if (!(error instanceof ServerError) || (error.status !== gone && error.status !== 400)) throw error;
    }
  }
  const isPart = await records.count(app, form) > mostRecords;
  const ids = new Set<string>();
  let page = await records.list(app, form, isPart ? { $filter: `createdBy eq '${user.replaceAll("'", "''")}'` } : {}, pageSize, records.followed);
  for (;;) {
    await take(user, app, form, page);
    page.value.forEach(entity => ids.add(entity.id));
    if (page['@odata.nextLink'] === undefined) break;
    page = await records.next(page['@odata.nextLink'], pageSize, records.followed);
  }
  if (!isPart) await keptRecords.keepOnly(user, app, form, ids);
  await followedSets.keep({ key: setKey(user, app, form), user, link: page['@odata.deltaLink'] ?? null, isPart });
  if (isPart) await refresh(user, app, form, tasks);
}

async function goOn(user: string, app: string, form: string, link: string, isPart: boolean): Promise<void> {
  for (let next: string | undefined = link; next !== undefined;) {
    const page: Page<Entity> = await records.next(next, pageSize, records.followed);
    await take(user, app, form, page);
    const delta = page['@odata.deltaLink'];
    if (delta !== undefined) await followedSets.keep({ key: setKey(user, app, form), user, link: delta, isPart });
    next = delta === undefined ? page['@odata.nextLink'] : undefined;
  }
}

// Of changes told twice in one page the later one counts, as they come.
async function take(user: string, app: string, form: string, page: Page<Entity>): Promise<void> {
  const now = new Map(page.value.map(entity => [entity.id, entity]));
  const isGone = (entity: Entity) => entity['@odata.removed'] !== undefined || entity['@removed'] !== undefined;
  const all = [...now.values()];
  await keptRecords.keep(user, app, form, all.filter(entity => !isGone(entity)), all.filter(isGone).map(entity => entity.id));
}

// Of a set that is not followed as a whole: those in to-dos, and those that were opened, as they are now, if they are still to be seen.
async function refresh(user: string, app: string, form: string, tasks: readonly Task[]): Promise<void> {
  const opened = (await keptRecords.of(user, app, form)).filter(entity => entity.createdBy !== user).map(entity => entity.id);
  const all = [...new Set([...tasks.map(task => task.recordId), ...opened])];
  await keptRecords.keep(user, app, form, [], all.slice(mostOthers));
  for (let i = 0; i < Math.min(all.length, mostOthers); i += idsAtOnce) {
    const ids = all.slice(i, Math.min(i + idsAtOnce, mostOthers));
    const page = await records.list(app, form, { $filter: `id in (${ids.join(',')})` }, idsAtOnce, records.annotated);
    await keptRecords.keep(user, app, form, page.value, ids.filter(id => !page.value.some(entity => entity.id === id)));
  }
}

/** Pulls now and then: when the page comes back, when the network does, every few minutes. */
export function pullOften(): void {
  const pullNow = () => document.visibilityState === 'visible' && void pull();
  addEventListener('online', pullNow);
  document.addEventListener('visibilitychange', pullNow);
  setInterval(pullNow, often);
}
