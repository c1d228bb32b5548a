import type { ShapedRuleModule } from '../rules/module.js';

/** A text of an author: the same in every language, or one a language. */
export type LocalizedText = string | Readonly<Record<string, string>>;

/** One option of a list, in its order. */
export interface OptionPlan {
  readonly code: string;
  /** As the author wrote it: what rules read. */
  readonly title: string;
  readonly titles?: LocalizedText;
  readonly parent?: string;
  readonly retired?: boolean;
}

/** A constraint of an author. */
export interface CheckPlan {
  readonly rule: number;
  readonly severity: 'error' | 'warning';
  readonly message: LocalizedText;
}

/** A field, group or table of a scope; rules and option lists by number. A group stands before what is in it. */
export interface FieldPlan {
  /** Dotted, in its scope. */
  readonly path: string;
  readonly type: string;
  readonly label: LocalizedText;
  /** Its place in a row's values; a group has none. */
  readonly slot?: number;
  /** The group that it stands in, by its place in the scope. */
  readonly group?: number;
  /** The scope of a table's rows. */
  readonly rows?: number;
  /** True when a person enters it. */
  readonly entered?: boolean;
  readonly visible?: number;
  readonly required?: number;
  readonly readonly?: number;
  readonly default?: number;
  readonly value?: number;
  readonly filter?: number;
  readonly checks?: readonly CheckPlan[];
  readonly options?: number;
  /** Bounds of numbers, dates and times, as the author wrote them. */
  readonly min?: string;
  readonly max?: string;
  /** Bounds of how many codes, files or rows. */
  readonly minCount?: number;
  readonly maxCount?: number;
  /** In characters. A text that has no maxLength is not free text: a code of an option. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** Of one file, in bytes. */
  readonly maxSize?: number;
  readonly accept?: readonly string[];
}

/** By what a form is evaluated. */
export interface FormPlan {
  readonly form: string;
  /** The form's fields, then those of its tables. */
  readonly scopes: readonly (readonly FieldPlan[])[];
  /** Fields that hide, start with something or are calculated, each after what it reads. */
  readonly steps: readonly (readonly [scope: number, field: number])[];
  readonly options: readonly (readonly OptionPlan[])[];
  /** By scope and slot who reads it; see Dependent. */
  readonly dependents: readonly (readonly (readonly (readonly [scope: number, field: number, checks: boolean, outwards: number])[])[])[];
}

/** A form version as publishing emits it. */
export interface FormModule extends ShapedRuleModule {
  readonly plan: FormPlan;
}
