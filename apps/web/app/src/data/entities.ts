import type { StoredRecord } from '@lowcode/form-runtime';
import type { Attachment, Entity, FieldOutline } from '../server/outline.ts';
import { flatten } from './fields.ts';

// Between a record as OData has it (groups are objects, tables have rowId) and canonical JSON, which the form runtime
// evaluates (dotted paths, nothing that is empty, rows with @key).

type Json = Readonly<Record<string, unknown>>;

/** The canonical record of an entity. What is masked is no value: it is left out, as the server leaves it out of rules. */
export function recordOf(fields: readonly FieldOutline[], entity: Json, prefix = ''): StoredRecord {
  const record: Record<string, unknown> = {};
  for (const field of fields) {
    const value = entity[field.property];
    if (field.masked || value === null || value === undefined) continue;
    if (field.type === 'group') Object.assign(record, recordOf(field.fields ?? [], value as Json, `${prefix}${field.name}.`));
    else if (!isEmpty(value)) record[prefix + field.name] = stored(field, value);
  }
  return record;
}

function stored(field: FieldOutline, value: unknown): unknown {
  switch (field.type) {
    case 'table': return (value as Json[]).map(row => ({ '@key': row.rowId, ...recordOf(field.fields ?? [], row) }));
    case 'file': case 'photo': case 'signature': return (value as Attachment[]).map(({ hash, name, mediaType, size }) => ({ hash, name, mediaType, size }));
    case 'location': return withoutNulls(value as Json);
    default: return value;
  }
}

/** A record as OData would have it. What is masked stays as it was in the entity of before. */
export function entityOf(fields: readonly FieldOutline[], record: StoredRecord, before: Json = {}, prefix = ''): Record<string, unknown> {
  const entity: Record<string, unknown> = {};
  for (const field of fields) {
    const value = record[prefix + field.name];
    if (field.type === 'group') entity[field.property] = entityOf(field.fields ?? [], record, (before[field.property] ?? {}) as Json, `${prefix}${field.name}.`);
    else if (field.masked) entity[field.property] = before[field.property] ?? null;
    else if (field.type === 'table') entity[field.property] = ((value ?? []) as StoredRecord[]).map(row => ({ rowId: row['@key'], ...entityOf(field.fields ?? [], row) }));
    else entity[field.property] = value ?? (isList(field) ? [] : null);
  }
  return entity;
}

/** The attachments of a record, those in its tables too. */
export function attachmentsOf(fields: readonly FieldOutline[], record: StoredRecord): Attachment[] {
  return flatten(fields).flatMap(({ path, field }) => {
    const value = record[path] ?? [];
    if (field.type === 'table') return (value as StoredRecord[]).flatMap(row => attachmentsOf(field.fields ?? [], row));
    return ['file', 'photo', 'signature'].includes(field.type) ? (value as Attachment[]) : [];
  });
}

/** What a PATCH or POST says to make a record from another: only what people enter and what differs; what was cleared is null. */
export function changesOf(
  fields: readonly FieldOutline[], before: StoredRecord, after: StoredRecord, mayset: (field: FieldOutline, path: string) => boolean, prefix = '',
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const field of fields) {
    const path = prefix + field.name;
    if (field.type === 'group') {
      const inner = changesOf(field.fields ?? [], before, after, mayset, `${path}.`);
      if (Object.keys(inner).length > 0) changes[field.property] = inner;
    } else if (!field.computed && !field.masked && mayset(field, path) && !same(before[path], after[path])) {
      changes[field.property] = sent(field, after[path]);
    }
  }
  return changes;
}

function sent(field: FieldOutline, value: unknown): unknown {
  if (field.type === 'table') return ((value ?? []) as StoredRecord[]).map(row => sentRow(field.fields ?? [], row));
  if (value === undefined) return isList(field) ? [] : null;
  return value;
}

function sentRow(fields: readonly FieldOutline[], row: StoredRecord): Record<string, unknown> {
  return { ...(row['@key'] === undefined ? {} : { rowId: row['@key'] }), ...changesOf(fields, {}, row, () => true) };
}

const isList = (field: FieldOutline) => ['choices', 'file', 'photo', 'signature'].includes(field.type);

/** Equal as JSON, whatever the order of members. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || stable(one) === stable(other);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => inner !== null && typeof inner === 'object' && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner) ?? '';
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function withoutNulls(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

/** The text of the property at an OData path. */
export function textAt(entity: Json, path: string | undefined): string | null {
  let value: unknown = entity;
  for (const part of path?.split('/') ?? ['']) value = (value as Json | null | undefined)?.[part];
  return value === null || value === undefined || value === '' ? null : String(value);
}

export const etagOf = (entity: Entity): string => String(entity['@odata.etag'] ?? '*');

/** What two people made of one record: which paths both changed otherwise, and what comes out when the rest is put together. */
export interface Merge {
  /** Theirs, with what only I changed. */
  readonly record: StoredRecord;
  /** Paths that both changed, to different values. */
  readonly both: readonly string[];
  /** Paths that only they changed. */
  readonly theirs: readonly string[];
}

/** Puts two changes of one record together. */
export function merge(base: StoredRecord, mine: StoredRecord, theirs: StoredRecord, entered: readonly string[]): Merge {
  const record: Record<string, unknown> = { ...theirs };
  const [both, onlyTheirs]: [string[], string[]] = [[], []];
  for (const path of entered) {
    const iDid = !same(base[path], mine[path]);
    const theyDid = !same(base[path], theirs[path]);
    if (iDid && theyDid && !same(mine[path], theirs[path])) both.push(path);
    else if (theyDid && !iDid) onlyTheirs.push(path);
    if (iDid) put(record, path, mine[path]);
  }
  return { record, both, theirs: onlyTheirs };
}

/** Sets or clears a path. */
export function put(record: Record<string, unknown>, path: string, value: unknown): void {
  if (value === undefined) delete record[path];
  else record[path] = value;
}
