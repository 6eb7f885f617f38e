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
  const owners = new Map<string, string>();
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
    const fault = faultsOf(drop)[0] ?? faultOfDecision(asked, decision, drop, owners, now);
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
      const ids = Array.from(
        { length: lines[0]!.quantity + 1 },
        (_, n) => `${asked.commandId}-${n}`,
      );
      return { ...asked, reservationIds: ids } as Command;
    }
    case 'purchase':
    case 'release':
    case 'expire':
      return command({ ...stamped, kind: step.kind, reservationId });
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

/** What must be true of one accepted decision, said without the help of the rules. */
function faultOfDecision(
  asked: Command,
  decision: Decision,
  drop: DropState,
  owners: Map<string, string>,
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
    case 'purchased':
    case 'released':
      if (owners.get(event.reservationId) !== asked.shopperId) return 'not the owner';
      if (asked.receivedAt >= event.expiresAt) return 'came too late';
      break;
    case 'expired':
      if (now < event.expiresAt) return 'expired too early';
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
    'late commands are not given up': (drop, asked, now) =>
      asked.kind === 'reserve'
        ? decide(drop, { ...asked, receivedAt: now }, now)
        : decide(drop, asked, now),
  };
  const withStock = (drop: DropState): DropState => ({
    ...drop,
    sizes: new Map([...drop.sizes].map(([label, size]) => [label, { ...size, available: 1 }])),
  });

  test.each(Object.entries(faults))('%s', (_name, rules) => {
    const result = fc.check(
      fc.property(steps, (play) => firstFault(play, rules) === undefined),
      SEQUENCES,
    );
    expect(result.failed).toBe(true);
  });
});
