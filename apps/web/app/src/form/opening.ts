import type { RuleContext, StoredRecord } from '@lowcode/form-runtime';
import { Filling, type Start } from './filling.ts';
import type { AppOutline, Attachment, Entity, FieldOutline, FormOutline } from '../server/outline.ts';
import { pendingOf, type Entry } from '../device/outbox.ts';
import { keptRecords } from '../device/records.ts';
import { now } from '../server/clock.ts';
import { account, isUnreachable, records, ServerError } from '../server/server.ts';
import { t } from '../ui/texts.ts';
import { catalogue, formOf, outlineOf, rulesOf } from '../data/catalogue.ts';
import { recordOf } from '../data/entities.ts';
import { withPending } from '../data/pending.ts';
import { find, loadAll } from '../data/references.ts';
import { today } from '../data/showing.ts';

/** A form with its app and messages. */
export interface OpenForm {
  readonly app: AppOutline;
  readonly form: FormOutline;
  readonly start: (start: Start, entity: Entity | null, division: string | null, now?: Date) => Promise<Filling>;
}

/** Opens a form as it was in a version of its app, or as it is now. */
export async function openForm(appName: string, formName: string, version?: number): Promise<OpenForm> {
  const [{ messages }, app] = await Promise.all([catalogue(), outlineOf(appName, version)]);
  const form = formOf(app, formName);
  if (form === undefined) throw new ServerError(404, '', t('notFound'));
  const rules = await rulesOf(app, formName);
  return {
    app, form,
    async start(start, entity, division, at = now()) {
      await loadAll(form.fields, [start.record, ...(start.before === null ? [] : [start.before])]);
      return new Filling(rules, start, contextOf(app.name, form, entity, division, at), messages);
    },
  };
}

// As the server has it: people act at the nearest of their divisions that contains the record.
function contextOf(app: string, form: FormOutline, entity: Entity | null, division: string | null, now: Date): RuleContext {
  const me = account.value!;
  const place = String(entity?.division ?? division ?? '');
  const mine = me.roles.filter(held => held.app === null || held.app === app);
  const here = mine.filter(held => place.startsWith(held.division)).sort((one, other) => other.division.length - one.division.length);
  return {
    today: today(now),
    now: now.toISOString(),
    me: { name: me.name, title: me.title, division: (here[0] ?? mine[0])?.division ?? '', roles: [...new Set(here.map(held => held.role))] },
    record: entity === null
      ? { id: null, state: form.workflow?.states[0]?.name ?? null, division: place, createdBy: me.name, createdAt: null }
      : { id: entity.id, state: (entity.state as string | undefined) ?? null, division: place, createdBy: String(entity.createdBy), createdAt: String(entity.createdAt) },
    find,
  };
}

/** A record as it is on the server now, or was when this device saw it last. */
export async function findEntity(app: string, form: string, id: string): Promise<Entity> {
  const user = account.value!.name;
  try {
    const entity = await records.find(app, form, id);
    await keptRecords.keep(user, app, form, [entity]).catch(() => undefined); // a full device: it is shown all the same
    return entity;
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) await keptRecords.keep(user, app, form, [], [id]).catch(() => undefined);
    if (!isUnreachable(error)) throw error;
    const kept = await keptRecords.find(user, app, form, id).catch(() => undefined);
    if (kept === undefined) throw new ServerError(0, '', t('notOnDevice'));
    return kept;
  }
}

/** A record, and its form as it was in the version that the record belongs to. */
export interface OpenRecord {
  readonly open: OpenForm;
  /** As it will be when what waits is in. */
  readonly entity: Entity;
  readonly record: StoredRecord;
  /** As it is on the server; undefined when it is not there yet. */
  readonly stored: Entity | undefined;
  readonly pending: readonly Entry[];
}

/** Opens a record, with what waits about it. */
export async function openRecord(app: string, formName: string, id: string): Promise<OpenRecord> {
  const pending = await pendingOf(account.value!.name, app, formName, id).catch(() => []); // a browser that keeps nothing
  const isNew = pending[0]?.kind === 'create';
  const stored = await findEntity(app, formName, id).catch(error => {
    if (isNew && error instanceof ServerError && (isUnreachable(error) || error.status === 404)) return undefined;
    throw error;
  });
  const open = await openForm(app, formName, (stored?.appVersion as number | undefined) ?? pending[0]?.version);
  const entity = withPending(open.form, stored, pending)!;
  return { open, entity, record: recordOf(open.form.fields, entity), stored, pending };
}

/** Addresses of a record's attachments, by hash. */
export function urlsOf(app: string, form: FormOutline, entity: Entity | null): Map<string, string> {
  const urls = new Map<string, string>();
  if (entity !== null) collect(form.fields, entity, `/odata/${app}/${form.name}(${entity.id})`, urls);
  return urls;
}

function collect(fields: readonly FieldOutline[], entity: Readonly<Record<string, unknown>>, address: string, urls: Map<string, string>): void {
  for (const field of fields) {
    const [value, at] = [entity[field.property], `${address}/${field.property}`];
    if (value === null || value === undefined) continue;
    if (field.type === 'group') collect(field.fields ?? [], value as Record<string, unknown>, at, urls);
    else if (field.type === 'table') (value as Record<string, unknown>[]).forEach((row, i) => collect(field.fields ?? [], row, `${at}/${i}`, urls));
    else if (['file', 'photo', 'signature'].includes(field.type)) (value as Attachment[]).forEach((file, i) => urls.set(file.hash, `${at}/${i}/$value`));
  }
}
