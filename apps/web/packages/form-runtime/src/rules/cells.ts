/** An object as rules see it: members by number. A row's numbers are its slots'; hidden values are not in it. */
export class Cells {
  [index: number]: unknown;

  constructor(values: readonly unknown[], readonly source?: unknown) {
    for (let i = 0; i < values.length; i++) this[i] = values[i];
  }
}
