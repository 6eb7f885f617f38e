import { useState } from 'react';
import { chooseTheme, chosenTheme } from './theme.ts';
import type { Theme } from './theme.ts';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const words: Record<Theme, string> = { system: 'as the device', light: 'light', dark: 'dark' };

/** Goes through the themes: as the device, light, dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(chosenTheme);
  const become = next[theme];
  return (
    <button
      type="button"
      className="grid size-11 place-items-center rounded-full hover:bg-wash"
      aria-label={`Theme: ${words[theme]}. Change to ${words[become]}.`}
      title={`Theme: ${words[theme]}`}
      onClick={() => {
        chooseTheme(become);
        setTheme(become);
      }}
    >
      <svg viewBox="0 0 20 20" className="size-5" aria-hidden="true">
        <circle
          cx="10"
          cy="10"
          r="7"
          fill={theme === 'dark' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.6"
        />
        {theme === 'system' && <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />}
        {theme === 'light' && <circle cx="10" cy="10" r="2.6" fill="currentColor" />}
      </svg>
    </button>
  );
}
