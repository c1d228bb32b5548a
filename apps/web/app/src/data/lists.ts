import { outbox } from '../device/outbox.ts';
import { keptRecords } from '../device/records.ts';
import { account, isUnreachable, records, type Page } from '../server/server.ts';
import type { AppOutline, Entity, FormOutline, ViewOutline } from '../server/outline.ts';
import { select } from './local.ts';
import { setWithPending } from './pending.ts';
import { optionsOf, type ListRequest } from './queries.ts';

/** A part of a list. */
export interface ListPage {
  readonly rows: readonly Entity[];
  /** How many there are in all. */
  readonly count: number | undefined;
  /** Where it goes on. */
  readonly next: string | undefined;
}

/** The beginning of a list: from the server, or all of it from the device when that cannot be reached. */
export async function firstPage(app: AppOutline, form: FormOutline, view: ViewOutline, request: ListRequest, size: number): Promise<ListPage> {
  try {
    return pageOf(await records.list<Entity>(app.name, form.name, optionsOf(form, view, request), size));
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    const user = account.value!.name;
    const pending = (await outbox.of(user)).filter(entry => entry.state !== 'different' && entry.app === app.name && entry.form === form.name);
    const rows = select(form, view, request, setWithPending(form, await keptRecords.of(user, app.name, form.name), pending));
    return { rows, count: rows.length, next: undefined };
  }
}

/** What comes behind. */
export const nextPage = async (link: string, size: number): Promise<ListPage> => pageOf(await records.next<Entity>(link, size));

const pageOf = (page: Page<Entity>): ListPage => ({ rows: page.value, count: page['@odata.count'], next: page['@odata.nextLink'] });
