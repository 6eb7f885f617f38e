import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { openTap } from '../kit/tap.ts';
import type { TestTap } from '../kit/tap.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { draw, expectReadable } from './draw.ts';
import { useBrowser } from './use-browser.ts';

const INVENTORY_TOKEN = 'an-inventory-token-for-tests-only-01234567';

describe.skipIf(inject('chromium') === null)('the inventory desk in a real browser', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { PRIVATE_ADDRESSES: 'true', INVENTORY_TOKEN },
  });
  const browser = useBrowser();

  /** Opens a page of the desk for whoever has `token`, with the big screen's own full screen kept out of the way. */
  async function openDesk(where: string, token: string) {
    const { page, complaints } = await visit(browser(), 'about:blank');
    const { url } = store();
    await page.context().addCookies([{ name: 'lastpair_session', value: token, url }]);
    await page.goto(`${url}${where}`);
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    return { page, complaints };
  }

  const shelf = (page: Page, at: string, model: string) => page.getByTestId(`shelf-${at}-${model}`);

  const hasFocus = (cell: Locator) => cell.evaluate((element) => element.matches(':focus'));

  /** Lets a tap tell this until the page shows it: what is told before somebody listens is lost. */
  const tellUntilShown = (tap: TestTap, page: Page, at: string, model: string, inventory: number) =>
    until(`${at} to have ${inventory} ${model}`, async () => {
      const cell = shelf(page, at, model);
      if (
        (await cell.count()) > 0 &&
        (await cell.getAttribute('data-inventory')) === `${inventory}`
      )
        return true;
      tap.tell(at, model, inventory);
      await page.waitForTimeout(100);
      return false;
    });

  test('a shopper is told how to get in; the inventory token opens it', async () => {
    const ada = await store().guest({ name: 'Ada' });
    const { page, complaints } = await openDesk('/desk', ada.token);
    await page.getByText('You are signed in as Ada, a shopper').waitFor();
    await expectReadable(page);
    await page.getByLabel('Inventory token').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('That token opens nothing here.').waitFor();
    await page.getByLabel('Inventory token').fill(INVENTORY_TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Inventory desk' }).waitFor();
    await page.getByRole('link', { name: 'Taps' }).click();
    await page.getByText('A merchant adds them.').waitFor();
    // That a wrong token is refused is an error to the browser.
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
  });

  test('a tap that is added fills the grid, each sale is seen, and what is bad is shown with its reason', async () => {
    await using tap = await openTap();
    const { page, complaints } = await openDesk('/desk/taps', store().merchant.token);
    await page.getByRole('button', { name: 'Add a tap' }).click();
    await page.getByLabel('Name of the tap').fill('High street');
    await page.getByLabel('Address').fill('http://nowhere.example');
    await page.getByRole('button', { name: 'Listen to it' }).click();
    await page.getByText('It must be a ws:// or wss:// address.').waitFor();
    await page.getByLabel('Address').fill(tap.url);
    await page.getByRole('button', { name: 'Listen to it' }).click();
    const row = page.getByTestId('tap-High street');
    await row.getByText('live', { exact: true }).waitFor();
    tap.say('no reading at all', '{"store":"Anjou","model":"ADERI","inventory":-1}');
    await row.getByRole('button', { name: /Show what was bad/ }).click();
    await row.getByText('not JSON').waitFor();
    await row.getByText('inventory is not a whole number').waitFor();

    await page.getByRole('link', { name: 'Shelves' }).click();
    await tellUntilShown(tap, page, 'Laval', 'ADERI', 84);
    await tellUntilShown(tap, page, 'Anjou', 'ADERI', 40);
    await tellUntilShown(tap, page, 'Laval', 'BOREAL', 12);
    await tellUntilShown(tap, page, 'Laval', 'ADERI', 81);
    await page.getByRole('region', { name: 'The last minute' }).getByText('−3').waitFor();
    expect(await page.getByTestId('desk-numbers').textContent()).toContain('133');

    await page.getByLabel('Stores that contain').fill('anj');
    await until('Laval to go', async () => (await shelf(page, 'Laval', 'ADERI').count()) === 0);
    expect(await shelf(page, 'Anjou', 'ADERI').count()).toBe(1);
    await page.getByLabel('Stores that contain').fill('');

    await shelf(page, 'Laval', 'ADERI').waitFor();
    await shelf(page, 'Anjou', 'ADERI').focus();
    await page.keyboard.press('ArrowDown');
    await until('the focus to move', () => hasFocus(shelf(page, 'Laval', 'ADERI')));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /ADERI/ });
    await dialog.getByRole('img', { name: /81 now/ }).waitFor();
    tap.tell('Laval', 'ADERI', 80);
    await dialog.getByRole('img', { name: /80 now/ }).waitFor();
    await page.keyboard.press('Escape');
    await until('the focus to be back', () => hasFocus(shelf(page, 'Laval', 'ADERI')));

    await page.getByRole('link', { name: 'Taps' }).click();
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Name of the tap').fill('Low street');
    await row.getByRole('button', { name: 'Save' }).click();
    const renamed = page.getByTestId('tap-Low street');
    await renamed.getByRole('button', { name: 'Switch off' }).click();
    await renamed.getByText('off', { exact: true }).waitFor();
    await renamed.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove the tap' }).click();
    await renamed.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  test('an alert is raised on every page, acknowledged, and cleared by itself', async () => {
    const { merchant } = store();
    const tell = (inventory: number) =>
      merchant.http.desk.readings.send.mutate({
        readings: [{ store: 'Alma', model: 'CIRRUS', inventory }],
      });
    await tell(20);
    const { page, complaints } = await openDesk('/desk/alerts', merchant.token);
    await tell(2);
    const strip = page.getByTestId('alert-strip');
    await strip.getByText('Alma has too few CIRRUS: 2 pairs').waitFor();
    expect(await page.getByTestId('count-alerts').textContent()).toContain('1');
    await page.getByRole('link', { name: 'Transfers' }).click();
    await strip.getByRole('button', { name: 'Acknowledge' }).click();
    await until('the strip to be empty', async () => (await strip.textContent()) === '');
    await page.getByRole('link', { name: 'Alerts' }).click();
    const alert = page.getByTestId('alert').filter({ hasText: 'CIRRUS' });
    await alert.getByText('acknowledged').waitFor();
    await tell(30);
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'History' }).click();
    await alert.getByText('cleared', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('limits for all and of a model raise alerts; the webhook’s secret is shown once', async () => {
    const { merchant } = store();
    await merchant.http.desk.readings.send.mutate({
      readings: [{ store: 'Amos', model: 'DUNE', inventory: 50 }],
    });
    const { page, complaints } = await openDesk('/desk/settings', merchant.token);
    await page.getByRole('button', { name: 'Add limits' }).click();
    const form = page.locator('form').filter({ hasText: 'Save these limits' });
    await form.getByLabel('Model').fill('dune');
    await form.getByLabel('Too few at').fill('60');
    await form.getByLabel('Too many at').fill('55');
    await form.getByRole('button', { name: 'Save these limits' }).click();
    await form.getByText('Too few must be less than too many.').waitFor();
    await form.getByLabel('Too many at').fill('');
    await form.getByRole('button', { name: 'Save these limits' }).click();
    const limits = page.getByRole('list', { name: 'Limits of models and shelves' });
    await limits.getByText('too few at 60 or less').waitFor();
    await page.getByTestId('alert-strip').getByText('Amos has too few DUNE').waitFor();
    await limits.getByRole('button', { name: 'Remove' }).click();
    await until(
      'the alert to be cleared',
      async () => !((await page.getByTestId('alert-strip').textContent()) ?? '').includes('DUNE'),
    );
    await page.getByLabel('Address').fill('http://127.0.0.1:9/alerts');
    await page.getByRole('button', { name: 'Send alerts there' }).click();
    await page.getByText('The secret, shown this once:').waitFor();
    await page.getByRole('button', { name: 'Send them nowhere' }).click();
    await page.getByText('Alerts are sent nowhere.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a suggestion is edited and accepted, sent, and received with a discrepancy', async () => {
    const { merchant } = store();
    await merchant.http.desk.readings.send.mutate({
      readings: [
        { store: 'Gaspé', model: 'ECLAIR', inventory: 90 },
        { store: 'Percé', model: 'ECLAIR', inventory: 1 },
      ],
    });
    const { page, complaints } = await openDesk('/desk/transfers', merchant.token);
    const suggestion = page.getByTestId('suggestion').filter({ hasText: 'ECLAIR' });
    await suggestion.getByText('Gaspé → Percé').waitFor();
    await suggestion.getByText(/Gaspé has 90 ECLAIR/).waitFor();
    await suggestion.getByRole('spinbutton').fill('6');
    await suggestion.getByRole('button', { name: 'Accept' }).click();
    const transfer = page.getByTestId('transfer').filter({ hasText: 'ECLAIR' });
    await transfer.getByText('6 ECLAIR: Gaspé → Percé').waitFor();
    await transfer.getByRole('spinbutton').fill('8');
    await transfer.getByRole('button', { name: 'Change to 8' }).click();
    await transfer.getByRole('button', { name: 'Send' }).click();
    await transfer.getByText('8 sent = 0 received + 0 missing + 8 on the way').waitFor();
    await transfer.getByRole('button', { name: 'Some arrived' }).click();
    await expectReadable(page);
    await page.getByLabel('Arrived', { exact: true }).fill('5');
    await page.getByLabel('Missing').fill('2');
    await page.getByText('Then 1 are still on their way.').waitFor();
    await page.getByRole('button', { name: 'Put it down' }).click();
    await transfer.getByText('8 sent = 5 received + 2 missing + 1 on the way').waitFor();
    await transfer.getByRole('button', { name: 'All 1 arrived' }).click();
    await transfer.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Received', exact: true }).click();
    await transfer.getByText('8 sent = 6 received + 2 missing + 0 on the way').waitFor();
    await page.getByRole('link', { name: 'Shelves' }).click();
    await until('the pairs to be moved', async () => {
      const [from, to] = await Promise.all(
        ['Gaspé', 'Percé'].map((at) => shelf(page, at, 'ECLAIR').getAttribute('data-inventory')),
      );
      return from === '82' && to === '7';
    });
    expect(complaints).toEqual([]);
  });

  test('a transfer of one’s own is asked for by names', async () => {
    const { merchant } = store();
    await merchant.http.desk.readings.send.mutate({
      readings: [
        { store: 'Amos', model: 'GRANIT', inventory: 20 },
        { store: 'Matane', model: 'GRANIT', inventory: 20 },
      ],
    });
    const { page, complaints } = await openDesk('/desk/transfers', merchant.token);
    await page.getByRole('button', { name: 'One of your own' }).click();
    await page.getByLabel('Model').fill('GRANIT');
    await page.getByLabel('Pairs', { exact: true }).fill('3');
    await page.getByLabel('From', { exact: true }).fill('Amos');
    await page.getByLabel('To', { exact: true }).fill('Nowhere');
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page
      .getByRole('alert')
      .getByText(/Nowhere/)
      .waitFor();
    await expectReadable(page);
    await page.getByLabel('To', { exact: true }).fill('Amos');
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page
      .getByRole('alert')
      .getByText(/one store to another/)
      .waitFor();
    await page.getByLabel('To', { exact: true }).fill('matane');
    await page.getByLabel('Why').fill('the window display');
    await page.getByRole('button', { name: 'Ask for it' }).click();
    const transfer = page.getByTestId('transfer').filter({ hasText: 'GRANIT' });
    await transfer.getByText('3 GRANIT: Amos → Matane').waitFor();
    await transfer.getByText('the window display').waitFor();
    expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
  });

  describe('every page and open dialog: readable by all, silent, as wide as the window, drawn', () => {
    const models = ['Ferrywalk 2', 'Gravel Court', 'Switchback Mid', 'Nightline 04', 'Pulse Low'];
    const levels = (round: number) =>
      ['Canal Side', 'Harbour Street', 'Old Mill', 'Station Row'].flatMap((at, row) =>
        models.map((model, column) => ({
          store: at,
          model,
          inventory: Math.max(0, ((row * 7 + column * 13) % 40) - round * (column % 3)),
        })),
      );
    let filled: Promise<unknown> | undefined;
    const fill = async () => {
      const { desk } = store().merchant.http;
      for (const round of [0, 1, 2, 3, 4]) {
        await desk.readings.send.mutate({ readings: levels(round) });
      }
      await desk.taps.add.mutate({ name: 'Nobody', url: 'ws://127.0.0.1:9' });
      await desk.thresholds.set.mutate({ modelId: 1, low: null, high: 70, margin: 5 });
    };
    const openShelves = (page: Page) =>
      // Its latest levels were told before this page was opened.
      shelf(page, 'Old Mill', 'Switchback Mid').locator('polyline').waitFor({ state: 'attached' });
    const openShelf = async (page: Page) => {
      await shelf(page, 'Old Mill', 'Ferrywalk 2').click();
      await page.getByRole('dialog').getByRole('heading', { name: 'Transfers' }).waitFor();
      await page.getByRole('dialog').getByRole('region', { name: 'History' }).waitFor();
    };
    const openWall = async (page: Page) => {
      await page.getByRole('button', { name: 'Big screen' }).click();
      await page.getByRole('dialog', { name: 'Inventory desk' }).waitFor();
    };
    test.each<[name: string, where: string, ready: (page: Page) => Promise<unknown>]>([
      ['desk', '/desk', openShelves],
      ['desk-alerts', '/desk/alerts', (page) => page.getByTestId('alert').first().waitFor()],
      [
        'desk-transfers',
        '/desk/transfers',
        (page) => page.getByTestId('suggestion').first().waitFor(),
      ],
      ['desk-taps', '/desk/taps', (page) => page.getByTestId('tap-Nobody').waitFor()],
      ['desk-settings', '/desk/settings', (page) => page.getByLabel('Margin').first().waitFor()],
      ['desk-shelf', '/desk', openShelf],
      ['desk-wall', '/desk', openWall],
    ])('%s', async (name, where, ready) => {
      filled ??= fill();
      await filled;
      const { page, complaints } = await openDesk(where, store().merchant.token);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await ready(page);
      await draw(page, name, name === 'desk-wall' ? ['wide'] : undefined);
      expect(complaints).toEqual([]);
    });
  });

  test('on the big screen a shelf opens over it, and closing it leads back there', async () => {
    const { page, complaints } = await openDesk('/desk', store().merchant.token);
    await page.getByRole('button', { name: 'Big screen' }).click();
    const wall = page.getByRole('dialog', { name: 'Inventory desk' });
    await wall.getByTestId('shelf-Canal Side-Gravel Court').click();
    const opened = page.getByRole('dialog', { name: /Gravel Court/ });
    await opened.getByText('Give this shelf limits of its own').click();
    await opened.getByLabel('Too few at').fill('1');
    await page.keyboard.press('Escape');
    await opened.waitFor({ state: 'detached' });
    await wall.getByRole('button', { name: 'Leave the big screen' }).click();
    await wall.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  // Not before the pages are drawn, where its sales would stay for a minute.
  test('the arrow keys go on while sales come in', async () => {
    const { merchant } = store();
    const tell = (inventory: number) =>
      merchant.http.desk.readings.send.mutate({
        readings: ['Quai Nord', 'Quai Sud'].map((at) => ({
          store: at,
          model: 'MISTRAL',
          inventory,
        })),
      });
    await tell(50);
    const { page } = await openDesk('/desk', merchant.token);
    await page.getByLabel('Models that contain').fill('mistral');
    await page.getByLabel('Stores that contain').fill('quai');
    const cells = [
      shelf(page, 'Quai Nord', 'MISTRAL'),
      shelf(page, 'Quai Sud', 'MISTRAL'),
    ] as const;
    await cells[0].focus();
    let selling = true;
    const sales = (async () => {
      for (let left = 49; selling; left = left === 20 ? 50 : left - 1) {
        await tell(left);
        await page.waitForTimeout(20);
      }
    })();
    try {
      for (let press = 0; press < 20; press += 1) {
        const down = press % 2 === 0;
        await page.keyboard.press(down ? 'ArrowDown' : 'ArrowUp');
        await until(`press ${press} to move the focus`, () => hasFocus(cells[down ? 1 : 0]));
      }
    } finally {
      selling = false;
      await sales;
    }
  });

  test('of thousands of shelves only those in sight are drawn; names are looked for beyond the window', async () => {
    const { merchant } = store();
    const readings = Array.from({ length: 110 }, (_, at) =>
      Array.from({ length: 30 }, (__, model) => ({
        store: `Store ${String(at + 1).padStart(3, '0')}`,
        model: `Model ${String(model + 1).padStart(2, '0')}`,
        inventory: at + model + 10,
      })),
    ).flat();
    for (let from = 0; from < readings.length; from += 500) {
      await merchant.http.desk.readings.send.mutate({ readings: readings.slice(from, from + 500) });
    }
    const { page, complaints } = await openDesk('/desk', merchant.token);
    await page.getByText(/Stores 1–100 of 1\d\d/).waitFor();
    const cells = page.getByRole('gridcell');
    const drawn = await cells.count();
    expect(drawn).toBeGreaterThan(50);
    expect(drawn).toBeLessThan(1_000);
    await cells.first().getByRole('button').focus();
    await until('the last cell to have the focus', async () => {
      // Models that are still coming in make another one the last.
      await page.keyboard.press('Control+End');
      const [column, row] = await Promise.all([
        page.locator('[role=gridcell]:focus-within').getAttribute('aria-colindex'),
        page.locator('[role=row]:focus-within').getAttribute('aria-rowindex'),
      ]);
      const grid = page.getByRole('grid');
      return (
        column === (await grid.getAttribute('aria-colcount')) &&
        row === (await grid.getAttribute('aria-rowcount'))
      );
    });
    await page.getByLabel('Stores that contain').fill('store 11');
    await shelf(page, 'Store 110', 'Model 01').waitFor();
    expect(await shelf(page, 'Store 110', 'Model 01').getAttribute('data-inventory')).toBe('119');
    await merchant.http.desk.readings.send.mutate({
      readings: [{ store: 'Store 110', model: 'Model 01', inventory: 1 }],
    });
    await until(
      'it to be live there, too',
      async () =>
        (await shelf(page, 'Store 110', 'Model 01').getAttribute('data-inventory')) === '1',
    );
    await page.getByLabel('Stores that contain').fill('');
    await page.getByRole('button', { name: 'Too few', exact: true }).click();
    await shelf(page, 'Store 110', 'Model 01').waitFor();
    expect(complaints).toEqual([]);
  });
});
