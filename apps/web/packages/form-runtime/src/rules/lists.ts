/** True for what counts as not filled in: null, undefined, NaN, the empty text, the empty list. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value) || typeof value === 'string') return value.length === 0;
  return value === null || value === undefined || Number.isNaN(value);
}

/** The items added up in their order, empty ones left out. */
export function sum(list: readonly unknown[]): number {
  let total = 0;
  for (const item of list) if (item !== null && item !== undefined) total += Number(item);
  return total;
}

/** The mean, or null when there are no items. */
export function average(list: readonly unknown[]): number | null {
  const count = list.filter(item => item !== null && item !== undefined).length;
  return count === 0 ? null : sum(list) / count;
}

/** The smallest (-1) or largest (1) item, the first of equals; null when there are none. NaN is smaller than all. */
export function extreme(list: readonly unknown[], sign: number): unknown {
  let best: unknown = null;
  for (const item of list)
    if (item !== null && item !== undefined && (best === null || compare(item as string, best as string) * sign > 0)) best = item;
  return best;
}

/** The items without repeats, in the order of their first appearance. */
export function distinct(list: readonly unknown[]): unknown[] {
  const seen = new Set<unknown>();
  return list.filter(item => !seen.has(item) && seen.add(item));
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'string' || typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  if (Number.isNaN(one)) return Number.isNaN(other) ? 0 : -1;
  return Number.isNaN(other) ? 1 : one < other ? -1 : one > other ? 1 : 0;
}
