import { Cells } from './cells.js';
import type { RuleContext } from './context.js';
import { failureOf } from './failures.js';
import { Library } from './library.js';
import type { RuleFunction, RuleModule } from './module.js';

/** An option that a filter is asked about. */
export interface Option {
  readonly code: string;
  readonly title: string;
  readonly parent?: string | null;
}

/** The rules of a module, ready to run over rows of cells. One evaluation at a time. */
export class RuleProgram {
  private readonly library: Library;
  private readonly functions: readonly RuleFunction[];

  constructor(module: RuleModule) {
    this.library = new Library(module.tables);
    this.functions = (module.rules as (...library: unknown[]) => readonly RuleFunction[])(...this.library.arguments());
  }

  /** Begins an evaluation. */
  begin(context: RuleContext): void {
    this.library.begin(context);
  }

  /** What a rule gives for a row and the rows around it outwards; throws RuleFailure. */
  run(rule: number, rows: readonly Cells[], option?: Option): unknown {
    this.library.beginRule(option);
    try {
      return this.functions[rule]!(...rows);
    } catch (error) {
      throw failureOf(error);
    }
  }
}
