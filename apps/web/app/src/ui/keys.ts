import { onBeforeUnmount, onMounted } from 'vue';

/** A key that does something on the whole screen: `ctrl+s` (on a Mac also with Command), `/`. While a dialog is open it does nothing. */
export function useKey(name: 'ctrl+s' | '/', run: () => void): void {
  const listen = (event: KeyboardEvent) => {
    if (document.querySelector('dialog[open]') !== null || event.isComposing || event.altKey || !fits(name, event)) return;
    event.preventDefault();
    run();
  };
  onMounted(() => addEventListener('keydown', listen));
  onBeforeUnmount(() => removeEventListener('keydown', listen));
}

// A single key is a letter where somebody types.
function fits(name: string, event: KeyboardEvent): boolean {
  if (name === 'ctrl+s') return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
  return !event.ctrlKey && !event.metaKey && event.key === name && !isTyping(event.target);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
