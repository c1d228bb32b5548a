import { askOrKept } from '../device/answers.ts';
import type { AppSummary, Task } from '../server/outline.ts';
import { account, records } from '../server/server.ts';

const most = 200;

/** What waits for the caller in all apps, what is due first in front. */
export async function openTasks(apps: readonly AppSummary[]): Promise<Task[]> {
  const pages = await Promise.all(apps.map(({ name }) => askOrKept(account.value!.name, `tasks|${name}`, () => records.list<Task>(name, 'tasks', {
    $select: 'id,app,form,recordId,title,state,dueAt,overdue,escalated', $filter: `app eq '${name}'`, $orderby: 'dueAt', $top: String(most),
  }, most))));
  return [...new Map(pages.flatMap(page => page.value).map(task => [task.id, task])).values()]
    .sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'));
}
