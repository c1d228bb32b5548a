import { now } from '../server/clock.ts';
import type { FieldOutline, AppOutline, FormOutline, Attachment } from '../server/outline.ts';
import { language } from '../ui/settings.ts';
import { t } from '../ui/texts.ts';
import { fieldAt } from './fields.ts';
import { personTitle } from './people.ts';
import { divisionName, titleOf } from './references.ts';

// Values as people read them.

let zone = 'Asia/Shanghai';
export const useTimeZone = (name: string): void => void (zone = name);

/** Today's date where the installation is. */
export const today = (at = now()): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);

/** An instant, to the minute, where the installation is. */
export function showInstant(instant: string): string {
  return new Intl.DateTimeFormat(language.value, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short', hour12: false }).format(new Date(instant));
}

/** The wall clock of an instant for an input of the browser, and back; both where the installation is. */
export function toLocal(instant: string): string {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

export function fromLocal(local: string): string {
  // What the wall clock shows in UTC is moved by the difference that it has there; twice, for hours in which clocks change.
  const wanted = Date.parse(`${local}:00Z`);
  let guess = wanted;
  for (let i = 0; i < 2; i++) guess += wanted - Date.parse(`${toLocal(new Date(guess).toISOString())}:00Z`);
  return new Date(guess).toISOString();
}

export function showDate(date: string): string {
  return new Intl.DateTimeFormat(language.value, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(`${date}T00:00:00Z`));
}

export function optionTitle(app: AppOutline, field: FieldOutline, code: string): string {
  return app.options[field.options ?? '']?.find(option => option.code === code)?.title ?? code;
}

/** A value in words; null when there is none. */
export function show(app: AppOutline, field: FieldOutline, value: unknown): string | null {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  switch (field.type) {
    case 'choice': return optionTitle(app, field, value as string);
    case 'choices': return (value as string[]).map(code => optionTitle(app, field, code)).join(language.value === 'en' ? ', ' : '、');
    case 'boolean': return value === true ? t('yes') : t('no');
    case 'date': return showDate(value as string);
    case 'time': return (value as string).slice(0, 5);
    case 'datetime': return showInstant(value as string);
    case 'integer': case 'decimal': return `${new Intl.NumberFormat(language.value, { maximumFractionDigits: 10 }).format(value as number)}${field.unit === undefined ? '' : ` ${field.unit}`}`;
    case 'reference': return field.to === undefined ? String(value) : titleOf(field.to, value as string) ?? '…';
    case 'division': return divisionName(value as string);
    case 'user': return personTitle(app.name, value as string);
    case 'location': return showLocation(value as { latitude: number; longitude: number; accuracy?: number | null });
    case 'file': case 'photo': case 'signature': return t('files', { count: (value as Attachment[]).length });
    case 'table': return String((value as unknown[]).length);
    default: return String(value);
  }
}

export function showLocation({ latitude, longitude, accuracy }: { latitude: number; longitude: number; accuracy?: number | null }): string {
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return accuracy === undefined || accuracy === null ? point : `${point}（${t('accuracy', { metres: Math.round(accuracy) })}）`;
}

export const stateTitle = (form: FormOutline, state: unknown): string =>
  form.workflow?.states.find(candidate => candidate.name === state)?.title ?? String(state ?? '');

const system = { $state: 'state', $division: 'division', $createdBy: 'createdBy', $createdAt: 'createdAt', $modifiedBy: 'modifiedBy', $modifiedAt: 'modifiedAt' } as const;

/** What a column of a view is called. */
export function columnLabel(form: FormOutline, path: string): string {
  return path in system ? t(system[path as keyof typeof system]) : fieldAt(form.fields, path)?.label ?? path;
}

/** What a column shows of an entity. */
export function columnText(app: AppOutline, form: FormOutline, path: string, value: unknown): string {
  switch (path) {
    case '$state': return stateTitle(form, value);
    case '$division': return divisionName(String(value ?? ''));
    case '$createdBy': case '$modifiedBy': return personTitle(app.name, String(value ?? ''));
    case '$createdAt': case '$modifiedAt': return value === undefined ? '' : showInstant(String(value));
    default: {
      const field = fieldAt(form.fields, path);
      return field === undefined ? String(value ?? '') : show(app, field, value) ?? '';
    }
  }
}
