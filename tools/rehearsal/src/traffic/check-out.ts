import { setTimeout as sleep } from 'node:timers/promises';
import { isOver } from '@lastpair/contracts';
import type { Order } from '@lastpair/contracts';
import { pick } from '@lastpair/stampede';
import { v7 as uuidv7 } from 'uuid';
import type { Sender } from './ask.ts';
import { rest } from './rest.ts';
import type { Scene } from './scene.ts';

const WAIT_MS = 1_000;
const TRY_MS = 3_500;
const PAUSE_MS = 250;
const LOOK_EVERY_MS = 500;
/** Longer than any order lives. One that is not over by then is a violation. */
const GIVE_UP_MS = 60_000;

/** Test cards of the sandbox, and going without. */
const WITH = {
  '4242424242424242': 55,
  '4000000000000259': 10,
  '4000000000000002': 10,
  '4000000000003220': 6,
  '4000000000000408': 4,
  leave: 8,
  nothing: 7,
} as const;

/** How a bag is checked out; drawn before, whatever the store answers. */
export type OrderPlan = {
  pay: keyof typeof WITH;
  /** Whether a second tab checks out the same bag at the same moment. */
  twoTabs: boolean;
  /** Which api is asked first. */
  first: number;
};

export const planOrder = (random: () => number): OrderPlan => ({
  pay: pick(random, WITH),
  twoTabs: random() < 0.2,
  first: random() < 0.5 ? 0 : 1,
});

/** Checks a bag out, pays or doesn't, and stays until the order is over. */
export async function checkOut(
  scene: Scene,
  sender: Sender,
  bag: string[],
  { pay, twoTabs, first }: OrderPlan,
): Promise<void> {
  const place = (way: number) => {
    const asked = uuidv7();
    scene.history.record({ what: 'checkout', asked, who: sender.id, bag });
    const body = { orderId: asked, reservationIds: bag, waitMs: WAIT_MS };
    return askForOrder(scene, sender, asked, { way, path: '/orders', body });
  };
  const [order] = await Promise.all([place(first), ...(twoTabs ? [place(first + 1)] : [])]);
  if (!order || isOver(order.status)) return;
  const path = `/orders/${order.id}`;
  if (pay !== 'nothing') {
    const [step, body] =
      pay === 'leave' ? ['cancel', {}] : ['pay', { paymentMethod: pay, waitMs: WAIT_MS }];
    await askForOrder(scene, sender, order.id, { way: first, path: `${path}/${step}`, body });
  }
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (performance.now() < giveUpAt) {
    const now = await askForOrder(scene, sender, order.id, { way: first, path });
    if (now?.status === 'completed') scene.completed.push(now.id);
    if (!now || isOver(now.status)) return;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Asks until the store says how the order is, or that there is none of it; undefined then. */
export async function askForOrder(
  scene: Scene,
  { token }: Pick<Sender, 'token'>,
  asked: string,
  { way, path, body }: { way: number; path: string; body?: object },
): Promise<Order | undefined> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (let attempt = 0; performance.now() < giveUpAt; attempt += 1) {
    const url = scene.urls[(way + attempt) % scene.urls.length]!;
    const answer = await rest(url, body ? 'POST' : 'GET', path, {
      token,
      ...(body && { body }),
      withinMs: TRY_MS,
    });
    const { status, body: told } = answer;
    if (status >= 200 && status < 300) {
      const order = told as unknown as Order;
      const { id: orderId, version, totalCents } = order;
      scene.history.record({
        what: 'order',
        asked,
        orderId,
        version,
        status: order.status,
        totalCents,
      });
      return order;
    }
    // Whoever asks wrongly is told so for good; everything else may be otherwise in a moment.
    if (status >= 400 && status < 500 && status !== 429) {
      const code = String(told['reason'] ?? told['code']);
      scene.history.record({ what: 'no order', asked, code });
      return undefined;
    }
    await sleep(PAUSE_MS);
  }
  return undefined;
}
