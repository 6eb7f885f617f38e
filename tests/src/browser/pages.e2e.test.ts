import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { repoRoot } from '@lastpair/local';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { MERCHANT_TOKEN } from '../kit/store.ts';
import type { TestStore } from '../kit/store.ts';
import { useStore } from '../kit/use-store.ts';
import { useBrowser } from './use-browser.ts';

const PICTURES = path.join(repoRoot, 'test-results/screenshots');
const screens = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};
type Look = { screen: keyof typeof screens; colorScheme: 'light' | 'dark' };
const looks: Look[] = [
  { screen: 'phone', colorScheme: 'light' },
  { screen: 'phone', colorScheme: 'dark' },
  { screen: 'desktop', colorScheme: 'light' },
  { screen: 'desktop', colorScheme: 'dark' },
];

/** Every page by name: where it is, and what tells that it is there. */
async function pagesOf(store: TestStore) {
  const open = await store.drop({
    sizes: [
      { size: '41', total: 1 },
      { size: '42', total: 40 },
    ],
  });
  const gone = await store.drop({ sizes: [{ size: '43', total: 1 }], stockDisplay: 'levels' });
  const soon = await store.drop({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const shopper = await store.guest({ name: 'Ada' });
  const { reservation } = await shopper.reserve(gone.id, '43');
  await shopper.http.reservations.purchase.mutate({ reservationId: reservation!.id });
  await shopper.reserve(open.id, '42');
  const pages: [name: string, path: string, ready: string, token?: string][] = [
    ['home', '/', `[data-testid="drop-card-${open.id}"]`],
    ['drop', `/drops/${open.id}`, '[data-testid="size-42"]'],
    ['sold-out', `/drops/${gone.id}`, '[data-testid="size-43"]'],
    ['soon', `/drops/${soon.id}`, '[data-testid="countdown"]'],
    ['hold', `/drops/${open.id}`, '[data-testid="hold"]', shopper.token],
    ['bag', '/bag', '[data-testid="hold"]', shopper.token],
    ['sign-in', '/bag', 'input[name="name"]'],
    ['unknown-drop', `/drops/${crypto.randomUUID()}`, 'h1'],
    ['not-found', '/nowhere', 'h1'],
    ['merchant-sign-in', '/merchant', 'input[name="token"]'],
    ['merchant', '/merchant', `[data-testid="merchant-drop-${open.id}"]`, MERCHANT_TOKEN],
    ['new-drop', '/merchant', '[role="tab"]', MERCHANT_TOKEN],
    ['room', `/merchant/drops/${open.id}`, '[aria-label="The log"]', MERCHANT_TOKEN],
  ];
  return pages;
}

describe.skipIf(inject('chromium') === null)('every page', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });
  const browser = useBrowser();
  let pages: ReturnType<typeof pagesOf> | undefined;

  test.each(looks)('$screen, $colorScheme: readable by all, silent, drawn', async (look) => {
    mkdirSync(PICTURES, { recursive: true });
    pages ??= pagesOf(store());
    for (const [name, where, ready, token] of await pages) {
      const { page, complaints } = await openPage(browser(), look, store().url, token);
      await page.goto(`${store().url}${where}`);
      await page.locator(ready).first().waitFor();
      if (name === 'new-drop') await page.getByRole('tab', { name: 'New drop' }).click();
      await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join()}`);
      expect([name, ...found]).toEqual([name]);
      // What the server answers a question for a drop that is not there is an error to the browser.
      expect([name, ...complaints.filter((text) => !text.includes('404'))]).toEqual([name]);
      const overflow =
        'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([name, await page.evaluate(overflow)]).toEqual([name, 0]);
      const file = `${name}-${look.screen}-${look.colorScheme}.png`;
      await page.screenshot({ path: path.join(PICTURES, file), fullPage: true });
      await page.context().close();
    }
  });
});

/** A page in a look, of the shopper or merchant whose token it is. */
async function openPage(
  browser: Browser,
  { screen, colorScheme }: Look,
  url: string,
  token: string | undefined,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    ...screens[screen],
    colorScheme,
    reducedMotion: 'reduce',
  });
  if (token) await context.addCookies([{ name: 'lastpair_session', value: token, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}
