import { Cells } from '../rules/cells.js';
import { emptyOf, seen } from '../rules/values.js';
import type { Field, Scope } from './form.js';
import type { LocalizedText } from './module.js';

/** A record or row in canonical JSON: fields by dotted path, nothing that is empty, rows with their key under @key. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** What is wrong with a cell or worth knowing: a code of the message catalogue and what fills its placeholders. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly args: Readonly<Record<string, unknown>>;
  /** The author's own message. */
  readonly text?: LocalizedText;
}

/** What a screen shows of a cell beside its value. */
export interface CellState {
  /** False when it is hidden, by itself or with the group or table that it stands in; then nothing else holds. */
  readonly relevant: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  /** The codes offered; null when it is no choice that a person makes. */
  readonly options: readonly string[] | null;
  /** The rules that failed, then what the checks found. */
  readonly findings: readonly Finding[];
}

/** One field, group or table in one row. */
export class Cell {
  /** As it is stored; null when it is empty, for groups and for tables. */
  value: unknown = null;
  /** The rows of a table. */
  rows: readonly Row[] = [];
  /** Not relevant by itself or with its group. */
  hidden = false;
  /** What failed before the checks. */
  failures: readonly Finding[] = [];
  /** What checking it gave. */
  state: CellState = unchecked;

  constructor(readonly row: Row, readonly field: Field) {}

  /** Where it stands: supplies[2].onHand. */
  get path(): string {
    return this.row.prefix + this.field.plan.path;
  }

  get isEmpty(): boolean {
    return this.field.rows === null ? this.value === null : this.rows.length === 0;
  }

  /** Not relevant by itself, or with the group or table that it stands in. */
  get isHidden(): boolean {
    return this.hidden || this.row.isInHiddenTable;
  }

  /** Shows its value to the rules, or that it is hidden. */
  show(): void {
    const slot = this.field.slot!;
    const rows = this.field.rows === null ? null : this.rows.map(row => row.seen);
    this.row.seen[this.field.plan.slot!] = this.hidden ? emptyOf(slot.kind) : rows ?? seen(slot.kind, this.value);
  }
}

/** The record's own row, or one in a table. */
export class Row {
  /** In the order of the scope's fields. */
  readonly cells: readonly Cell[];
  /** Its values as rules see them. */
  readonly seen: Cells;
  /** What its rules are called with: itself and the rows around it outwards. */
  readonly around: readonly Cells[];
  /** Its place in its table. */
  position = 0;

  /**
   * @param before The same row as it is stored; null when it is new.
   * @param owner The cell of the table that it lies in; null for the record's own.
   */
  constructor(readonly scope: Scope, readonly key: string | null, readonly before: StoredRecord | null, readonly owner: Cell | null) {
    this.seen = new Cells(scope.slots.map(slot => emptyOf(slot.kind)));
    this.around = owner === null ? [this.seen] : [this.seen, ...owner.row.around];
    this.cells = scope.fields.map(field => new Cell(this, field));
  }

  /** The cell of a field, by its path in the row; throws when there is none. */
  cell(path: string): Cell {
    const field = this.scope.byPath.get(path);
    if (field === undefined) throw new RangeError(`There is no field '${path}'.`);
    return this.cells[field.index]!;
  }

  get prefix(): string {
    return this.owner === null ? '' : `${this.owner.path}[${this.position}].`;
  }

  get isInHiddenTable(): boolean {
    return this.owner !== null && this.owner.isHidden;
  }
}

/** The rows of a scope within a row, in their order. */
export function rowsIn(scope: Scope, around: Row): readonly Row[] {
  if (scope === around.scope) return [around];
  return rowsIn(scope.outer!, around).flatMap(row => row.cells[scope.table!.index]!.rows);
}

/** A row and those of its tables, each before those in it. */
export function* rowsFrom(row: Row): Generator<Row> {
  yield row;
  for (const cell of row.cells) for (const inner of cell.rows) yield* rowsFrom(inner);
}

const unchecked: CellState = { relevant: true, required: false, readonly: false, options: null, findings: [] };
