import type { Command, Decision, PaymentStatus } from '@lastpair/contracts';
import { decide } from './decide.ts';
import type { DropState } from './drop-state.ts';
import { NOW, faultsOf, openDrop } from './drop.test-kit.ts';
import { evolve } from './evolve.ts';
import type { Fact } from './learn.ts';
import { learn } from './learn.ts';
import type { LineCommand, TillCall } from './next-act.ts';
import { nextAct } from './next-act.ts';
import type { OrderState } from './order-state.ts';

/** The rules of orders, so that a test can put wrong ones in their place. */
export type OrderRules = { nextAct: typeof nextAct; learn: typeof learn };
export const rules: OrderRules = { nextAct, learn };

/** What a card does, as the sandbox has them. */
export type Card = 'approves' | 'declines' | 'silent' | 'late';
/** What is wrong with a call to the provider: it is lost on the way there, or its answer on the way back. */
export type Wire = 'well' | 'lost' | 'unheard';

type Money = { status: Exclude<PaymentStatus, 'due'>; card: Card; taken: number; returned: number };
type Kept = { state: OrderState; version: number; card: Card | undefined };
/** A worker with an order in hand, as it was when it was read, and what it has learnt since. */
type Runner = { id: string; version: number; state: OrderState; facts: Fact[] };

export const SHOPPERS = ['ann', 'ben', 'cat'];
export const DROPS = ['a', 'b'];

/** Two drops, a provider and orders that several workers carry on at once, in which anything may be lost or repeated. */
export class World {
  now = NOW;
  drops = new Map<string, DropState>(
    DROPS.map((id) => [id, openDrop({ id, holdSeconds: 20, limitPerShopper: 2 })]),
  );
  decided = new Map<string, Decision>();
  money = new Map<string, Money>();
  orders = new Map<string, Kept>();
  runners: (Runner | undefined)[] = [undefined, undefined];
  readonly rules: OrderRules;
  #made = 0;

  constructor(given: OrderRules) {
    this.rules = given;
  }

  /** Decides a command once; asked again it gives the same decision, as the log does. */
  send(command: Command): Decision {
    const before = this.decided.get(command.commandId);
    if (before) return before;
    const drop = this.drops.get(command.dropId)!;
    const decision = decide(drop, command, this.now);
    if (decision.status === 'accepted') evolve(drop, decision.event, command.shopperId);
    this.decided.set(command.commandId, decision);
    return decision;
  }

  ask(dropId: string, shopperId: string, asked: object): Decision {
    const stamped = { dropId, shopperId, commandId: `c${(this.#made += 1)}`, receivedAt: this.now };
    return this.send({ ...stamped, ...asked } as Command);
  }

  /** What the clock does: active pairs past their deadline go back. */
  tick(): void {
    for (const drop of this.drops.values()) {
      for (const [reservationId, held] of drop.reservations) {
        if (held.status !== 'active' || held.expiresAt > this.now) continue;
        this.ask(drop.id, held.shopperId, { kind: 'expire', reservationId });
      }
    }
  }

  /** Everything a shopper holds becomes one order, unless there is one of it. */
  checkOut(shopperId: string): void {
    const bag = [...this.drops.values()].flatMap((drop) =>
      [...drop.reservations].flatMap(([reservationId, held]) =>
        held.status === 'active' && held.shopperId === shopperId
          ? [{ dropId: drop.id, reservationId, size: held.size, stands: 'placed' as const }]
          : [],
      ),
    );
    const taken = new Set(
      [...this.orders.values()].flatMap(({ state }) =>
        state.step === 'done' ? [] : state.lines.map(({ reservationId }) => reservationId),
      ),
    );
    if (bag.length === 0 || bag.some(({ reservationId }) => taken.has(reservationId))) return;
    const id = `o${(this.#made += 1)}`;
    const state: OrderState = {
      id,
      shopperId,
      status: 'placed',
      step: 'hold',
      end: undefined,
      reason: undefined,
      lines: bag.map((line, n) => ({ ...line, line: n })),
      totalCents: bag.length * 19_000,
      receivedAt: this.now,
      payBy: undefined,
      cancelWished: false,
      restock: false,
      payment: { status: 'due', hasMethod: false },
    };
    this.orders.set(id, { state, version: 0, card: undefined });
  }

  /** What people write into an order while workers carry it on. */
  change(id: string, edit: (kept: Kept) => Partial<OrderState> | undefined): void {
    const kept = this.orders.get(id)!;
    const changes = edit(kept);
    if (!changes) return;
    kept.state = { ...kept.state, ...changes };
    kept.version += 1;
  }

  pick(runner: number, id: string): void {
    const kept = this.orders.get(id)!;
    this.runners[runner] = { id, version: kept.version, state: kept.state, facts: [] };
  }

