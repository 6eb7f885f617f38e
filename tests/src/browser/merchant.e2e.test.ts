import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { useBrowser } from './use-browser.ts';

/** Signs in as the merchant on any page of theirs. */
async function signInAsMerchant(page: Page, token: string): Promise<void> {
  await page.getByLabel('Merchant token').fill(token);
  await page.keyboard.press('Enter');
}

describe.skipIf(inject('chromium') === null)('the merchant in a real browser', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });
  const browser = useBrowser();

  test('creates a drop, opens it, restocks it and closes it, and a shopper’s page follows', async () => {
    const { page, complaints } = await visit(browser(), `${store().url}/merchant`);
    await signInAsMerchant(page, store().merchant.token);
    await page.getByRole('tab', { name: 'New drop' }).click();
    await page.getByLabel('Brand').fill('Aster');
    await page.getByLabel('Name', { exact: true }).fill('Comet High');
    await page.getByLabel('Colourway').fill('Pine / Ember');
    await page.getByTestId('preview').locator('[data-silhouette="high"]').waitFor();
    await page.getByLabel('Price').fill('129.90');
    await page.getByLabel('Sizes').fill('8x10, 9-25');
    await page.getByText('"9-25" is not a size and a count').waitFor();
    await page.getByLabel('Sizes').fill('8x10, 9x25');
    await page.getByText('2 sizes, 35 pairs').waitFor();
    await page.getByRole('button', { name: 'Create the drop' }).click();
    const created = page.getByRole('status').getByRole('link', { name: 'Comet High' });
    const path = (await created.getAttribute('href')) ?? '';
    const dropId = path.split('/').at(-1) ?? '';

    const shopper = await visit(browser(), `${store().url}${path}`);
    await shopper.page.getByRole('heading', { name: 'Coming soon' }).waitFor();
    await page.bringToFront();
    await page.getByRole('tab', { name: 'Drops' }).click();
    const row = page.getByTestId(`merchant-drop-${dropId}`);
    await row.getByRole('button', { name: 'Open' }).click();
    await shopper.page.getByTestId('size-9').waitFor();

    await row.getByLabel('Size').selectOption('9');
    await row.getByLabel('Pairs to add').fill('5');
    await row.getByRole('button', { name: 'Restock' }).click();
    await until(
      'the new pairs',
      async () =>
        (await shopper.page.getByTestId('size-9').getAttribute('data-available')) === '30',
    );

    await row.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Leave it open' }).click();
    await row.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Close the drop' }).click();
    await shopper.page.getByText('This drop has closed.').waitFor();
    expect([...complaints, ...shopper.complaints]).toEqual([]);
  });

  test('the live room follows a sale', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 2 }] });
    const { page, complaints } = await visit(browser(), `${store().url}/merchant/drops/${drop.id}`);
    await signInAsMerchant(page, store().merchant.token);
    await page.getByRole('heading', { name: 'Moonwalker' }).waitFor();
    for (const name of ['Ada', 'Bob', 'Cleo']) {
      await (await store().guest({ name })).reserve(drop.id, '42');
    }
    await page.getByRole('region', { name: 'Holds' }).getByText('Ada').waitFor();
    await page.getByRole('region', { name: 'The log' }).getByText('sold out').first().waitFor();
    await page.getByRole('region', { name: 'Shopping now' }).getByText('Cleo').waitFor();
    await page.getByRole('img', { name: /2 held/ }).waitFor();
    expect(await page.getByTestId('drift').textContent()).toBe('0');
    expect(complaints).toEqual([]);
  });
});
