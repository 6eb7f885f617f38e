import { browserStorage } from '../server/browser-storage.ts';

/** What the reader chose. `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** public/theme.js reads the same key before the first paint. */
const KEY = 'lastpair-theme';

/** What was chosen in this browser. */
export function chosenTheme(): Theme {
  const kept = browserStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Shows the page in a theme and keeps the choice. */
export function chooseTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') {
    browserStorage.removeItem(KEY);
    delete dataset['theme'];
  } else {
    browserStorage.setItem(KEY, theme);
    dataset['theme'] = theme;
  }
}
