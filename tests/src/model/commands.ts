import type { Outcome } from '@lastpair/contracts';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import type { TestStore } from '../kit/store.ts';
import { until } from '../kit/until.ts';
import { expectEnd, expectReserve, freePairs, outOf } from './model.ts';
import type { Expected, Model, Pair } from './model.ts';

/** A real drop in a real store, and all that was asked of it. */
export type Real = {
  store: TestStore;
  dropId: string;
  shoppers: TestClient[];
  asked: { shopper: number; send: (client: TestClient) => Promise<Outcome>; outcome: Outcome }[];
};

/**
 * This close to a deadline nobody can say from outside what is right, so a command waits until it is over. On a machine so
 * slow that a deadline passes all the same while a command is under way, the story tells nothing and is left out.
 */
const TOO_CLOSE_MS = 400;

type Step = fc.AsyncCommand<Model, Real>;

/** A step that is done when the store agrees with the model, before it and after it. */
const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  async run(model, real) {
    if (nextDeadline(model) - Date.now() < TOO_CLOSE_MS) await lapse(model, real);
    const deadline = nextDeadline(model);
    try {
      await run(model, real);
      await compare(model, real);
    } catch (error) {
      fc.pre(deadline > Date.now());
      throw error;
    }
  },
  toString: () => name,
});

const held = (model: Model): Pair[] => model.pairs.filter(({ state }) => state === 'held');

const nextDeadline = (model: Model): number =>
  Math.min(Infinity, ...held(model).map(({ heldUntil }) => heldUntil));

/** Waits until every pair whose time is nearly up is back in stock. */
async function lapse(model: Model, real: Real, before = Date.now() + TOO_CLOSE_MS): Promise<void> {
  const due = held(model).filter(({ heldUntil }) => heldUntil < before);
  for (const pair of due) pair.state = 'lapsed';
  await until('the pairs to be back', async () => {
    const { sizes } = await real.store.view(real.dropId);
    return sizes.every(({ size, reserved }) => reserved === outOf(model, size, 'held'));
  });
}

async function compare(model: Model, { store, dropId }: Real): Promise<void> {
  const view = await store.view(dropId);
  expect(view.status).toBe(model.status);
  for (const { size, total, available, reserved, sold } of view.sizes) {
    expect([size, total, available, reserved, sold]).toEqual([
      size,
      model.totals.get(size),
      freePairs(model, size),
      outOf(model, size, 'held'),
      outOf(model, size, 'bought'),
    ]);
  }
}

/** Sends a command and holds its answer against what the model expects. */
async function ask(
  real: Real,
  shopper: number,
  expected: Expected,
  send: (client: TestClient) => Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await send(real.shoppers[shopper]!);
  expect(outcome.reason ?? outcome.status).toBe(expected);
  if (outcome.seq !== undefined) real.asked.push({ shopper, send, outcome });
  return outcome;
}

const reserve = (shopper: number, size: string): Step =>
  step(`reserve(${shopper}, ${size})`, async (model, real) => {
    const commandId = crypto.randomUUID();
    const expected = expectReserve(model, shopper, size);
    const outcome = await ask(real, shopper, expected, (client) =>
      client.ws.reservations.reserve.mutate({ dropId: real.dropId, size, commandId }),
    );
    if (expected !== 'accepted') return;
    const heldUntil = Date.parse(outcome.reservation!.expiresAt);
    model.pairs.push({ id: commandId, shopper, size, state: 'held', heldUntil });
  });

const end = (kind: 'purchase' | 'release', shopper: number, which: number): Step =>
  step(`${kind}(${shopper}, ${which})`, async (model, real) => {
    const pair = model.pairs[which % (model.pairs.length + 1)];
    const expected = expectEnd(pair, shopper);
    const reservationId = pair?.id ?? crypto.randomUUID();
    const commandId = crypto.randomUUID();
    await ask(real, shopper, expected, (client) =>
      client.ws.reservations[kind].mutate({ reservationId, commandId }),
    );
    if (pair && expected === 'accepted') pair.state = kind === 'purchase' ? 'bought' : 'released';
  });

const again = (which: number): Step =>
  step(`again(${which})`, async (_model, real) => {
    const before = real.asked[which % Math.max(1, real.asked.length)];
    if (!before) return;
    const { shopper, send, outcome } = before;
    expect(await send(real.shoppers[shopper]!)).toEqual(outcome);
  });

const stealId = (which: number): Step =>
  step(`use the id of ${which} for something else`, async (_model, real) => {
    const before = real.asked[which % Math.max(1, real.asked.length)];
    if (!before) return;
    const answer = await real.shoppers[before.shopper]!.rest(
      'POST',
      `/api/drops/${real.dropId}/reservations`,
      { size: 'other', commandId: before.outcome.commandId },
    );
    expect(answer.body['code']).toBe('id_conflict');
  });

const restock = (size: string, quantity: number): Step =>
  step(`restock(${size}, ${quantity})`, async (model, { store, dropId }) => {
    await store.merchant.http.drops.restock.mutate({ dropId, size, quantity });
    model.totals.set(size, (model.totals.get(size) ?? 0) + quantity);
  });

const turn = (kind: 'open' | 'close'): Step =>
  step(kind, async (model, { store, dropId }) => {
    await store.merchant.http.drops[kind].mutate({ dropId });
    model.status = kind === 'open' ? 'open' : 'closed';
  });

const waitForExpiry = (): Step => ({
  check: () => true,
  async run(model, real) {
    await lapse(model, real, Infinity);
    await compare(model, real);
  },
  toString: () => 'wait for every hold to lapse',
});

const SIZES = ['42', '43'];
const shopper = fc.nat(2);
const which = fc.nat(20);
const size = fc.constantFrom(...SIZES);

/** Each kind of step, the common ones more than once. */
export const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(shopper, size).map(([who, what]) => reserve(who, what)),
  fc.tuple(shopper, size).map(([who, what]) => reserve(who, what)),
  fc.tuple(shopper, size).map(([who, what]) => reserve(who, what)),
  shopper.map((who) => reserve(who, 'none')),
  fc.tuple(shopper, which).map(([who, pair]) => end('purchase', who, pair)),
  fc.tuple(shopper, which).map(([who, pair]) => end('purchase', who, pair)),
  fc.tuple(shopper, which).map(([who, pair]) => end('release', who, pair)),
  which.map(again),
  which.map(stealId),
  fc.tuple(size, fc.integer({ min: 1, max: 2 })).map(([what, count]) => restock(what, count)),
  fc.constantFrom('open' as const, 'open' as const, 'close' as const).map(turn),
  fc.constant(undefined).map(waitForExpiry),
];
