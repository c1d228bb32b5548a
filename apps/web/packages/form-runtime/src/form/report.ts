import type { LiveForm } from './live.js';
import type { Finding, StoredRecord } from './row.js';

/** Everything about a record that is being filled in, by the cells' paths; for tests and for people who look into a form. */
export interface Report {
  readonly record: StoredRecord;
  readonly pruned: StoredRecord;
  readonly findings: readonly (Finding & { readonly path: string })[];
  readonly hidden: readonly string[];
  readonly required: readonly string[];
  readonly readonly: readonly string[];
  readonly options: Readonly<Record<string, readonly string[]>>;
}

/** Reports on a record as it is now. */
export function report(live: LiveForm): Report {
  const cells = [...live.cells()];
  const paths = (chosen: (cell: (typeof cells)[number]) => boolean) => cells.filter(chosen).map(cell => cell.path).sort();
  return {
    record: live.record(),
    pruned: live.pruned(),
    findings: cells.flatMap(cell => cell.state.findings.map(finding => ({ path: cell.path, ...finding }))),
    hidden: paths(cell => !cell.state.relevant),
    required: paths(cell => cell.state.required),
    readonly: paths(cell => cell.state.readonly),
    options: Object.fromEntries(cells.filter(cell => cell.state.options !== null).map(cell => [cell.path, cell.state.options!])),
  };
}
