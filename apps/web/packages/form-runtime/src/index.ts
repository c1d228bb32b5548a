export { Cells } from './rules/cells.js';
export type { RuleContext } from './rules/context.js';
export { RuleFailure } from './rules/failures.js';
export type { RuleFunction, RuleModule, RuleTables, ShapedRuleModule } from './rules/module.js';
export { RuleProgram, type Option } from './rules/program.js';
export { cellsOf, rowsAt } from './rules/records.js';
export { inspect, numberOf, valueOf } from './rules/results.js';
export type { Kind, Slot } from './rules/values.js';
