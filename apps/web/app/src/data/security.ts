import type { SecurityEvent } from '../server/outline.ts';
import { t } from '../ui/texts.ts';

// What happened to one's account, in words, and what of it has been told already.

/** What an event is called. */
export function eventName(event: SecurityEvent): string {
  if (event.what === 'passwordChanged') return t('eventPasswordChanged');
  return t(event.what, { times: event.times });
}

// Signing in is no change of the account; that it failed is in the list.
const changes: ReadonlySet<SecurityEvent['what']> = new Set(['passwordChanged', 'passwordReset', 'secondFactorOn', 'secondFactorOff', 'secondFactorReset', 'recoveryCodeUsed']);

/** The newest change of a person's account that this browser has not told yet; what is there when it first looks counts as told after two weeks. */
export function newChange(events: readonly SecurityEvent[], name: string, now = Date.now()): SecurityEvent | undefined {
  const key = `lowcode.told.${name}`;
  const told = Number(localStorage.getItem(key) ?? 0);
  const newest = events.find(event => changes.has(event.what));
  if (newest === undefined || newest.number <= told) return undefined;
  localStorage.setItem(key, String(newest.number));
  return now - Date.parse(newest.at) < 14 * 86_400_000 ? newest : undefined;
}
