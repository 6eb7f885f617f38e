import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { reserveAs, useBrowser } from './use-browser.ts';

describe.skipIf(inject('chromium') === null)('the shop in a real browser', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });
  const browser = useBrowser();

  const sizeOf = (page: Page, size: string) => page.getByTestId(`size-${size}`);

  test('coming soon becomes the size picker when the merchant opens; a click holds a pair; the pair is bought', async () => {
    const drop = await store().drop({ open: false });
    const { page, complaints } = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await page.getByRole('heading', { name: 'Coming soon' }).waitFor();
    expect(await sizeOf(page, '42').count()).toBe(0);
    await store().merchant.http.drops.open.mutate({ dropId: drop.id });
    await sizeOf(page, '42').waitFor();
    await reserveAs(page, 'Zoë', '42');
    await page.getByTestId('hold').waitFor();
    expect(await page.getByTestId('countdown').first().textContent()).toMatch(/\d\d:\d\d/);
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({ reserved: 1 });

    await page.reload();
    await page.getByTestId('hold').waitFor();
    await page.getByRole('button', { name: /^buy/i }).click();
    await until('the purchase', async () => (await store().view(drop.id)).sizes[0]!.sold === 1);
    await page.getByText('Zoë').first().waitFor();
    await page.goto(`${store().url}/bag`);
    await page.getByTestId('purchases').getByText('Moonwalker').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a pair let go is back on everybody’s page, and a size that is out can’t be pressed', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 1 }] });
    const mine = await visit(browser(), `${store().url}/drops/${drop.id}`);
    const yours = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await reserveAs(mine.page, 'Ada', '42');
    await mine.page.getByTestId('hold').waitFor();
    await until('it to be out for others', () => sizeOf(yours.page, '42').isDisabled());
    await mine.page.getByRole('button', { name: /let it go/i }).click();
    await until('it to be back for others', () => sizeOf(yours.page, '42').isEnabled());
    expect([...mine.complaints, ...yours.complaints]).toEqual([]);
  });

  test('the list shows what changes without a refresh', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 1 }] });
    const { page, complaints } = await visit(browser(), store().url);
    const card = page.getByTestId(`drop-card-${drop.id}`);
    await card.getByText(/live/i).waitFor();
    await (await store().guest()).reserve(drop.id, '42');
    await card.getByText(/sold out/i).waitFor();
    expect(complaints).toEqual([]);
  });
});
