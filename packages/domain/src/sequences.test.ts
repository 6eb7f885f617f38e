import type { Command, Decision } from '@lastpair/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { DropState } from './drop-state.ts';
import { NOW, command, faultsOf, openDrop, replay } from './drop.test-kit.ts';
import { evolve } from './evolve.ts';

type Decide = typeof decide;
type Step = {
  kind: Command['kind'];
  shopper: number;
  size: number;
  which: number;
  wait: number;
  lag: number;
};

const SHOPPERS = ['alice', 'bob', 'carol', 'dave'];
const ORDERS = ['order-1', 'order-2'];
const SIZES = ['42', '43', 'none'];
const START: Partial<DropState> = { limitPerShopper: 2, holdSeconds: 5 };

const steps = fc.array(
  fc.record<Step>({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant('reserve' as const) },
      { weight: 4, arbitrary: fc.constantFrom('purchase' as const, 'release' as const) },
      { weight: 3, arbitrary: fc.constant('expire' as const) },
      { weight: 2, arbitrary: fc.constant('reserve_many' as const) },
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          'hold_for_payment' as const,
          'hold_for_payment' as const,
          'settle' as const,
          'resume' as const,
          'reclaim' as const,
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('open' as const, 'close' as const, 'restock' as const),
      },
    ),
    shopper: fc.nat(SHOPPERS.length - 1),
    size: fc.nat(SIZES.length - 1),
    which: fc.nat(30),
    wait: fc.oneof(fc.nat(500), fc.nat(10_000)),
    lag: fc.oneof(fc.constant(0), fc.nat(20_000)),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** Plays the steps on a drop and gives the first thing that is wrong, or undefined. */
function firstFault(play: Step[], rules: Decide): string | undefined {
  const drop = openDrop(START);
  const log: { command: Command; decision: Decision; at: number }[] = [];
  const known: Known = { owners: new Map(), payers: new Map() };
  let now = NOW;
  for (const step of play) {
    now += step.wait;
    const asked = toCommand(step, drop, now);
    let decision: Decision;
    try {
      decision = rules(drop, asked, now);
      if (decision.status === 'accepted') evolve(drop, decision.event, asked.shopperId);
    } catch (error) {
      return `threw: ${String(error)}`;
    }
    log.push({ command: asked, decision, at: now });
    const fault = faultsOf(drop)[0] ?? faultOfDecision(asked, decision, drop, known, now);
    if (fault) return `${asked.kind}: ${fault}`;
  }
  const replayed = replay(openDrop(START), log);
  return JSON.stringify(toPlain(replayed)) === JSON.stringify(toPlain(drop))
    ? undefined
    : 'the log leads elsewhere';
}

function toCommand(step: Step, drop: DropState, now: number): Command {
  const shopperId = SHOPPERS[step.shopper]!;
  const size = SIZES[step.size]!;
  const ids = [...drop.reservations.keys()];
  const reservationId = ids[step.which % Math.max(1, ids.length)] ?? 'none';
  const receivedAt = now - step.lag;
  const stamped = { shopperId, receivedAt };
  const orderId = ORDERS[step.which % ORDERS.length]!;
  switch (step.kind) {
    case 'reserve':
      return command({ ...stamped, kind: 'reserve', size });
    case 'restock':
      return command({ ...stamped, kind: 'restock', size, quantity: 1 + (step.which % 3) });
    case 'reserve_many': {
      const lines = [
        { size, quantity: 1 + (step.which % 2) },
        { size: SIZES[step.which % 2]!, quantity: 1 },
      ];
      const asked = command({ ...stamped, kind: 'reserve_many', lines, reservationIds: [] });
      const pairIds = Array.from(
        { length: lines[0]!.quantity + 1 },
        (_, n) => `${asked.commandId}-${n}`,
      );
      return { ...asked, reservationIds: pairIds } as Command;
    }
    case 'purchase':
    case 'release':
      return command({ ...stamped, kind: step.kind, reservationId });
    case 'expire':
      return command({
        ...stamped,
        kind: 'expire',
        reservationId,
        ...(step.lag > 0 && { orderId }),
      });
    case 'hold_for_payment':
      return command({ ...stamped, kind: step.kind, reservationId, orderId, payWithinMs: 3_000 });
    case 'settle':
    case 'resume':
    case 'reclaim':
      return command({ ...stamped, kind: step.kind, reservationId, orderId });
    case 'open':
    case 'close':
      return command({ ...stamped, kind: step.kind });
  }
}

