// What time it is: by the device's clock, put right by what the server said last. A phone may be days off, and what rules make of
// today would then be refused when it arrives.

const name = 'lowcode.clockIsBehind';
/** What the server says is right to a second, and an answer takes a while: less than this is no difference. */
const exactTo = 2_000;

let behind = kept();

/** The time by the server's clock, by its last answer, also of an earlier visit; exact to a second or two. */
export const now = (): Date => new Date(Date.now() + behind);

/** Learns what the server's clock shows, from a header `Date`. */
export function setClock(date: string | null): void {
  const at = Date.parse(date ?? '');
  if (Number.isNaN(at) || Math.abs(at - now().getTime()) < exactTo) return;
  behind = at - Date.now();
  try {
    localStorage.setItem(name, String(behind));
  } catch {
    // A browser that keeps nothing: it is right until the page is closed.
  }
}

function kept(): number {
  try {
    return Number(localStorage.getItem(name) ?? 0) || 0;
  } catch {
    return 0;
  }
}
