import type { Entity, FormOutline, ViewOutline } from '../server/outline.ts';
import { textAt } from './entities.ts';
import { fieldAt, propertyPath } from './fields.ts';
import { wordsOf, type FilterValue, type ListRequest } from './queries.ts';

// What optionsOf asks the server for, found among the records on the device.

/** The records of a list, in its order. */
export function select(form: FormOutline, view: ViewOutline, request: ListRequest, all: readonly Entity[]): Entity[] {
  const filters = Object.entries(request.filters).map(([path, value]) => matcher(form, path, value));
  const finds = mentions(form, wordsOf(request.search));
  const order = (request.order === '' ? view.orderBy : [request.order]).map(term => comparer(form, term));
  return all
    .filter(entity => (view.states.length === 0 || view.states.includes(String(entity.state))) && filters.every(fits => fits(entity)) && finds(entity))
    .sort((one, other) => order.reduce((found, compare) => found || compare(one, other), 0) || compareValues(one.id, other.id));
}

type Fits = (entity: Entity) => boolean;

/** The value of a property at an OData path. */
export const valueAt = (entity: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], entity);

function matcher(form: FormOutline, path: string, { is, from, to }: FilterValue): Fits {
  const property = propertyPath(form.fields, path);
  const type = path === '$division' ? 'division' : path.startsWith('$') ? 'choice' : fieldAt(form.fields, path)?.type;
  switch (type) {
    case 'date': case 'time': return within(property, from, to, value => String(value));
    case 'integer': case 'decimal': return within(property, from, to, Number);
    case 'choices': return entity => !is || ((valueAt(entity, property) ?? []) as string[]).includes(is);
    case 'boolean': case 'reference': case 'choice': return entity => !is || textAt(entity, property) === is;
    case 'division': return entity => !is || (textAt(entity, property)?.startsWith(is) ?? false);
    default: return entity => !is || (textAt(entity, property)?.includes(is) ?? false);
  }
}

function within<T>(property: string, from: string | undefined, to: string | undefined, read: (value: unknown) => T): Fits {
  return entity => {
    if (!from && !to) return true;
    const value = valueAt(entity, property);
    return value !== null && value !== undefined && (!from || read(value) >= read(from)) && (!to || read(value) <= read(to));
  };
}

// As $search does it: whatever case or width, in texts that a rule makes too; outcomes of decisions are codes.
function mentions(form: FormOutline, words: readonly string[]): Fits {
  const wanted = words.map(plain);
  return entity => wanted.length === 0 || wanted.every(word => textsOf(form.fields, entity).some(text => plain(text).includes(word)));
}

function textsOf(fields: FormOutline['fields'], entity: Readonly<Record<string, unknown>>): string[] {
  return fields.flatMap(field => {
    const value = entity[field.property];
    if (value === null || value === undefined || field.masked) return [];
    if (field.type === 'group') return textsOf(field.fields ?? [], value as Record<string, unknown>);
    if (field.type === 'table') return (value as Record<string, unknown>[]).flatMap(row => textsOf(field.fields ?? [], row));
    return isText(field.type) && field.decision === undefined ? [String(value)] : [];
  });
}

const isText = (type: string) => ['text', 'longText', 'barcode'].includes(type);
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

function comparer(form: FormOutline, term: string): (one: Entity, other: Entity) => number {
  const [path, direction] = term.split(' ');
  const property = propertyPath(form.fields, path!);
  const sign = direction === 'desc' ? -1 : 1;
  return (one, other) => sign * compareValues(valueAt(one, property) ?? null, valueAt(other, property) ?? null);
}

// Nothing comes before everything; texts by their code units.
function compareValues(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return (one as string | number) < (other as string | number) ? -1 : 1;
}
