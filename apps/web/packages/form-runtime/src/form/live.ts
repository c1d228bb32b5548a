import type { RuleContext } from '../rules/context.js';
import { valueOf } from '../rules/results.js';
import { stored } from '../rules/values.js';
import { check, findingOf } from './checks.js';
import type { Form, Scope } from './form.js';
import type { OptionPlan } from './module.js';
import { Row, rowsFrom, rowsIn, type Cell, type CellState, type Finding, type StoredRecord } from './row.js';
import { same } from './same.js';

/** What filling in is for. */
export interface FormRequest {
  /** The record as it is stored; absent for a new one, in which defaults apply. */
  readonly before?: StoredRecord | null;
  /** Paths of root fields that the person entered already: a default never replaces those, not even when they are empty. */
  readonly sent?: Iterable<string>;
  /** True when required fields must be filled in. */
  readonly submit?: boolean;
  /** Paths of root fields that the record's state locks for everybody. */
  readonly locked?: Iterable<string>;
}

/**
 * A record that is being filled in. Its cells always hold what a whole evaluation of the record as it is would give, with
 * what was set counted as sent; after a change only what depends on it is evaluated again.
 */
export class LiveForm {
  readonly root: Row;
  readonly submit: boolean;
  readonly locked: ReadonlySet<string>;
  private readonly entered: Set<string>;
  private readonly pending: Set<Cell>[] = [];
  private readonly stale = new Set<Cell>();
  private readonly changed = new Set<Cell>();

  constructor(readonly form: Form, record: StoredRecord, request: FormRequest, readonly context: RuleContext) {
    this.submit = request.submit ?? false;
    this.locked = new Set(request.locked);
    this.entered = new Set(request.sent);
    form.rules.begin(context);
    this.root = this.enter(form.scopes[0]!, record, request.before ?? null, null);
    this.evaluate();
  }

  /** Paths of root fields that the person entered. */
  get sent(): ReadonlySet<string> {
    return this.entered;
  }

  /**
   * A person enters a value: canonical JSON of the field's kind, null for nothing. For a table the value is its new rows:
   * those that it has already (Row), which keep their state, and new ones (canonical JSON). Gives the cells whose value or
   * state is another now. Throws TypeError for a cell that only the engine sets and for a row that is not of the table.
   */
  set(cell: Cell, value: unknown): readonly Cell[] {
    const { field, row } = cell;
    if (!field.plan.entered) throw new TypeError(`People do not enter '${cell.path}'.`);
    this.form.rules.begin(this.context);
    if (field.rows !== null) this.takeRows(cell, (value ?? []) as readonly (Row | StoredRecord)[]);
    else cell.value = stored(field.slot!.kind, value);
    cell.show();
    if (row === this.root) this.entered.add(field.plan.path);
    this.changed.add(cell);
    this.touch(cell);
    this.touchReaders(cell);
    // Whether a table was changed is asked of all that was entered in it.
    for (let table = row.owner; table !== null; table = table.row.owner) this.stale.add(table);
    return this.evaluate();
  }

  /** The record in canonical JSON, hidden drafts included: what is kept while it is a draft. */
  record(): StoredRecord {
    return recordOf(this.root, () => true);
  }

  /** The record as it is submitted: what is hidden is gone. */
  pruned(): StoredRecord {
    return recordOf(this.root, cell => !cell.hidden);
  }

  /** All cells, in the order of the form: the record's, then those of its rows. */
  *cells(): Generator<Cell> {
    for (const row of rowsFrom(this.root)) yield* row.cells;
  }

  /** What a rule gives for a row; throws RuleFailure. */
  run(rule: number, row: Row, option?: OptionPlan): unknown {
    return this.form.rules.run(rule, row.around, option);
  }

  /** Asks a condition; a rule that fails is a finding, and counts as the last word. */
  holds(rule: number, row: Row, otherwise: boolean, find: (finding: Finding) => void, option?: OptionPlan): boolean {
    try {
      return Boolean(this.run(rule, row, option));
    } catch (failure) {
      find(findingOf(failure));
      return otherwise;
    }
  }

  private evaluate(): readonly Cell[] {
    // What reads something is settled in a later step.
    for (let step = 0; step < this.pending.length; step++) {
      for (const cell of this.pending[step] ?? []) this.settle(cell);
      delete this.pending[step];
    }
    for (const cell of this.stale) this.recheck(cell);
    const cells = [...this.changed];
    this.stale.clear();
    this.changed.clear();
    return cells;
  }

