import type { RuleContext } from '../rules/context.js';
import { RuleProgram } from '../rules/program.js';
import type { Slot } from '../rules/values.js';
import { LiveForm, type FormRequest } from './live.js';
import type { FieldPlan, FormModule, OptionPlan } from './module.js';
import type { StoredRecord } from './row.js';

/** Something that must be done again when a slot changes. */
export interface Dependent {
  readonly field: Field;
  /** True when only its checks read the slot; false when its relevance, default or calculation does. */
  readonly checks: boolean;
  /** How many tables lie between the changed row and the row below which all rows of the field are concerned. */
  readonly outwards: number;
}

/** A field, group or table, ready to be evaluated. */
export class Field {
  readonly slot: Slot | null;
  /** Its place among the steps; -1 when it has none. */
  step = -1;
  /** The scope of a table's rows. */
  rows: Scope | null = null;
  /** What stands in a group, groups in it too, not what is in those. */
  readonly inner: Field[] = [];
  dependents: readonly Dependent[] = [];
  readonly options: ReadonlyMap<string, OptionPlan> | null;
  readonly pattern: RegExp | null;

  constructor(readonly scope: Scope, readonly index: number, readonly plan: FieldPlan, readonly group: Field | null, module: FormModule) {
    this.slot = plan.slot === undefined ? null : scope.slots[plan.slot]!;
    this.options = plan.options === undefined ? null : new Map(module.plan.options[plan.options]!.map(option => [option.code, option]));
    this.pattern = plan.pattern === undefined ? null : new RegExp(`^(?:${plan.pattern})$`, 'u');
    group?.inner.push(this);
  }
}

/** The fields of a form, or of the rows of one of its tables. */
export class Scope {
  readonly fields: Field[] = [];
  readonly byPath = new Map<string, Field>();

  constructor(readonly slots: readonly Slot[], readonly outer: Scope | null, readonly table: Field | null) {}
}

/** A form version, ready to be filled in; made once from the module that publishing emitted. */
export class Form {
  readonly name: string;
  /** The form's fields, then those of its tables. */
  readonly scopes: readonly Scope[];
  /** In the order in which they are settled. */
  readonly steps: readonly Field[];
  readonly rules: RuleProgram;

  constructor(module: FormModule) {
    const { plan } = module;
    this.name = plan.form;
    this.rules = new RuleProgram(module);
    const scopes: Scope[] = [];
    addScope(new Scope(module.shape, null, null), 0, module, scopes);
    this.scopes = scopes;
    this.steps = plan.steps.map(([scope, field]) => scopes[scope]!.fields[field]!);
    this.steps.forEach((field, step) => (field.step = step));
    for (const scope of scopes)
      for (const field of scope.fields)
        if (field.slot !== null)
          field.dependents = plan.dependents[scopes.indexOf(scope)]![field.plan.slot!]!
            .map(([at, index, checks, outwards]) => ({ field: scopes[at]!.fields[index]!, checks, outwards }));
  }

  /** Begins to fill in a record, a new one ({}) or one as it is stored and was changed since. */
  open(record: StoredRecord, request: FormRequest, context: RuleContext): LiveForm {
    return new LiveForm(this, record, request, context);
  }
}

function addScope(scope: Scope, index: number, module: FormModule, scopes: Scope[]): void {
  scopes[index] = scope;
  module.plan.scopes[index]!.forEach((plan, i) => {
    const field = new Field(scope, i, plan, plan.group === undefined ? null : scope.fields[plan.group]!, module);
    scope.fields.push(field);
    scope.byPath.set(plan.path, field);
    if (plan.rows === undefined) return;
    field.rows = new Scope(field.slot!.rows!, scope, field);
    addScope(field.rows, plan.rows, module, scopes);
  });
}
