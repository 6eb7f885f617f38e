import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const PICTURES = path.resolve(import.meta.dirname, '../../../test-results/screenshots');
const screens = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
  wide: { width: 1920, height: 1080 },
};
/** In the page: how much wider its content is than the window, and that of an open dialog than the dialog, in pixels. */
const TOO_WIDE = `Math.max(...[document.documentElement, ...document.querySelectorAll('[role=dialog]')]
  .map((each) => each.scrollWidth - each.clientWidth))`;
/** Expects that all can read a page as it is now. */
export async function expectReadable(page: Page): Promise<void> {
  // Without the page of its own that axe would open for pages with frames: ours have none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join()}`);
  expect(found).toEqual([]);
}

/** Expects a page to be readable and as wide as the window, in both colour schemes on these screens, and keeps pictures of it. */
export async function draw(
  page: Page,
  name: string,
  on: (keyof typeof screens)[] = ['phone', 'desktop'],
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const screen of on) {
      await page.setViewportSize(screens[screen]);
      expect(await page.evaluate(TOO_WIDE)).toBe(0);
      await keepPicture(page, `${name}-${screen}-${colorScheme}`);
    }
    await expectReadable(page);
  }
}

/** Keeps a picture of the whole page, or of what is in sight where a dialog covers it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const fullPage = !(await page.getByRole('dialog').isVisible());
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage });
}
