import { describe, expect, inject, test } from 'vitest';
import { CARDS } from '../kit/cards.ts';
import type { TestClient } from '../kit/client.ts';
import type { TestStore } from '../kit/store.ts';
import { useStore } from '../kit/use-store.ts';
import { draw, keepPicture } from './draw.ts';
import { useBrowser } from './use-browser.ts';

/** On a slow machine it takes minutes to draw everything, and meanwhile nothing may run out. */
const PATIENCE_SECONDS = 900;
const names = [
  'home',
  'drop',
  'sold-out',
  'soon',
  'hold',
  'bag',
  'sign-in',
  'unknown-drop',
  'not-found',
  'merchant-sign-in',
  'merchant',
  'new-drop',
  'room',
  'checkout',
  'bag-paying',
  'declined',
  'receipt',
  'orders',
  'unknown-order',
  'merchant-orders',
  'merchant-order',
  'refund',
  'letters',
] as const;

/** Where a page is, what tells that it is there, and whose it is. */
type Place = [path: string, ready: string, token?: string];

/** Makes drops in every state, somebody who holds a pair, and gives where all pages are. */
async function placesIn(store: TestStore): Promise<Record<(typeof names)[number], Place>> {
  const { merchant } = store;
  const sizes = [
    { size: '41', total: 1 },
    { size: '42', total: 40 },
  ];
  const holdSeconds = PATIENCE_SECONDS;
  const open = await store.drop({ sizes, holdSeconds });
  const gone = await store.drop({ sizes: [{ size: '43', total: 1 }], stockDisplay: 'levels' });
  const soon = await store.drop({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  const shopper = await store.guest({ name: 'Ada' });
  const { reservation } = await shopper.reserve(gone.id, '43');
  await shopper.http.reservations.purchase.mutate({ reservationId: reservation!.id });
  await shopper.reserve(open.id, '42');
  const orders = await ordersIn(store, [open.id, (await store.drop({ sizes, holdSeconds })).id]);
  await breakSomething(store);
  return {
    home: ['/', `[data-testid="drop-card-${open.id}"]`],
    drop: [`/drops/${open.id}`, '[data-testid="size-42"]'],
    'sold-out': [`/drops/${gone.id}`, '[data-testid="size-43"]'],
    soon: [`/drops/${soon.id}`, '[data-testid="countdown"]'],
    hold: [`/drops/${open.id}`, '[data-testid="hold"]', shopper.token],
    bag: ['/bag', '[data-testid="hold"]', shopper.token],
    'sign-in': ['/bag', 'input[name="name"]'],
    'unknown-drop': [`/drops/${crypto.randomUUID()}`, 'h1'],
    'not-found': ['/nowhere', 'h1'],
    'merchant-sign-in': ['/merchant', 'input[name="token"]'],
    merchant: ['/merchant', `[data-testid="merchant-drop-${open.id}"]`, merchant.token],
    'new-drop': ['/merchant', '[role="tab"]', merchant.token],
    room: [`/merchant/drops/${open.id}`, '[aria-label="The log"]', merchant.token],
    checkout: [`/orders/${orders.paying.id}`, 'input[name="card"]', orders.payer.token],
    'bag-paying': ['/bag', '[data-testid="paying"]', orders.payer.token],
    declined: [`/orders/${orders.declined.id}`, '[data-status="declined"]', orders.buyer.token],
    receipt: [`/orders/${orders.paid.id}`, '[data-status="completed"]', orders.buyer.token],
    orders: ['/orders', '[data-testid="order-row"]', orders.buyer.token],
    'unknown-order': [`/orders/${crypto.randomUUID()}`, 'h1', orders.buyer.token],
    'merchant-orders': ['/merchant/orders', '[data-testid="order-row"]', merchant.token],
    'merchant-order': [`/merchant/orders/${orders.paid.id}`, '[data-status]', merchant.token],
    refund: [`/merchant/orders/${orders.paid.id}`, '[data-status]', merchant.token],
    letters: ['/merchant/letters', '[data-testid="letter"]', merchant.token],
  };
}

/** An order that is being paid, and two of one shopper: declined, and then bought with another card. */
async function ordersIn(store: TestStore, dropIds: string[]) {
  const [payer, buyer] = [await store.guest({ name: 'Zoë' }), await store.guest({ name: 'Max' })];
  const checkOut = async (shopper: TestClient, card?: string) => {
    // With the pairs that came back of an order before, the limit is reached: those are used again.
    for (const dropId of dropIds) await shopper.reserve(dropId, '42');
    const { reservations } = await shopper.http.me.get.query();
    const reservationIds = reservations.map(({ id }) => id);
    return shopper.http.orders.checkout.mutate({ reservationIds, paymentMethod: card });
  };
  const paying = await checkOut(payer);
  const declined = await checkOut(buyer, CARDS.declines);
  const paid = await checkOut(buyer, CARDS.approves);
  return { payer, buyer, paying, declined, paid };
}

/** Makes a dead letter: a pair of a size that the database does not take. */
async function breakSomething(store: TestStore): Promise<void> {
  await store.database.query(`
    create function break_on_poison() returns trigger language plpgsql as
      $$ begin raise exception 'poison' using errcode = '22000'; end $$`);
  await store.database.query(`
    create trigger break_on_poison before insert on reservation
    for each row when (new.size = 'poison') execute function break_on_poison()`);
  const drop = await store.drop({ sizes: [{ size: 'poison', total: 1 }] });
  expect(await (await store.guest()).reserve(drop.id, 'poison')).toMatchObject({
    reason: 'failed',
  });
}

describe.skipIf(inject('chromium') === null)('every page', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { PAYMENT_SECONDS: String(PATIENCE_SECONDS) },
  });
  const browser = useBrowser();
  let places: ReturnType<typeof placesIn> | undefined;

  test.each(names)('%s: readable by all, silent, as wide as the window, drawn', async (name) => {
    places ??= placesIn(store());
    const [where, ready, token] = (await places)[name];
    const { url } = store();
    const context = await browser().newContext({ reducedMotion: 'reduce' });
    if (token) await context.addCookies([{ name: 'lastpair_session', value: token, url }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));

    await page.goto(`${url}${where}`);
    await page.locator(ready).first().waitFor();
    if (name === 'new-drop') await page.getByRole('tab', { name: 'New drop' }).click();
    if (name === 'refund') await page.getByRole('button', { name: 'Refund' }).click();
    if (name === 'letters') await page.getByRole('button', { name: 'Inspect' }).click();
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    await draw(page, name);
    if (name === 'receipt') {
      await page.emulateMedia({ media: 'print' });
      await keepPicture(page, 'receipt-print');
    }
    // That the server answers a question for what is not there with 404 is an error to the browser.
    const expected = name.startsWith('unknown') ? '404' : undefined;
    expect(complaints.filter((text) => !expected || !text.includes(expected))).toEqual([]);
    await context.close();
  });
});
