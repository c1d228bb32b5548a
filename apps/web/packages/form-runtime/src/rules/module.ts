import type { Kind, Slot } from './values.js';

/** A rule: a function of its row and the rows around it. */
export type RuleFunction = (...rows: unknown[]) => unknown;

/** What emitted rules ask for by number. */
export interface RuleTables {
  readonly patterns: readonly (readonly [source: string, flags: string])[];
  readonly options: readonly (readonly (readonly [code: string, text: string | null])[])[];
  readonly lookups: readonly { readonly set: string; readonly path: string; readonly kind: Kind }[];
}

/** The part of an emitted module that holds rules. */
export interface RuleModule {
  readonly rules: (...library: never[]) => readonly RuleFunction[];
  readonly tables: RuleTables;
}

/** A module of rules over records of one shape. */
export interface ShapedRuleModule extends RuleModule {
  readonly shape: readonly Slot[];
}
