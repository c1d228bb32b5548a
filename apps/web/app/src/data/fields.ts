import type { FieldOutline, FormOutline } from '../server/outline.ts';

/** A field by its dotted path in a form; groups are passed through. */
export interface PlacedField {
  readonly path: string;
  readonly field: FieldOutline;
}

/** All fields of a form or table that hold something, in order, groups opened. */
export function flatten(fields: readonly FieldOutline[], prefix = ''): PlacedField[] {
  return fields.flatMap(field => field.type === 'group' ? flatten(field.fields ?? [], `${prefix}${field.name}.`) : [{ path: prefix + field.name, field }]);
}

/** The field at a dotted path. */
export function fieldAt(fields: readonly FieldOutline[], path: string): FieldOutline | undefined {
  const [name, ...rest] = path.split('.');
  const field = fields.find(candidate => candidate.name === name);
  return rest.length === 0 || field === undefined ? field : fieldAt(field.fields ?? [], rest.join('.'));
}

/** The address of a field in OData: flood.relevant is flood/relevant, site is siteId. */
export function propertyPath(fields: readonly FieldOutline[], path: string): string {
  if (path.startsWith('$')) return path.slice(1);
  const [name, ...rest] = path.split('.');
  const field = fields.find(candidate => candidate.name === name);
  if (field === undefined) return path;
  return rest.length === 0 ? field.property : `${field.property}/${propertyPath(field.fields ?? [], rest.join('.'))}`;
}

/** A path of cells (supplies[2].needed, organization.roster) from a target of the server (supplies/2/needed, organization/roster). */
export function cellPath(fields: readonly FieldOutline[], target: string): string {
  let [path, at] = ['', fields];
  for (const part of target.split('/')) {
    if (/^\d+$/.test(part)) {
      path += `[${part}]`;
      continue;
    }
    const field = at.find(candidate => candidate.property === part || candidate.name === part);
    path += `${path === '' ? '' : '.'}${field?.name ?? part}`;
    at = field?.fields ?? [];
  }
  return path;
}

/** Whether a list of paths names a path, or a group around it. */
export function covers(paths: readonly string[], path: string): boolean {
  return paths.some(candidate => path === candidate || path.startsWith(`${candidate}.`));
}

/**
 * Whether a state locks a field for everybody; a column by the path of its table (elements.district). A locked table keeps its
 * rows, and which of their cells may be changed is told for each column.
 */
export function isLockedIn(form: FormOutline, state: string | null, path: string): boolean {
  const found = form.workflow?.states.find(candidate => candidate.name === state);
  return found !== undefined && (found.locked ? !covers(found.open, path) : covers(found.lock, path));
}

/** The paths in which a state lets nobody change anything: a table of which a column is open is not among them. */
export function lockedIn(form: FormOutline, state: string | null): string[] {
  const open = form.workflow?.states.find(candidate => candidate.name === state)?.open ?? [];
  return flatten(form.fields).map(({ path }) => path).filter(path => isLockedIn(form, state, path) && !open.some(other => other.startsWith(`${path}.`)));
}
