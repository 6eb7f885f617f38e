import type { View } from '@lastpair/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { CARDS } from '../kit/cards.ts';
import type { TestClient } from '../kit/client.ts';
import { choke } from '../kit/choke.ts';
import { clearLetters } from '../kit/letters.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { holdBack } from './hold-back.ts';
import { useBrowser } from './use-browser.ts';

describe.skipIf(inject('chromium') === null)('orders in a real browser', () => {
  // Long enough to fill in a form on a slow machine, short enough to wait for the end of it.
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { PAYMENT_SECONDS: '12' },
  });
  const browser = useBrowser();

  /** A page of somebody who is signed in. */
  const pageOf = async ({ token }: Pick<TestClient, 'token'>, path: string) => {
    const { url } = store();
    const visitor = await visit(browser(), 'about:blank');
    await visitor.page.context().addCookies([{ name: 'lastpair_session', value: token, url }]);
    await visitor.page.goto(`${url}${path}`);
    return visitor;
  };
  /** Somebody with a pair of each of two drops, whose bag is open. */
  const shopperWithBag = async (name: string) => {
    const shopper = await store().guest({ name });
    const drops = [await store().drop(), await store().drop()];
    for (const { id } of drops) await shopper.reserve(id, '42');
    return { shopper, drops, ...(await pageOf(shopper, '/bag')) };
  };
  const checkOut = (page: Page) => page.getByRole('button', { name: 'Check out 2 pairs' }).click();
  const pay = async (page: Page, card: string) => {
    await page.getByLabel('Card number').fill(card);
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
  };
  const orderIn = (page: Page, status: string) =>
    page.locator(`[data-testid="order"][data-status="${status}"]`);
  const sold = async (drops: View[]) =>
    Promise.all(drops.map(async ({ id }) => (await store().view(id)).sizes[0]!.sold));

  test('a bag of two drops is paid as one; its receipt prints, is in the list, and nothing is news of elsewhere', async () => {
    const { drops, page, complaints } = await shopperWithBag('Zoë');
    await page.getByTestId('check-out-bar').getByText('$380.00').waitFor();
    await checkOut(page);
    await orderIn(page, 'paying').waitFor();
    expect(await page.getByTestId('order-sum').textContent()).toBe('$380.00');
    // Back in the bag the way to pay is there, and after a reload it is the same order.
    const address = page.url();
    await page.goBack();
    await page.getByRole('link', { name: 'Go on to pay' }).click();
    await page.getByLabel('Card number').waitFor();
    expect(page.url()).toBe(address);
    await page.reload();
    await page.getByRole('button', { name: /is approved at once/ }).click();
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.getByRole('heading', { name: 'Receipt' }).waitFor();
    await page.getByText('All 2 are yours').waitFor();
    await page.getByText('Test card ending in 4242').waitFor();
    expect(await sold(drops)).toEqual([1, 1]);
    expect(await page.getByTestId('toast').count()).toBe(0);

    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print the receipt' }).isVisible()).toBe(false);
    expect(await page.getByText('Moonwalker').first().isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'All orders' }).click();
    const row = page.getByTestId('order-row');
    await row.getByText('Paid').waitFor();
    expect(await row.count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('a declined card gives the pairs back with the time that was left, and another card buys them', async () => {
    const { shopper, drops, page, complaints } = await shopperWithBag('Max');
    await checkOut(page);
    await pay(page, '1234 5678 9012 3456');
    await page.getByText(/test cards alone/).waitFor();
    await pay(page, CARDS.declines);
    await page.getByText('The card was declined').waitFor();
    await page.getByText(/held for you again/).waitFor();
    await page.locator('[data-stands="active"]').nth(1).waitFor();
    expect(await page.getByTestId('countdown').first().textContent()).toMatch(
      /^(01:00|00:[3-5]\d)$/,
    );
    expect(await sold(drops)).toEqual([0, 0]);
    const declined = page.url();
    await page.getByRole('button', { name: 'Try another card' }).click();
    await page.waitForURL((url) => url.href !== declined);
    await pay(page, CARDS.twice);
    await page.getByText('All 2 are yours').waitFor();
    const { orders } = await shopper.http.orders.mine.query({});
    expect(orders.map(({ status }) => status)).toEqual(['completed', 'declined']);
    expect(complaints).toEqual([]);
  });

  test('in two tabs a bag is one order, and what one pays the other shows', async () => {
    const { shopper, drops, page, complaints } = await shopperWithBag('Ada');
    const tabs = [page, await page.context().newPage()];
    const lines = await Promise.all(tabs.map(holdBack));
    for (const tab of tabs) {
      await tab.goto(`${store().url}/bag`);
      await tab.locator('[data-testid="connection"][data-state="live"]').waitFor();
      await tab.getByRole('button', { name: 'Check out 2 pairs' }).waitFor();
    }
    /** In both tabs, before either hears of the other. */
    const inBoth = async (act: (tab: Page) => Promise<void>) => {
      for (const line of lines) line.hold();
      for (const tab of tabs) await act(tab);
      for (const line of lines) line.letThrough();
    };
    await inBoth(checkOut);
    for (const tab of tabs) await orderIn(tab, 'paying').waitFor();
    expect(tabs[1]!.url()).toBe(page.url());
    for (const tab of tabs) await tab.getByLabel('Card number').fill(CARDS.approves);
    await inBoth((tab) => tab.getByRole('button', { name: 'Pay', exact: true }).click());
    for (const tab of tabs) await orderIn(tab, 'completed').waitFor();
    expect(await sold(drops)).toEqual([1, 1]);
    const charges = await store().database.query(
      'select 1 from sandbox_charge c join "order" o on o.id = c.order_id where o.shopper_id = $1',
      [shopper.shopper.id],
    );
    expect(charges).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('the checkout is left, and the pairs go on', async () => {
    const { page, complaints } = await shopperWithBag('Kim');
    await checkOut(page);
    await page.getByRole('button', { name: 'Leave the checkout' }).click();
    await page.getByText('You left the checkout').waitFor();
    await page.getByRole('link', { name: 'Your bag' }).click();
    await page.getByTestId('hold').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });

  // The next two wait for clocks, so they wait together.
  test.concurrent('what is not paid in time says so while it waits, over a reload, and how it ended', async () => {
    const { drops, page, complaints } = await shopperWithBag('Bob');
    await checkOut(page);
    await pay(page, CARDS.silent);
    await page.getByText('Asking the till').waitFor();
    await page.reload();
    await page.getByText(/You pay once at most/).waitFor();
    await page.getByText('It was not paid in time').waitFor();
    expect(await page.locator('[data-stands="expired"]').count()).toBe(2);
    expect(await sold(drops)).toEqual([0, 0]);
    expect(complaints).toEqual([]);
  });

  test.concurrent('a merchant finds an order, gives its money back, and the shopper sees it', async () => {
    const shopper = await store().guest({ name: 'Quincy' });
    const drop = await store().drop();
    const { reservation } = await shopper.reserve(drop.id, '42');
    const order = await shopper.http.orders.checkout.mutate({
      reservationIds: [reservation!.id],
      paymentMethod: CARDS.approves,
    });
    const mine = await pageOf(shopper, `/orders/${order.id}`);
    await orderIn(mine.page, 'completed').waitFor();

    const { page, complaints } = await pageOf(store().merchant, '/merchant');
    await page.getByRole('navigation', { name: 'Merchant' }).getByText('Orders').click();
    await page.getByRole('searchbox').fill('quincy');
    await page.keyboard.press('Enter');
    await until('one', async () => (await page.getByTestId('order-row').count()) === 1);
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV of these orders' }).click();
    expect((await file).url()).toContain('/api/orders.csv?search=quincy');
    await page.getByLabel('State').selectOption('declined');
    await page.getByText('No order is like that.').waitFor();
    await page.getByLabel('State').selectOption('completed');
    await page.getByTestId('order-row').getByRole('link').click();
    await page.getByRole('button', { name: 'Refund' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Reason').fill('one shoe too many');
    await dialog.getByRole('button', { name: 'Give $190.00 back' }).click();
    await orderIn(page, 'refunded').waitFor();
    await page.getByText('On sale again').waitFor();
    await mine.page.bringToFront();
    await mine.page.getByText('The store gave all of the money back.').waitFor();
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({ total: 11, available: 10 });
    expect([...complaints, ...mine.complaints]).toEqual([]);
  });

  test('the merchant’s room shows who is shopping and where they stand', async () => {
    const { drops, page } = await shopperWithBag('Noor');
    const room = await pageOf(store().merchant, `/merchant/drops/${drops[0]!.id}`);
    const bag = room.page.getByTestId('live-bag');
    await bag.getByText('holding 2 pairs').waitFor();
    await bag.getByText('of another drop').waitFor();
    await page.bringToFront();
    await checkOut(page);
    await room.page.bringToFront();
    await bag.getByText('paying for 2 pairs').waitFor();
    expect(room.complaints).toEqual([]);
  });

  test('dead letters are counted, looked into, tried again and discarded', async () => {
    const { database } = store();
    await clearLetters(store());
    const drop = await store().drop({
      sizes: [{ size: 'poison', total: 3 }],
      limitPerShopper: 2,
    });
    await using poison = await choke(database, 'insert on reservation', `new.size = 'poison'`);
    const shopper = await store().guest();
    for (let n = 0; n < 2; n += 1) await shopper.reserve(drop.id, 'poison');
    await poison.off();

    const { page, complaints } = await pageOf(store().merchant, '/merchant');
    await page.getByTestId('count-letters').getByText('2').waitFor();
    await page.getByRole('link', { name: /^Dead letters/ }).click();
    const letters = page.getByTestId('letter');
    await letters.nth(1).waitFor();
    await letters.first().getByRole('button', { name: 'Inspect' }).click();
    await page.getByRole('region', { name: 'Payload' }).getByText('"reserve"').waitFor();
    await letters.first().getByRole('button', { name: 'Try again' }).click();
    await until('one left', async () => (await letters.count()) === 1);
    await until('the pair', async () => {
      const { reservations } = await shopper.http.me.get.query();
      return reservations.some(({ size }) => size === 'poison');
    });
    await letters.first().getByRole('button', { name: 'Discard' }).click();
    await page.getByLabel('Why nothing is to be done').fill('nobody waits for it');
    await page.getByRole('button', { name: 'Discard it' }).click();
    await page.getByText('Nothing waits.').waitFor();
    await until('no count', async () => (await page.getByTestId('count-letters').count()) === 0);
    await page.getByRole('button', { name: 'Discarded' }).click();
    await letters.first().getByRole('button', { name: 'Inspect' }).click();
    await page.getByText('discarded: nobody waits for it').waitFor();
    expect(complaints).toEqual([]);
  });
});
