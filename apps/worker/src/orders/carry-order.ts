import { readClock, saveOrder } from '@lastpair/db';
import type { Database, KeptOrder, PaymentDetails } from '@lastpair/db';
import { learn, nextAct } from '@lastpair/domain';
import type { Act, Fact, OrderState } from '@lastpair/domain';
import type { Till } from '@lastpair/payment';
import { failpoint } from '@lastpair/runtime';
import type { AskDrops } from './ask-drops.ts';
import { BrokenPayment, askTill } from './ask-till.ts';
import { toCommand } from './to-command.ts';
import type { Terms } from './to-command.ts';

/**
 * How long an order is a worker's own. When that worker dies another goes on after this; when it is only slow both do, which
 * is harmless.
 */
export const LEASE_MS = 3_000;
/** Between two tries of one step: soon at first, then ever less often. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** The last look before the pairs go back must not come late. */
const PAUSE_WHEN_OVER_MS = 500;
/** A provider that did not answer this often will not without people. */
export const PROVIDER_ATTEMPTS = 14;

/** The provider stays silent, about an order whose pairs nobody waits for. */
export class SilentProvider extends Error {}

export type Carrier = { db: Database; till: Till; askDrops: AskDrops; terms: Terms };

/**
 * Carries an order as far as it goes: does what is next, keeps what came of it, and so on, until it is over or waits for
 * somebody. Each act is done from a state that is in the database, and may be done again. Ends when somebody else was
 * faster. Throws when the machine, the order or the provider is broken.
 */
export async function carryOrder(carrier: Carrier, claimed: KeptOrder): Promise<void> {
  const { db } = carrier;
  let order: KeptOrder | undefined = claimed;
  while (order) {
    const now = await readClock(db);
    const act = nextAct(order.state, now);
    if (act.do === 'nothing') return void (await keep(db, order, order.state, null));
    if (act.do === 'wait') {
      await keep(db, order, order.state, Math.max(0, act.until - now));
      return;
    }
    const asking = await keepAsking(db, order, act);
    if (!asking) return;
    order = await doAct(carrier, asking, act);
  }
}

/** Before a provider hears of an order for the first time the order says so. */
async function keepAsking(
  db: Database,
  order: KeptOrder,
  act: Act,
): Promise<KeptOrder | undefined> {
  const first =
    act.do === 'till' && act.call === 'authorise' && order.state.payment.status === 'due';
  if (!first) return order;
  const state = learn(order.state, { what: 'asking' }, 0);
  const kept = await keep(db, order, state, LEASE_MS);
  failpoint('order.asking');
  return kept;
}

/** Does one act and keeps what came of it. Undefined when there is nothing more to do for now. */
async function doAct(
  carrier: Carrier,
  order: KeptOrder,
  act: Extract<Act, { do: 'commands' | 'till' }>,
): Promise<KeptOrder | undefined> {
  const { db } = carrier;
  const { step } = order.state;
  const { facts, details, broken } = await perform(carrier, order, act);
  if (step !== 'done') failpoint(`order.${step}.acted`);
  const now = await readClock(db);
  const state = facts.reduce((known, fact) => learn(known, fact, now), order.state);
  const moved = state.step !== step;
  const told = moved || state.lines.some((line, n) => line !== order.state.lines[n]);
  const attempts = told ? 0 : order.attempts + 1;
  const over = state.step === 'done';
  const pause = told ? LEASE_MS : pauseOf(state, attempts, now);
  const kept = await keep(db, { ...order, attempts }, state, over ? null : pause, details);
  if (step !== 'done') failpoint(`order.${step}.saved`);
  // What is wrong is told when the order is safe.
  if (broken) throw broken;
  if (!told && step !== 'pay' && attempts >= PROVIDER_ATTEMPTS && act.do === 'till') {
    if (facts.some(({ what }) => what === 'no_answer')) throw new SilentProvider(`at ${step}`);
  }
  return told && !over ? kept : undefined;
}

async function perform(
  { till, askDrops, terms }: Carrier,
  order: KeptOrder,
  act: Extract<Act, { do: 'commands' | 'till' }>,
): Promise<{ facts: Fact[]; details: PaymentDetails; broken?: Error }> {
  if (act.do === 'till') {
    try {
      const { fact, details } = await askTill(till, order, act.call);
      return { facts: [fact], details };
    } catch (error) {
      if (!(error instanceof BrokenPayment)) throw error;
      // To an order whose pairs are held it is silence: the time to pay goes on.
      return { facts: [{ what: 'no_answer' }], details: {}, broken: error };
    }
  }
  const commands = act.commands.map((each) => toCommand(order.state, each, terms));
  const decided = await askDrops(commands);
  const facts = act.commands.flatMap(({ line }, n): Fact[] => {
    const decision = decided.get(commands[n]!.commandId);
    return decision ? [{ what: 'decided', line: line.line, decision }] : [];
  });
  return { facts, details: {} };
}

/** Writes an order and gives it as it is now kept; undefined when somebody else has changed it meanwhile. */
async function keep(
  db: Database,
  order: KeptOrder,
  state: OrderState,
  nextInMs: number | null,
  details: PaymentDetails = {},
): Promise<KeptOrder | undefined> {
  const { version: before, attempts } = order;
  const version = await saveOrder(db, { state, version: before, attempts, nextInMs, details });
  if (version === undefined) return undefined;
  const providerId = details.providerId ?? order.payment.providerId;
  return { ...order, state, version, payment: { ...order.payment, providerId } };
}

function pauseOf(state: OrderState, attempts: number, now: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
  if (state.step !== 'pay' || state.payBy === undefined) return pause;
  const left = state.payBy - now;
  return left <= 0 ? Math.min(pause, PAUSE_WHEN_OVER_MS) : Math.min(pause, left);
}
