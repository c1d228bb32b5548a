import type { FormOutline, ViewOutline } from '../server/outline.ts';
import { fieldAt, propertyPath } from './fields.ts';

// From a view, and what a person searches, filters and sorts by, to options of OData.

/** What somebody filters one field by: a value, or the ends of a range. */
export interface FilterValue {
  readonly is?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface ListRequest {
  readonly search: string;
  readonly filters: Readonly<Record<string, FilterValue>>;
  /** path, or path desc; empty for the view's own. */
  readonly order: string;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The view that shows all records of a form that has none of its own. */
export function plainView(form: FormOutline, title: string): ViewOutline {
  const display = form.fields.find(field => field.property === form.display?.split('/')[0] && field.type !== 'group');
  const shown = display === undefined ? [] : [display.name];
  return {
    name: '', title, columns: [...shown, ...(form.workflow === undefined ? [] : ['$state']), '$division', '$modifiedAt'],
    filters: [...(form.workflow === undefined ? [] : ['$state']), '$division'], orderBy: ['$modifiedAt desc'], states: [],
  };
}

/** The options of a request for a list. */
export function optionsOf(form: FormOutline, view: ViewOutline, request: ListRequest): Record<string, string> {
  const property = (path: string) => propertyPath(form.fields, path);
  const terms = Object.entries(request.filters).flatMap(([path, value]) => termsOf(form, path, value));
  if (view.states.length > 0) terms.push(`state in (${view.states.map(quoted).join(',')})`);
  const order = request.order === '' ? view.orderBy : [request.order];
  const columns = [...new Set(['id', ...view.columns.map(property), ...(form.display === undefined ? [] : [form.display])])];
  return {
    $count: 'true',
    $select: columns.join(','),
    ...(order.length === 0 ? {} : { $orderby: order.map(term => term.replace(/^\S+/, property)).join(',') }),
    ...(terms.length === 0 ? {} : { $filter: terms.join(' and ') }),
    ...(request.search.trim() === '' ? {} : { $search: searchOf(request.search) }),
  };
}

/** The words of a search. */
export const wordsOf = (text: string) => text.trim().split(/\s+/).filter(word => word !== '');

/** Each word must be there; what would mean something in a search does not. */
export function searchOf(text: string): string {
  return wordsOf(text).map(word => `"${word.replace(/["\\]/g, '')}"`).filter(word => word !== '""').join(' ') || '""';
}

function termsOf(form: FormOutline, path: string, { is, from, to }: FilterValue): string[] {
  const property = propertyPath(form.fields, path);
  if (path === '$division') return is ? [`startswith(division,${quoted(is)})`] : [];
  const type = path.startsWith('$') ? 'choice' : fieldAt(form.fields, path)?.type;
  const bound = (value: string | undefined, operator: string) => value ? [`${property} ${operator} ${value}`] : [];
  switch (type) {
    case 'date': case 'integer': case 'decimal': case 'time': return [...bound(from, 'ge'), ...bound(to, 'le')];
    case 'boolean': return is ? [`${property} eq ${is}`] : [];
    case 'reference': return is ? [`${property} eq ${is}`] : [];
    case 'choices': return is ? [`${property}/any(c:c eq ${quoted(is)})`] : [];
    case 'choice': return is ? [`${property} eq ${quoted(is)}`] : [];
    case 'division': return is ? [`startswith(${property},${quoted(is)})`] : [];
    default: return is ? [`contains(${property},${quoted(is)})`] : [];
  }
}
