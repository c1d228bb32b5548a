import { shallowRef } from 'vue';

/** A short notice at the edge of the screen, read out by screen readers. */
export interface Notice {
  readonly text: string;
  readonly kind: 'done' | 'failed';
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const notice = shallowRef<Notice | null>(null);
let until = 0;

/** Shows a notice for a while; errors and what can be undone longer. */
export function say(text: string, kind: Notice['kind'] = 'done', action?: Notice['action']): void {
  notice.value = action === undefined ? { text, kind } : { text, kind, action };
  clearTimeout(until);
  until = window.setTimeout(hush, kind === 'failed' || action !== undefined ? 10_000 : 4_000);
}

/** Takes it away. */
export function hush(): void {
  notice.value = null;
}
