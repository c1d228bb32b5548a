/** What became of one of several. */
export interface Outcome<T> {
  readonly item: T;
  /** Why it was not done; null when it was. */
  readonly failed: string | null;
}

/**
 * Does something with each of several, a few at once. What fails says why and keeps the others from nothing. Stops when told
 * so: what was not begun is not in the result.
 */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>, progress: (done: number) => void, signal: AbortSignal, atOnce = 3): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  let next = 0;
  async function worker() {
    while (next < items.length && !signal.aborted) {
      const item = items[next++]!;
      try {
        await work(item);
        outcomes.push({ item, failed: null });
      } catch (error) {
        outcomes.push({ item, failed: reasonOf(error as Error & { details?: readonly { message: string }[] }) });
      }
      progress(outcomes.length);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return outcomes;
}

function reasonOf({ message, details = [] }: Error & { details?: readonly { message: string }[] }): string {
  return details.length === 0 ? message : details.map(detail => detail.message).join(' ');
}

/** What is selected after a click on one of several: with Shift everything from the one clicked before to this one. */
export function select(ids: readonly string[], selected: ReadonlySet<string>, at: number, from: number | null): Set<string> {
  const next = new Set(selected);
  const turnsOn = !selected.has(ids[at]!);
  const [low, high] = from === null ? [at, at] : [Math.min(at, from), Math.max(at, from)];
  for (const id of ids.slice(low, high + 1)) {
    if (turnsOn) next.add(id);
    else next.delete(id);
  }
  return next;
}
