import type { Cell, StoredRecord } from '@lowcode/form-runtime';
import type { AppOutline, FieldOutline } from '../server/outline.ts';
import { show } from '../data/showing.ts';
import { newId } from '../data/ids.ts';

/** A list with one of its members in another place. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const left = rows.filter((_, i) => i !== from);
  return [...left.slice(0, to), rows[from]!, ...left.slice(to)];
}

/** The row of a table's cell as it is stored, found from the record down through the tables around it. */
export function storedRow(record: StoredRecord, cell: Cell, at: number): StoredRecord {
  const owner = cell.row.owner;
  const around = owner === null ? record : storedRow(record, owner, cell.row.position);
  return (around[cell.field.plan.path] as StoredRecord[])[at]!;
}

/** The same row once more: what people enter, under keys of its own, in its tables too. */
export function duplicate(fields: readonly FieldOutline[], row: StoredRecord, prefix = ''): StoredRecord {
  const copy: Record<string, unknown> = prefix === '' ? { '@key': newId() } : {};
  for (const field of fields) {
    const path = prefix + field.name;
    if (field.type === 'group') Object.assign(copy, duplicate(field.fields ?? [], row, `${path}.`));
    else if (row[path] !== undefined && field.computed !== true && field.masked !== true)
      copy[path] = field.type === 'table' ? (row[path] as StoredRecord[]).map(inner => duplicate(field.fields ?? [], inner)) : row[path];
  }
  return copy;
}

/** What a row is about, in a line: the first values that say something. */
export function summary(app: AppOutline, fields: readonly FieldOutline[], valueOf: (field: FieldOutline) => unknown, most = 4): string {
  const parts: string[] = [];
  for (const field of fields) {
    if (parts.length === most) break;
    if (['group', 'table', 'file', 'photo', 'signature', 'location'].includes(field.type)) continue;
    const text = show(app, field, valueOf(field));
    if (text !== null) parts.push(['integer', 'decimal', 'boolean'].includes(field.type) ? `${field.label} ${text}` : text);
  }
  return parts.join(' · ');
}

/** The sums of a table's columns that are counted in a unit; shares are not summed. */
export function totals(fields: readonly FieldOutline[], rows: readonly ((field: FieldOutline) => unknown)[]): { field: FieldOutline; sum: number }[] {
  return fields.filter(field => ['integer', 'decimal'].includes(field.type) && field.unit !== undefined && !field.masked && !/[%‰]/.test(field.unit))
    .map(field => ({ field, sum: rows.reduce((sum, valueOf) => sum + Number(valueOf(field) ?? 0), 0) }));
}