  /** Does what is next for the order in hand. What comes of it is known to this worker alone until it saves. */
  act(runner: number, wire: Wire, upTo: number): void {
    const hand = this.runners[runner];
    if (!hand || hand.facts.length > 0) return;
    const act = this.rules.nextAct(hand.state, this.now);
    if (act.do === 'commands') {
      for (const command of act.commands.slice(0, upTo)) {
        const decision = this.send(this.toCommand(hand.state, command));
        const { line } = command.line;
        if (wire === 'well') hand.facts.push({ what: 'decided', line, decision });
      }
    } else if (act.do === 'till') {
      if (act.call === 'authorise' && hand.state.payment.status === 'due') {
        hand.facts.push({ what: 'asking' });
        if (!this.save(runner)) return;
        this.runners[runner] = { ...hand, ...this.#kept(hand.id), facts: [] };
      }
      this.runners[runner]!.facts.push(this.#call(this.runners[runner]!, act.call, wire));
    }
  }

  /** True when nobody was faster. The order stays in hand as it is now. */
  save(runner: number): boolean {
    const hand = this.runners[runner];
    this.runners[runner] = undefined;
    if (!hand) return false;
    const kept = this.orders.get(hand.id)!;
    if (kept.version !== hand.version) return false;
    let { state } = hand;
    for (const fact of hand.facts) state = this.rules.learn(state, fact, this.now);
    kept.state = state;
    kept.version += 1;
    this.pick(runner, hand.id);
    return true;
  }

  #kept(id: string): Pick<Runner, 'state' | 'version'> {
    const { state, version } = this.orders.get(id)!;
    return { state, version };
  }

  toCommand(order: OrderState, { line, kind }: LineCommand): Command {
    const { dropId, reservationId, size } = line;
    const stamped = {
      // By reservation: a line may expire, be reclaimed and expire again.
      commandId: `${order.id}-${kind}-${reservationId}`,
      dropId,
      shopperId: order.shopperId,
      receivedAt: order.receivedAt,
    };
    const orderId = order.id;
    if (kind === 'restock') return { ...stamped, kind, size, quantity: 1 };
    if (kind !== 'hold_for_payment') return { ...stamped, kind, reservationId, orderId };
    return { ...stamped, kind, reservationId, orderId, payWithinMs: 10_000 };
  }

  /** The provider. For one order it authorises once, captures once, gives back once. */
  #call({ id, state }: Runner, call: TillCall, wire: Wire): Fact {
    if (wire === 'lost') return { what: 'no_answer' };
    const { card } = this.orders.get(id)!;
    if (call !== 'authorise' && !this.money.has(id) && state.payment.status === 'due') {
      return { what: 'answered', status: 'cancelled' };
    }
    // Whoever does not know whether the provider was reached asks for the money again, which is asking for it once.
    const money = this.money.get(id) ?? this.#authorise(id, card ?? 'approves');
    if ((call === 'cancel' || call === 'close') && money.status === 'pending') {
      if (money.card === 'silent') money.status = 'cancelled';
    }
    if (call === 'cancel' && money.status === 'authorised') money.status = 'cancelled';
    if (call === 'capture' && money.status === 'authorised') {
      Object.assign(money, { status: 'captured', taken: money.taken + 1 });
    }
    if (call === 'refund' && money.status === 'captured') {
      Object.assign(money, { status: 'refunded', returned: money.returned + 1 });
    }
    return wire === 'well' ? { what: 'answered', status: money.status } : { what: 'no_answer' };
  }

  #authorise(id: string, card: Card): Money {
    const status = { approves: 'authorised', declines: 'declined' } as const;
    const first = card === 'silent' || card === 'late' ? 'pending' : status[card];
    const money: Money = { status: first, card, taken: 0, returned: 0 };
    this.money.set(id, money);
    return money;
  }

  /** A card that is late is approved at some time. */
  approveLate(): void {
    for (const money of this.money.values()) {
      if (money.card === 'late' && money.status === 'pending') money.status = 'authorised';
    }
  }

  /** Lets everything come to its end without any more trouble. */
  finish(): void {
    this.runners = this.runners.map(() => undefined);
    for (let round = 0; round < 200; round += 1) {
      this.now += 500;
      if (round > 60) this.approveLate();
      for (const [id, { state }] of this.orders) {
        if (state.step === 'done') continue;
        this.pick(0, id);
        this.act(0, 'well', 9);
        this.save(0);
      }
      this.tick();
    }
  }

  /** What is wrong in the end, in words. */
  faults(): string[] {
    const faults = [...this.drops.values()].flatMap(faultsOf);
    for (const [id, { state }] of this.orders) {
      const say = (what: string): void => void faults.push(`${id} (${state.status}): ${what}`);
      if (state.step !== 'done') say(`stuck at ${state.step}`);
      // A pair that went back may have been bought by another order since.
      const bought = state.lines.filter(({ dropId, reservationId }) => {
        const held = this.drops.get(dropId)!.reservations.get(reservationId);
        return held?.status === 'purchased' && held.orderId === id;
      });
      const money = this.money.get(id);
      const keeps = (money?.taken ?? 0) - (money?.returned ?? 0);
      if (money && (money.taken > 1 || money.returned > money.taken)) say('money moved twice');
      if (money?.status === 'authorised' || money?.status === 'pending') say('money left hanging');
      if (state.status === 'completed') {
        if (bought.length !== state.lines.length) say('paid, and not all pairs bought');
        if (keeps !== 1) say('bought, and not paid');
      } else if (keeps !== 0) say('paid for nothing');
      else if (state.status !== 'refunded' && bought.length > 0) say('bought for nothing');
      if (state.status === 'refunded' && bought.length % state.lines.length !== 0) say('in part');
    }
    for (const drop of this.drops.values()) {
      for (const [id, { status }] of drop.reservations) {
        if (status === 'paying') faults.push(`${id} is still being paid for`);
      }
    }
    return faults;
  }
}
