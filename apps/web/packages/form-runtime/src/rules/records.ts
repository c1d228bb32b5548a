import { Cells } from './cells.js';
import { seen, stored, type Slot } from './values.js';

/** The cells of a record in canonical JSON (fields by dotted path), with those of its tables' rows. Nothing is hidden in it. */
export function cellsOf(record: Readonly<Record<string, unknown>>, shape: readonly Slot[]): Cells {
  return new Cells(shape.map(slot => {
    const value = stored(slot.kind, record[slot.path]);
    if (slot.kind !== 'rows') return seen(slot.kind, value);
    return ((value ?? []) as Record<string, unknown>[]).map(row => cellsOf(row, slot.rows!));
  }));
}

/** The rows that a rule at a path is called with: supplies[0].parts[1] is the part, its supply, the record. */
export function rowsAt(root: Cells, shape: readonly Slot[], path: string): Cells[] {
  const rows = [root];
  for (const part of path.split('.').filter(part => part !== '')) {
    const bracket = part.indexOf('[');
    const index = shape.findIndex(slot => slot.path === part.slice(0, bracket));
    rows.unshift((rows[0]![index] as Cells[])[Number(part.slice(bracket + 1, -1))]!);
    shape = shape[index]!.rows!;
  }
  return rows;
}