/** Whose each reservation is, and which order pays for it. */
type Known = { owners: Map<string, string>; payers: Map<string, string> };

const orderOf = (asked: Command): string | undefined =>
  'orderId' in asked ? asked.orderId : undefined;

/** What must be true of one accepted decision, said without the help of the rules. */
function faultOfDecision(
  asked: Command,
  decision: Decision,
  drop: DropState,
  { owners, payers }: Known,
  now: number,
): string | undefined {
  if (decision.status === 'refused') return undefined;
  const { event } = decision;
  switch (event.type) {
    case 'reserved':
      owners.set(event.reservationId, asked.shopperId);
      if (drop.status !== 'open') return 'reserved while not open';
      if (event.expiresAt !== now + drop.holdSeconds * 1000) return 'a hold of the wrong length';
      break;
    case 'reserved_many':
      for (const { reservationId } of event.pairs) owners.set(reservationId, asked.shopperId);
      if (drop.status !== 'open') return 'reserved while not open';
      if (event.expiresAt !== now + drop.holdSeconds * 1000) return 'a hold of the wrong length';
      break;
    case 'purchased':
    case 'released':
      if (owners.get(event.reservationId) !== asked.shopperId) return 'not the owner';
      if (payers.get(event.reservationId) !== orderOf(asked)) return 'not what pays for it';
      if (asked.kind === 'settle') return undefined;
      if (asked.receivedAt >= event.expiresAt) return 'came too late';
      break;
    case 'held_for_payment':
      if (owners.get(event.reservationId) !== asked.shopperId) return 'not the owner';
      if (payers.has(event.reservationId)) return 'paid for twice';
      payers.set(event.reservationId, event.orderId);
      if (event.leftMs <= 0) return 'came too late';
      return event.leftMs > drop.holdSeconds * 1000 ? 'more time than there was' : undefined;
    case 'resumed':
      if (owners.get(event.reservationId) !== asked.shopperId) return 'not the owner';
      if (payers.get(event.reservationId) !== orderOf(asked)) return 'not what pays for it';
      payers.delete(event.reservationId);
      return event.expiresAt < now ? 'a clock that went back' : undefined;
    case 'reclaimed':
      if (owners.get(event.replaces) !== asked.shopperId) return 'not the owner';
      owners.set(event.reservationId, asked.shopperId);
      payers.set(event.reservationId, event.orderId);
      return undefined;
    case 'expired':
      if (now < event.expiresAt) return 'expired too early';
      if (payers.get(event.reservationId) !== orderOf(asked)) return 'taken from its order';
      break;
    case 'opened':
    case 'closed':
    case 'restocked':
      return undefined;
  }
  return event.type !== 'expired' && now - asked.receivedAt > 15_000
    ? 'waited too long'
    : undefined;
}

const toPlain = (drop: DropState) => ({
  ...drop,
  sizes: [...drop.sizes],
  reservations: [...drop.reservations],
  slots: [...drop.slots].map(([shopperId, slots]) => [
    shopperId,
    [...slots].toSorted((a, b) => a - b),
  ]),
});

const SEQUENCES = { numRuns: 5_000, seed: 20_261_120 };

