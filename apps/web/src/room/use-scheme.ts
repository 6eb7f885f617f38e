import { useSyncExternalStore } from 'react';

const dark = matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  dark.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', listener);
  };
}

/** Whether the page is dark or light, kept up to date: what is drawn on a canvas does not follow by itself. */
export const useScheme = (): string =>
  useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset['theme'] ?? (dark.matches ? 'dark' : 'light'),
  );
