import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { holdBack } from './hold-back.ts';
import { pressSize, reserveAs, signIn, useBrowser } from './use-browser.ts';

describe.skipIf(inject('chromium') === null)('shoppers in real browsers', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });
  const browser = useBrowser();
  const lastPair = [{ size: '42', total: 1 }];

  test('of two who press for the last pair, one holds it and the other is told at once', async () => {
    const drop = await store().drop({ sizes: lastPair });
    const url = `${store().url}/drops/${drop.id}`;
    const ada = await visit(browser(), 'about:blank');
    const bob = await visit(browser(), 'about:blank');
    const lines = [await holdBack(ada.page), await holdBack(bob.page)];
    await ada.page.goto(url);
    await signIn(ada.page, 'Ada');
    await bob.page.goto(url);
    await signIn(bob.page, 'Bob');
    // Both have pressed before either hears of the other, however slow this machine is.
    for (const line of lines) line.hold();
    await pressSize(bob.page, '42');
    await pressSize(ada.page, '42');
    for (const line of lines) line.letThrough();
    const tone = async ({ page }: typeof ada) =>
      (await page.getByTestId('outcome').getAttribute('data-tone')) ?? undefined;
    await until('two answers', async () => {
      const tones = new Set([await tone(ada), await tone(bob)]);
      return tones.has('good') && tones.has('bad');
    });
    const winner = (await tone(ada)) === 'good' ? ada : bob;
    const loser = winner === ada ? bob : ada;
    await winner.page.getByTestId('hold').waitFor();
    await loser.page
      .getByTestId('outcome')
      .getByText(/may come back/)
      .waitFor();
    expect(await loser.page.getByTestId('hold').count()).toBe(0);
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({ available: 0, reserved: 1 });
    expect([...ada.complaints, ...bob.complaints]).toEqual([]);
  });

  test('coming soon turns into the picker by itself in every window', async () => {
    // Whoever has been here before is there again in a moment, and sees the countdown.
    const one = await visit(browser(), store().url);
    const other = await visit(browser(), store().url);
    const drop = await store().drop({ opensAt: new Date(Date.now() + 10_000).toISOString() });
    await Promise.all([one, other].map(({ page }) => page.goto(`${store().url}/drops/${drop.id}`)));
    for (const { page } of [one, other]) {
      await page.getByTestId('countdown').first().waitFor();
      expect(await page.getByTestId('size-42').count()).toBe(0);
    }
    for (const { page } of [one, other]) await page.getByTestId('size-42').waitFor();
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  });

  test('a hold that runs out is back in both windows, and its shopper is told', async () => {
    const drop = await store().drop({ sizes: lastPair, holdSeconds: 3 });
    const url = `${store().url}/drops/${drop.id}`;
    const mine = await visit(browser(), url);
    const yours = await visit(browser(), url);
    await reserveAs(mine.page, 'Ada', '42');
    await mine.page.getByTestId('hold').waitFor();
    await until('it to be out elsewhere', () => yours.page.getByTestId('size-42').isDisabled());
    for (const { page } of [mine, yours]) {
      await until('it to be back', () => page.getByTestId('size-42').isEnabled());
    }
    await mine.page
      .getByTestId('outcome')
      .getByText(/ran out/)
      .waitFor();
    expect(await mine.page.getByTestId('hold').count()).toBe(0);
    expect([...mine.complaints, ...yours.complaints]).toEqual([]);
  });

  test('a hold that runs out while its shopper looks elsewhere is told in a toast', async () => {
    const drop = await store().drop({ holdSeconds: 3 });
    const { page, complaints } = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await reserveAs(page, 'Ada', '42');
    await page.getByTestId('hold').waitFor();
    await page.getByRole('link', { name: 'Lastpair' }).click();
    await page.getByTestId('toast').getByText('Your hold ran out').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a size that was looked at is told of when it is gone and when it is back', async () => {
    const drop = await store().drop({ sizes: lastPair });
    const { page, complaints } = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await page.getByTestId('size-42').hover();
    const stranger = await store().guest();
    const { reservation } = await stranger.reserve(drop.id, '42');
    await page.getByTestId('toast').getByText('Size 42 is gone').waitFor();
    await stranger.http.reservations.release.mutate({ reservationId: reservation!.id });
    await page.getByTestId('toast').getByText('Size 42 is back').waitFor();
    expect(complaints).toEqual([]);
  });

  test('of a size that I take or let go I am not told, whether the view or the outcome comes first', async () => {
    const drop = await store().drop({ sizes: [{ size: 'US 8', total: 1 }] });
    const { page, complaints } = await visit(browser(), 'about:blank');
    const line = await holdBack(page);
    // Whatever may be told of what is shown is told within this time.
    const settle = () => page.waitForTimeout(1_000);
    await page.goto(`${store().url}/drops/${drop.id}`);
    await signIn(page, 'Ada');
    const isOutcome = (message: string): boolean => message.includes('"commandId"');
    line.hold(isOutcome);
    await pressSize(page, 'US 8');
    await page.getByText('No pair is free right now').waitFor();
    await settle();
    line.letThrough();
    await page.getByTestId('hold').waitFor();
    line.hold((message) => !isOutcome(message));
    await page.getByRole('button', { name: 'Let it go' }).click();
    await until('the outcome', async () => (await page.getByTestId('hold').count()) === 0);
    await settle();
    line.letThrough();
    await until('the view', () => page.getByTestId('size-US 8').isEnabled());
    await settle();
    expect(await page.getByTestId('toast').allTextContents()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('a refresh and a second device keep the hold, and what is done on one is seen on the other', async () => {
    const drop = await store().drop();
    const url = `${store().url}/drops/${drop.id}`;
    const { page, complaints } = await visit(browser(), url);
    await reserveAs(page, 'Ada', '42');
    const held = await page.getByTestId('hold').getAttribute('data-reservation-id');
    await page.reload();
    expect(await page.getByTestId('hold').getAttribute('data-reservation-id')).toBe(held);

    const device = await browser().newContext();
    await device.addCookies(await page.context().cookies());
    const second = await device.newPage();
    await second.goto(url);
    expect(await second.getByTestId('hold').getAttribute('data-reservation-id')).toBe(held);
    await second.bringToFront();
    await second.getByRole('button', { name: /^buy/i }).click();
    await page.getByTestId('toast').getByText('Bought elsewhere').waitFor();
    await until('the hold to be gone', async () => (await page.getByTestId('hold').count()) === 0);
    expect(complaints).toEqual([]);
  });

  test('a double click makes one reservation', async () => {
    const sizes = ['42', '43'].map((size) => ({ size, total: 10 }));
    const drop = await store().drop({ sizes });
    const { page, complaints } = await visit(browser(), `${store().url}/drops/${drop.id}`);
    await signIn(page, 'Ada');
    await page.getByTestId('size-42').dblclick();
    await page.getByTestId('hold').waitFor();
    await pressSize(page, '43');
    await page
      .getByTestId('outcome')
      .getByText(/as many pairs/)
      .waitFor();
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({ reserved: 1, available: 9 });
    // Two commands: the first of the double click, and the click on another size, that was refused. And the opening.
    expect((await store().view(drop.id)).seq).toBe(3);
    expect(complaints).toEqual([]);
  });
});
