import type { Cell, Finding, Form, LiveForm, RuleContext, Row, StoredRecord } from '@lowcode/form-runtime';
import { shallowReactive, shallowRef, type ShallowRef } from 'vue';
import { language } from '../ui/settings.ts';
import { fill } from '../ui/texts.ts';

/** How a record is filled in: see the form runtime. */
export interface Start {
  readonly record: StoredRecord;
  readonly before: StoredRecord | null;
  readonly sent?: readonly string[];
  readonly locked?: readonly string[];
  readonly submit?: boolean;
}

/** Something that is missing or wrong, and where. */
export interface Problem {
  readonly cell: Cell;
  readonly message: string;
  readonly isMissing: boolean;
}

/** A record that is being filled in, seen by Vue: a component is drawn again when its own cell changed, and only then. */
export class Filling {
  readonly live: LiveForm;
  /** Counts changes, for what is about the whole record. */
  readonly changes = shallowRef(0);
  /** The path to which somebody is on the way: what stands around it opens. */
  readonly wanted = shallowRef('');
  /** Files that are chosen and not on the server yet, by whoever sends them. */
  readonly sending = shallowReactive(new Set<object>());
  private readonly ticks = new WeakMap<Cell, ShallowRef<number>>();

  constructor(form: Form, start: Start, context: RuleContext, readonly messages: Readonly<Record<string, string>>) {
    this.live = form.open(start.record, {
      before: start.before, sent: start.sent ?? [], locked: start.locked ?? [], submit: start.submit ?? false,
    }, context);
  }

  /** The cell of a path in a row, watched by whoever draws it; undefined when the rules know none. */
  see(row: Row, path: string): Cell | undefined {
    const field = row.scope.byPath.get(path);
    if (field === undefined) return undefined;
    const cell = row.cells[field.index]!;
    this.watch(cell);
    return cell;
  }

  /** Whoever calls it while drawing is drawn again when the cell changes. */
  watch(cell: Cell): void {
    let tick = this.ticks.get(cell);
    if (tick === undefined) this.ticks.set(cell, (tick = shallowRef(0)));
    void tick.value;
  }

  /** A person enters a value. */
  set(cell: Cell, value: unknown): void {
    for (const changed of new Set([cell, ...this.live.set(cell, value)])) {
      this.tell(changed);
      // Rows that stand elsewhere now have other paths.
      for (const inner of changed.rows) for (const row of rows(inner)) row.cells.forEach(below => this.tell(below));
    }
    this.changes.value++;
  }

  private tell(cell: Cell): void {
    const tick = this.ticks.get(cell);
    if (tick !== undefined) tick.value++;
  }

  /** What keeps the record from being submitted, in the order of the form. */
  problems(): Problem[] {
    void this.changes.value;
    const found: Problem[] = [];
    for (const row of rows(this.live.root)) {
      for (const cell of row.cells) {
        const missing = cell.state.required && cell.isEmpty;
        if (missing) found.push({ cell, message: this.say({ code: 'LC3101', severity: 'error', args: { label: cell.field.plan.label } }), isMissing: true });
        for (const finding of cell.state.findings)
          if (finding.severity === 'error' && finding.code !== 'LC3101') found.push({ cell, message: this.say(finding), isMissing: false });
      }
    }
    return found;
  }

  /** A finding in the reader's language. */
  say(finding: Finding): string {
    if (finding.text !== undefined) return localized(finding.text);
    return fill(this.messages[finding.code] ?? finding.code, Object.fromEntries(Object.entries(finding.args).map(([name, value]) => [name, localized(value)])));
  }
}

function* rows(row: Row): Generator<Row> {
  yield row;
  for (const cell of row.cells) for (const inner of cell.rows) yield* rows(inner);
}

/** An author's text: one for all, or one a language. */
export function localized(text: unknown): string {
  if (text === null || typeof text !== 'object') return String(text);
  const texts = text as Record<string, string>;
  return texts[language.value] ?? texts[''] ?? texts['zh-CN'] ?? Object.values(texts)[0] ?? '';
}

/** The id of a cell's input on the page. */
export const domId = (path: string): string => `f-${path.replace(/[^\w]/g, '-')}`;
