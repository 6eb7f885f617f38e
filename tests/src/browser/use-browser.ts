import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../kit/browser.ts';

/** One browser for the tests of a describe block. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  return () => browser!;
}

/** Presses a size. Pages that are not in front are slowed down by the browser. */
export async function pressSize(page: Page, size: string): Promise<void> {
  await page.bringToFront();
  await page.getByTestId(`size-${size}`).click();
}

/** Presses a size as a visitor, and signs in by name when asked for it. */
export async function reserveAs(page: Page, name: string, size: string): Promise<void> {
  await pressSize(page, size);
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Enter');
}

/** Signs in with the header's dialog. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Enter');
  await page.getByTestId('signed-in-as').getByText(name).waitFor();
}
