import { ref, watchEffect } from 'vue';

// How somebody wants the app to look: of the device, not of the account.

export type Language = 'zh-CN' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

const kept = (name: string) => {
  try {
    return localStorage.getItem(`lowcode.${name}`);
  } catch {
    return null; // a browser that keeps nothing
  }
};

export const language = ref<Language>((kept('language') ?? navigator.language).startsWith('en') ? 'en' : 'zh-CN');
export const theme = ref<Theme>((kept('theme') as Theme | null) ?? 'auto');
export const largeText = ref(kept('largeText') === 'true');

const dark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = ref(dark.matches);
dark.addEventListener('change', () => (systemIsDark.value = dark.matches));

/** Applies the settings to the page and keeps them. */
export function applySettings(): void {
  watchEffect(() => {
    const root = document.documentElement;
    root.lang = language.value;
    const isDark = theme.value === 'dark' || (theme.value === 'auto' && systemIsDark.value);
    root.classList.toggle('van-theme-dark', isDark);
    root.classList.toggle('dark', isDark);
    root.classList.toggle('large', largeText.value);
    try {
      localStorage.setItem('lowcode.language', language.value);
      localStorage.setItem('lowcode.theme', theme.value);
      localStorage.setItem('lowcode.largeText', String(largeText.value));
    } catch {
      // It looks right until the page is closed.
    }
  });
}