  private enter(scope: Scope, record: StoredRecord, before: StoredRecord | null, owner: Cell | null): Row {
    const row = new Row(scope, (record['@key'] as string | undefined) ?? null, before, owner);
    for (const cell of row.cells) {
      const { plan, slot, rows } = cell.field;
      this.touch(cell);
      if (slot === null) continue;
      const source = plan.entered || plan.value !== undefined ? record : before;
      if (rows === null) cell.value = stored(slot.kind, source?.[plan.path]);
      else this.takeRows(cell, (source?.[plan.path] ?? []) as readonly StoredRecord[]);
      cell.show();
    }
    return row;
  }

  private takeRows(cell: Cell, rows: readonly (Row | StoredRecord)[]): void {
    const stored = (cell.row.before?.[cell.field.plan.path] ?? []) as readonly StoredRecord[];
    const known = new Set(cell.rows);
    cell.rows = rows.map(row => {
      if (row instanceof Row) {
        if (!known.delete(row)) throw new TypeError(`The row is not one of '${cell.path}', or stands in it twice.`);
        return row;
      }
      const key = row['@key'];
      return this.enter(cell.field.rows!, row, stored.find(candidate => key !== undefined && candidate['@key'] === key) ?? null, cell);
    });
    cell.rows.forEach((row, position) => (row.position = position));
  }

  private settle(cell: Cell): void {
    const { hidden, value, field } = cell;
    this.calculate(cell);
    this.stale.add(cell);
    const turned = cell.hidden !== hidden;
    const isOther = !same(value, cell.value);
    if (isOther) this.changed.add(cell);
    if (turned || isOther) this.touchReaders(cell);
    if (!turned) return;
    for (const inner of field.inner) this.touch(cell.row.cells[inner.index]!);
    for (const row of cell.rows) for (const below of rowsFrom(row)) for (const own of below.cells) this.stale.add(own);
  }

  // Relevance, default, calculation.
  private calculate(cell: Cell): void {
    const { row, field } = cell;
    const { plan } = field;
    const failures: Finding[] = [];
    cell.hidden = field.group !== null && row.cells[field.group.index]!.hidden;
    if (!cell.hidden && plan.visible !== undefined) cell.hidden = !this.holds(plan.visible, row, true, failure => failures.push(failure));
    if (field.slot !== null) {
      if (plan.default !== undefined && this.startsWithDefault(cell)) cell.value = this.valueOf(plan.default, cell, failures);
      if (plan.value !== undefined) cell.value = this.valueOf(plan.value, cell, failures);
      cell.show();
    }
    cell.failures = failures;
  }

  // A new record starts with defaults where nothing was sent; a new row where it is empty.
  private startsWithDefault(cell: Cell): boolean {
    return cell.row.before === null && cell.value === null && (cell.row !== this.root || !this.entered.has(cell.field.plan.path));
  }

  private valueOf(rule: number, cell: Cell, failures: Finding[]): unknown {
    try {
      return valueOf(this.run(rule, cell.row), cell.field.slot!);
    } catch (failure) {
      failures.push(findingOf(failure));
      return null;
    }
  }

  private touch(cell: Cell): void {
    this.stale.add(cell);
    const { step } = cell.field;
    if (step >= 0) (this.pending[step] ??= new Set()).add(cell);
  }

  // A value is another, or is hidden or shown: whoever reads it does so again.
  private touchReaders(cell: Cell): void {
    for (const { field, checks, outwards } of cell.field.dependents) {
      let around = cell.row;
      for (let i = 0; i < outwards; i++) around = around.owner!.row;
      for (const row of rowsIn(field.scope, around)) {
        const reader = row.cells[field.index]!;
        if (checks) this.stale.add(reader);
        else this.touch(reader);
      }
    }
  }

  private recheck(cell: Cell): void {
    const state = check(this, cell);
    if (sameState(state, cell.state)) return;
    cell.state = state;
    this.changed.add(cell);
  }
}

function sameState(one: CellState, other: CellState): boolean {
  return one.relevant === other.relevant && one.required === other.required && one.readonly === other.readonly
    && same(one.options, other.options) && same(one.findings, other.findings);
}

function recordOf(row: Row, keeps: (cell: Cell) => boolean): StoredRecord {
  const record: Record<string, unknown> = {};
  if (row.key !== null) record['@key'] = row.key;
  for (const slot of row.scope.slots) {
    const field = row.scope.byPath.get(slot.path);
    const cell = field === undefined ? undefined : row.cells[field.index]!;
    if (cell === undefined || cell.isEmpty || !keeps(cell)) continue;
    record[slot.path] = cell.field.rows === null ? cell.value : cell.rows.map(inner => recordOf(inner, keeps));
  }
  return record;
}
