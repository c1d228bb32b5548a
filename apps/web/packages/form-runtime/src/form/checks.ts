import { RuleFailure } from '../rules/failures.js';
import { valueOf } from '../rules/results.js';
import { stored } from '../rules/values.js';
import { checkConstraints } from './constraints.js';
import type { Scope } from './form.js';
import type { LiveForm } from './live.js';
import type { OptionPlan } from './module.js';
import { same } from './same.js';
import type { Cell, CellState, Finding, Row, StoredRecord } from './row.js';

const irrelevant: CellState = { relevant: false, required: false, readonly: false, options: null, findings: [] };

/** A failed rule as a finding; any other error is thrown on. */
export function findingOf(failure: unknown): Finding {
  if (!(failure instanceof RuleFailure)) throw failure;
  return { code: failure.code, severity: 'error', args: failure.args };
}

/** Checks one settled cell: locks, required fields, options, constraints, the author's checks. */
export function check(live: LiveForm, cell: Cell): CellState {
  if (cell.isHidden) return irrelevant;
  return new CellCheck(live, cell).run();
}

class CellCheck {
  private readonly findings: Finding[];

  constructor(private readonly live: LiveForm, private readonly cell: Cell) {
    this.findings = [...cell.failures];
  }

  run(): CellState {
    const { field } = this.cell;
    let [required, readonly, options]: [boolean, boolean, string[] | null] = [false, field.slot !== null && !field.plan.entered, null];
    if (field.plan.entered) {
      readonly = this.isLocked();
      required = this.isRequired();
      if (field.options !== null) options = this.checkOptions(field.options);
      if (!this.cell.isEmpty) checkConstraints(this.cell, this.findings);
    } else if (field.options !== null) {
      // A calculation may give any option, retired ones too, but none that the list lacks.
      for (const code of codesOf(this.cell.value)) if (!field.options.has(code)) this.find('LC3103', { code });
    }
    if (!this.cell.isEmpty) this.runChecks();
    return { relevant: true, required, readonly, options, findings: this.findings };
  }

  private isLocked(): boolean {
    const { plan } = this.cell.field;
    const locked = this.cell.row === this.live.root && this.live.locked.has(plan.path);
    if (!locked && (plan.readonly === undefined || !this.holds(plan.readonly, false))) return false;
    if (this.isChanged()) this.find('LC3102');
    return true;
  }

  // In a new record or row only what differs from its default is a change.
  private isChanged(): boolean {
    const { row, field, value } = this.cell;
    if (row.before !== null) return !sameEntered(this.cell, row.before[field.plan.path]);
    if (this.cell.isEmpty || (row === this.live.root && !this.live.sent.has(field.plan.path))) return false;
    if (field.plan.default === undefined) return true;
    try {
      return !same(valueOf(this.live.run(field.plan.default, row), field.slot!), value);
    } catch (failure) {
      this.findings.push(findingOf(failure));
      return true;
    }
  }

  private isRequired(): boolean {
    const { required } = this.cell.field.plan;
    if (required === undefined || !this.holds(required, false)) return false;
    if (this.live.submit && this.cell.isEmpty) this.find('LC3101');
    return true;
  }

  private checkOptions(options: ReadonlyMap<string, OptionPlan>): string[] {
    const offered = [...options.values()].filter(option => !option.retired && this.offers(option)).map(option => option.code);
    const { row, field, value } = this.cell;
    const before = codesOf(row.before?.[field.plan.path]);
    for (const code of codesOf(value)) this.checkOption(options.get(code), code, before.includes(code));
    return offered;
  }

  // What a record has already stays valid when its option is retired or no longer offered.
  private checkOption(option: OptionPlan | undefined, code: string, kept: boolean): void {
    if (option === undefined) this.find('LC3103', { code });
    else if (option.retired && !kept) this.find('LC3105', { option: option.titles ?? option.title });
    else if (!kept && !this.offers(option)) this.find('LC3104', { option: option.titles ?? option.title });
  }

  private offers(option: OptionPlan): boolean {
    const { filter } = this.cell.field.plan;
    return filter === undefined || this.holds(filter, true, option);
  }

  private runChecks(): void {
    for (const { rule, severity, message } of this.cell.field.plan.checks ?? [])
      if (!this.holds(rule, true)) this.findings.push({ code: 'LC3106', severity, args: { label: this.cell.field.plan.label }, text: message });
  }

  private holds(rule: number, otherwise: boolean, option?: OptionPlan): boolean {
    return this.live.holds(rule, this.cell.row, otherwise, failure => this.findings.push(failure), option);
  }

  private find(code: string, args: Finding['args'] = {}): void {
    this.findings.push({ code, severity: 'error', args: { label: this.cell.field.plan.label, ...args } });
  }
}

function codesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value as string];
}

// As far as people entered it: what the engine calculates does not count.
function sameEntered(cell: Cell, before: unknown): boolean {
  const { field } = cell;
  if (field.rows === null) return same(stored(field.slot!.kind, before), cell.value);
  const rows = (before ?? []) as readonly StoredRecord[];
  return rows.length === cell.rows.length && cell.rows.every((row, i) => row.key === (rows[i]!['@key'] ?? null) && sameRow(field.rows!, row, rows[i]!));
}

function sameRow(scope: Scope, row: Row, before: StoredRecord): boolean {
  return scope.fields.every(field => field.slot === null || !field.plan.entered || sameEntered(row.cells[field.index]!, before[field.plan.path]));
}
