import { Cells } from './cells.js';
import type { RuleContext } from './context.js';
import * as dates from './dates.js';
import { failures, limits, RuleFailure } from './failures.js';
import * as lists from './lists.js';
import type { RuleTables } from './module.js';
import { round } from './numbers.js';
import * as texts from './texts.js';
import { emptyOf, seen } from './values.js';

type Nothing = null | undefined;
type Text = string | Nothing;

/** The standard functions for one program, under the names that emitted modules take them by. */
export class Library {
  /** What the evaluation under way may ask. */
  context!: RuleContext;
  private readonly me = new Cells([]);
  private readonly record = new Cells([]);
  private readonly option = new Cells([]);
  private readonly patterns: readonly RegExp[];
  private readonly options: readonly ReadonlyMap<string, string | null>[];
  private steps = 0;
  private stepsOfSession = 0;

  constructor(private readonly tables: RuleTables) {
    this.patterns = tables.patterns.map(([source, flags]) => new RegExp(source, flags));
    this.options = tables.options.map(pairs => new Map(pairs));
  }

  /** Begins an evaluation. */
  begin(context: RuleContext): void {
    this.context = context;
    this.stepsOfSession = 0;
    const { me, record } = context;
    Object.assign(this.me, [me.name, me.title, me.division, me.roles]);
    Object.assign(this.record, [record?.id ?? null, record?.state ?? null, record?.division ?? null, record?.createdBy ?? null, record?.createdAt ?? null]);
  }

  /** Begins a rule, for an option in a filter. */
  beginRule(option?: { readonly code: string; readonly parent?: string | null; readonly title: string }): void {
    this.stepsOfSession += this.steps;
    this.steps = 1;
    if (option !== undefined) Object.assign(this.option, [option.code, option.parent ?? null, option.title]);
  }

  /** The functions, in the order in which a module's parameters stand. */
  arguments(): unknown[] {
    return [
      this.me, this.record, this.option, texts.add, texts.template,
      (pattern: number, text: unknown) => this.patterns[pattern]!.test(texts.limited(String(text))),
      (table: number, code: unknown) => this.optionText(table, code),
      (lookup: number, reference: unknown) => this.lookup(lookup, reference),
      () => this.context.today,
      () => this.context.now,
      (year: unknown, month: unknown, day: unknown) => writeOrNull(dates.dateOf(Number(year), Number(month), Number(day))),
      onDate((date, days) => dates.writeDate(dates.addDays(date, days)), true),
      onDate((date, months) => dates.writeDate(dates.addMonths(date, months)), true),
      onDate((date, years) => dates.writeDate(dates.addMonths(date, Math.trunc(years) * 12)), true),
      onDates(dates.daysBetween),
      onDates(dates.monthsBetween),
      hoursBetween,
      onDate(date => date[0]),
      onDate(date => date[1]),
      onDate(date => date[2]),
      onDate(dates.weekday),
      (birth: Text, ...on: Text[]) => this.age(birth, on),
      (list: readonly unknown[]) => list.length,
      lists.sum, lists.average,
      (list: readonly unknown[]) => lists.extreme(list, -1),
      (list: readonly unknown[]) => lists.extreme(list, 1),
      lists.distinct, lists.isEmpty,
      (number: unknown, ...digits: unknown[]) => round(Number(number), digits.length > 0 ? Number(digits[0]) : 0),
      () => this.step(), texts.join, texts.concat,
    ];
  }

  private step(): void {
    this.steps++;
    if (this.steps > limits.steps) throw new RuleFailure(failures.steps, { max: limits.steps });
    if (this.stepsOfSession + this.steps > limits.stepsOfSession) throw new RuleFailure(failures.steps, { max: limits.stepsOfSession });
  }

  private optionText(table: number, code: unknown): unknown {
    if (Array.isArray(code)) return code.map(item => this.optionText(table, item));
    return typeof code === 'string' ? this.options[table]!.get(code) ?? null : null;
  }

  private lookup(lookup: number, reference: unknown): unknown {
    const { set, path, kind } = this.tables.lookups[lookup]!;
    const found = typeof reference === 'string' ? this.context.find?.(set, reference.toLowerCase()) : null;
    const value = found?.[path];
    return value === null || value === undefined ? emptyOf(kind) : seen(kind, value);
  }

  private age(birth: Text, on: readonly Text[]): number | null {
    if (isNothing(birth) || (on.length > 0 && isNothing(on[0]))) return null;
    const day = readDate(on.length > 0 ? on[0]! : this.context.today);
    return dates.age(readDate(birth), day);
  }
}

function isNothing(value: unknown): value is Nothing {
  return value === null || value === undefined;
}

function writeOrNull(date: dates.CalendarDate | null): string | null {
  return date === null ? null : dates.writeDate(date);
}

function onDate(body: (date: dates.CalendarDate, amount: number) => unknown, takesAmount = false) {
  return (date: Text, amount?: unknown) =>
    isNothing(date) || (takesAmount && isNothing(amount)) ? null : body(readDate(date), Number(amount));
}

function onDates(body: (from: dates.CalendarDate, to: dates.CalendarDate) => number) {
  return (from: Text, to: Text) => isNothing(from) || isNothing(to) ? null : body(readDate(from), readDate(to));
}

function hoursBetween(from: Text, to: Text): number | null {
  return isNothing(from) || isNothing(to) ? null : (readInstant(to) - readInstant(from)) / 3_600_000;
}

function readDate(text: string): dates.CalendarDate {
  return dates.tryReadDate(text) ?? fail(text);
}

function readInstant(text: string): number {
  return dates.tryReadInstant(text) ?? fail(text);
}

function fail(text: string): never {
  throw new RuleFailure(failures.notADate, { value: text });
}
