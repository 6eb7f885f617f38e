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
/** The rules that a page which follows them in one colour scheme may break in the other. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Finds what of a page, or of the dialog that is open in it, some can't read: by all rules or some of them. */
export async function expectReadable(page: Page, rules?: string[]): Promise<void> {
  // Without the page of its own that axe would open for pages with frames: ours have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules) axe.withRules(rules);
  // What is behind an open dialog is read on its own.
  if (await isDialogOpen(page)) axe.include('[role="dialog"]');
  const { violations } = await axe.analyze();
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
    await expectReadable(page, colorScheme === 'dark' ? RULES_OF_COLOUR : undefined);
  }
}

/** Keeps a picture of the whole page, or of what is in sight where a dialog covers it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const fullPage = !(await isDialogOpen(page));
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage });
}

const isDialogOpen = (page: Page): Promise<boolean> => page.getByRole('dialog').isVisible();