test('in five thousand random sequences the books add up after every step and the log replays', () => {
  fc.assert(
    fc.property(steps, (play) => {
      expect(firstFault(play, decide)).toBeUndefined();
    }),
    SEQUENCES,
  );
});

describe('deliberate faults in the rules are caught', () => {
  const faults: Record<string, Decide> = {
    'stock is not looked at': (drop, asked, now) => {
      const size = asked.kind === 'reserve' ? drop.sizes.get(asked.size) : undefined;
      return decide(size?.available === 0 ? withStock(drop) : drop, asked, now);
    },
    'the limit is not looked at': (drop, asked, now) =>
      decide({ ...drop, limitPerShopper: 100 }, asked, now),
    'a slot is given twice': (drop, asked, now) =>
      decide({ ...drop, slots: new Map() }, asked, now),
    'a closed drop sells': (drop, asked, now) => decide({ ...drop, status: 'open' }, asked, now),
    'anyone may buy what another holds': (drop, asked, now) => {
      const held =
        'reservationId' in asked ? drop.reservations.get(asked.reservationId) : undefined;
      return decide(drop, held ? { ...asked, shopperId: held.shopperId } : asked, now);
    },
    'a purchase ignores the deadline': (drop, asked, now) =>
      decide(
        drop,
        asked.kind === 'purchase' ? { ...asked, receivedAt: 0 } : asked,
        Math.min(now, 1),
      ),
    'a pair expires early': (drop, asked, now) =>
      decide(drop, asked, asked.kind === 'expire' ? now + 2_000 : now),
    'a finished reservation ends again': (drop, asked, now) => {
      const held =
        'reservationId' in asked ? drop.reservations.get(asked.reservationId) : undefined;
      if (!held || !('reservationId' in asked)) return decide(drop, asked, now);
      const again = new Map([[asked.reservationId, { ...held, status: 'active' as const }]]);
      return decide({ ...drop, reservations: again }, asked, now);
    },
    'a hold is too long': (drop, asked, now) =>
      decide({ ...drop, holdSeconds: drop.holdSeconds + 1 }, asked, now),
    'the clock takes a pair that is being paid for': (drop, asked, now) => {
      const held =
        'reservationId' in asked ? drop.reservations.get(asked.reservationId) : undefined;
      return decide(
        drop,
        asked.kind === 'expire' && held ? { ...asked, orderId: held.orderId } : asked,
        now,
      );
    },
    'any order may settle': (drop, asked, now) => {
      const held =
        'reservationId' in asked ? drop.reservations.get(asked.reservationId) : undefined;
      return decide(
        drop,
        asked.kind === 'settle' && held?.orderId ? { ...asked, orderId: held.orderId } : asked,
        now,
      );
    },
    'sizes are looked at line by line': (drop, asked, now) => {
      if (asked.kind !== 'reserve_many') return decide(drop, asked, now);
      const [first] = asked.lines;
      const alone = decide(
        drop,
        {
          ...asked,
          lines: [first!],
          reservationIds: asked.reservationIds.slice(0, first!.quantity),
        },
        now,
      );
      return alone.status === 'refused' ? alone : decide(withStock(drop, 9), asked, now);
    },
    'a reclaim takes what is not there': (drop, asked, now) =>
      decide(asked.kind === 'reclaim' ? withStock(drop, 1) : drop, asked, now),
    'late commands are not given up': (drop, asked, now) =>
      asked.kind === 'reserve'
        ? decide(drop, { ...asked, receivedAt: now }, now)
        : decide(drop, asked, now),
  };
  const withStock = (drop: DropState, available = 1): DropState => ({
    ...drop,
    sizes: new Map([...drop.sizes].map(([label, size]) => [label, { ...size, available }])),
  });

  test.each(Object.entries(faults))('%s', (_name, rules) => {
    const result = fc.check(
      fc.property(steps, (play) => firstFault(play, rules) === undefined),
      SEQUENCES,
    );
    expect(result.failed).toBe(true);
  });
});
