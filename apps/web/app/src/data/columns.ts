import type { AppOutline, Entity, FormOutline } from '../server/outline.ts';
import { textAt } from './entities.ts';
import { fieldAt, propertyPath } from './fields.ts';
import { load, loadDivisions } from './references.ts';
import { columnText } from './showing.ts';

// The columns of a list.

/** Fetches what the records and divisions are called that some columns refer to. */
export async function loadNames(form: FormOutline, columns: readonly string[], found: readonly Entity[]): Promise<void> {
  for (const path of columns) {
    const at = propertyPath(form.fields, path);
    const field = fieldAt(form.fields, path);
    const values = found.map(entity => textAt(entity, at)).filter(value => value !== null);
    if (path === '$division' || field?.type === 'division') await loadDivisions(values);
    else if (field?.to !== undefined) await load(field.to, values);
  }
}

/** What stands in an entity at a column. */
export function valueAt(form: FormOutline, entity: Entity, path: string): unknown {
  return propertyPath(form.fields, path).split('/').reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], entity);
}

/** A column as people read it. */
export const cellText = (app: AppOutline, form: FormOutline, entity: Entity, path: string): string => columnText(app, form, path, valueAt(form, entity, path));

/** A column as a spreadsheet reads it: numbers are numbers, days are days, the rest is words. */
export function sheetText(app: AppOutline, form: FormOutline, entity: Entity, path: string): string {
  const value = valueAt(form, entity, path);
  const type = path.startsWith('$') ? undefined : fieldAt(form.fields, path)?.type;
  if (value !== null && value !== undefined && (type === 'integer' || type === 'decimal' || type === 'date')) return String(value);
  return cellText(app, form, entity, path);
}
