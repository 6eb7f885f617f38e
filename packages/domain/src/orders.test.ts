import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineCommand } from './next-act.ts';
import { nextAct } from './next-act.ts';
import { learn } from './learn.ts';
import { DROPS, SHOPPERS, World, rules } from './orders.test-kit.ts';
import type { Card, OrderRules, Wire } from './orders.test-kit.ts';

const cards: Card[] = ['approves', 'declines', 'silent', 'late'];
const wires: Wire[] = ['well', 'well', 'well', 'lost', 'unheard'];
const runner = fc.nat(1);
const which = fc.nat(9);

/** Anything that may happen, between any two steps of anything else. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('reserve' as const),
        shopper: fc.nat(SHOPPERS.length - 1),
        drop: fc.nat(DROPS.length - 1),
        size: fc.constantFrom('42', '43', '43'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('checkout' as const),
        shopper: fc.nat(SHOPPERS.length - 1),
        card: fc.option(fc.constantFrom(...cards), { nil: undefined }),
      }),
    },
    {
      weight: 10,
      arbitrary: fc.record({
        do: fc.constant('work' as const),
        runner,
        which,
        wire: fc.constantFrom(...wires),
        upTo: fc.integer({ min: 0, max: 9 }),
        save: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('card' as const),
        which,
        card: fc.constantFrom(...cards),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('refund' as const), which, restock: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), runner }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        ms: fc.oneof(fc.nat(500), fc.nat(25_000)),
      }),
    },
  ),
  { minLength: 5, maxLength: 80, size: 'max' },
);
type Step =
  typeof steps extends fc.Arbitrary<infer Steps> ? (Steps extends (infer S)[] ? S : never) : never;

function play(world: World, step: Step): void {
  const ids = [...world.orders.keys()];
  const idOf = (n: number): string | undefined => ids[n % Math.max(1, ids.length)];
  switch (step.do) {
    case 'reserve':
      world.ask(DROPS[step.drop]!, SHOPPERS[step.shopper]!, { kind: 'reserve', size: step.size });
      return;
    case 'checkout': {
      world.checkOut(SHOPPERS[step.shopper]!);
      const id = [...world.orders.keys()].at(-1);
      if (id !== undefined && step.card && !ids.includes(id)) giveCard(world, id, step.card);
      return;
    }
    case 'work': {
      const id = idOf(step.which);
      if (id === undefined) return;
      // A worker that has an order in hand goes on with it, however old that is by now.
      if (!world.runners[step.runner]) world.pick(step.runner, id);
      world.act(step.runner, step.wire, step.upTo);
      if (step.save) world.save(step.runner);
      return;
    }
    case 'card': {
      const id = idOf(step.which);
      if (id !== undefined) giveCard(world, id, step.card);
      return;
    }
    case 'cancel': {
      const id = idOf(step.which);
      if (id === undefined) return;
      world.change(id, ({ state }) => (state.step === 'done' ? undefined : { cancelWished: true }));
      return;
    }
    case 'refund': {
      const id = idOf(step.which);
      if (id === undefined) return;
      const { restock } = step;
      world.change(id, ({ state }) =>
        state.status === 'completed' && state.step === 'done'
          ? { step: 'refund', restock }
          : undefined,
      );
      return;
    }
    case 'crash':
      world.runners[step.runner] = undefined;
      return;
    case 'late':
      world.approveLate();
      return;
    case 'tick':
      world.tick();
      return;
    case 'pass':
      world.now += step.ms;
  }
}

function giveCard(world: World, id: string, card: Card): void {
  world.change(id, (kept) => {
    const { state } = kept;
    if (state.payment.hasMethod || (state.step !== 'hold' && state.step !== 'pay'))
      return undefined;
    kept.card = card;
    return { payment: { ...state.payment, hasMethod: true } };
  });
}

function faultsAfter(story: Step[], given: OrderRules): { faults: string[]; world: World } {
  const world = new World(given);
  try {
    for (const step of story) play(world, step);
    world.finish();
  } catch (error) {
    return { faults: [`threw: ${String(error)}`], world };
  }
  return { faults: world.faults(), world };
}

const STORIES = { numRuns: 4_000, seed: 20_261_121 };

test('in four thousand stories nobody pays for nothing or gets anything for nothing, and all comes to an end', () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(steps, (story) => {
      const { faults, world } = faultsAfter(story, rules);
      expect(faults).toEqual([]);
      for (const { state } of world.orders.values()) ends.add(`${state.status} ${state.reason}`);
    }),
    STORIES,
  );
  expect([...ends]).toEqual(
    expect.arrayContaining([
      'completed undefined',
      'declined declined',
      'cancelled cancelled',
      'expired unpaid',
      'refunded merchant',
      'refunded no_pair_left',
      'refused expired',
    ]),
  );
});

describe('deliberate faults in the rules of orders are caught', () => {
  const faults: Record<string, OrderRules> = {
    'the pairs go back without a question to the provider': {
      nextAct,
      learn: (order, fact, now) =>
        order.step === 'pay' && order.payBy !== undefined && now >= order.payBy
          ? learn(
              { ...order, payment: { ...order.payment, status: 'cancelled' } },
              { what: 'answered', status: 'cancelled' },
              now,
            )
          : learn(order, fact, now),
    },
    'money is taken before there is a pair for it': {
      nextAct,
      learn: (order, fact, now) => {
        const next = learn(order, fact, now);
        return next.step === 'reclaim' ? { ...next, step: 'settle' } : next;
      },
    },
    'a payment in doubt is forgotten': {
      nextAct,
      learn: (order, fact, now) => {
        const next = learn(order, fact, now);
        return next.step === 'doubt' ? { ...next, step: 'done', status: 'expired' } : next;
      },
    },
    'the money is kept when there is no pair': {
      nextAct,
      learn: (order, fact, now) => {
        const next = learn(order, fact, now);
        return next.step === 'give_back' ? { ...next, step: 'done', status: 'refunded' } : next;
      },
    },
    'settled though nothing is captured': {
      nextAct,
      learn: (order, fact, now) => {
        const next = learn(order, fact, now);
        return next.step === 'capture' ? { ...next, step: 'settle' } : next;
      },
    },
    'one pair of several is enough': {
      nextAct: (order, now) => {
        const act = nextAct(order, now);
        return act.do === 'commands' && order.step === 'resume'
          ? { ...act, commands: act.commands.slice(1) }
          : act;
      },
      learn,
    },
    'a pair that is gone is bought all the same': {
      nextAct,
      learn: (order, fact, now) =>
        fact.what === 'decided' && order.step === 'hold'
          ? learn(order, { ...fact, decision: holdAnyway }, now)
          : learn(order, fact, now),
    },
  };
  const holdAnyway = {
    status: 'accepted' as const,
    event: {
      type: 'held_for_payment' as const,
      reservationId: 'r',
      orderId: 'o',
      size: '42',
      stoppedAt: 0,
      leftMs: 0,
      expiresAt: 0,
    },
  };

  test.each(Object.entries(faults))('%s', (_name, wrong) => {
    const result = fc.check(
      fc.property(steps, (story) => faultsAfter(story, wrong).faults.length === 0),
      STORIES,
    );
    expect(result.failed).toBe(true);
  });
});

test('commands of one order have ids of their own by step and pair, whoever makes them', () => {
  const world = new World(rules);
  world.ask('a', 'ann', { kind: 'reserve', size: '42' });
  world.checkOut('ann');
  const { state } = [...world.orders.values()][0]!;
  const line: LineCommand['line'] = state.lines[0]!;
  const kinds: LineCommand['kind'][] = ['hold_for_payment', 'settle', 'resume', 'expire'];
  const ids = kinds.map((kind) => world.toCommand(state, { line, kind }).commandId);
  expect(new Set(ids).size).toBe(kinds.length);
});
