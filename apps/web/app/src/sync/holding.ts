/**
 * Holds something for this tab alone, and gives what lets it go; null when another tab has it. Where a browser has no locks
 * it is let through: the newest change wins.
 */
export function holdAlone(name: string): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    navigator.locks.request(`lowcode-draft|${name}`, { ifAvailable: true }, lock => lock === null ? resolve(null) : new Promise<void>(release => resolve(release))).catch(reject);
  });
}
