import { refusalReasons } from '@lastpair/contracts';
import type { Command } from '@lastpair/contracts';
import { describe, expect, test } from 'vitest';
import { decideBatch } from './decide-batch.ts';
import { COMMAND_DEADLINE_MS, decide } from './decide.ts';
import type { DropState, Held } from './drop-state.ts';
import { ALICE, BOB, NOW, command, openDrop } from './drop.test-kit.ts';

const HELD: Held = {
  size: '42',
  shopperId: ALICE,
  slot: 1,
  status: 'active',
  expiresAt: NOW + 60_000,
};
const holding = (changes: Partial<Held> = {}, drop: Partial<DropState> = {}): DropState =>
  openDrop({
    sizes: new Map([['42', { total: 3, available: 2, reserved: 1, sold: 0 }]]),
    reservations: new Map([['r', { ...HELD, ...changes }]]),
    slots: new Map([[ALICE, new Set([1])]]),
    ...drop,
  });

type Changes = { shopperId?: string; receivedAt?: number };
const reserve = (changes: Changes & { size?: string } = {}) =>
  command({ kind: 'reserve', size: '42', ...changes });
const purchase = (changes: Changes = {}) =>
  command({ kind: 'purchase', reservationId: 'r', ...changes });
const release = (changes: Changes = {}) =>
  command({ kind: 'release', reservationId: 'r', ...changes });

const sold = new Map([['42', { total: 1, available: 0, reserved: 0, sold: 1 }]]);
/** What ends the reservation that this command made. */
const of = ({ commandId, shopperId }: Command) => ({ reservationId: commandId, shopperId });

/** Two holds of Alice's have lapsed, the second ten seconds ago. */
const lapsed = (changes: Partial<DropState> = {}, count = 2): DropState =>
  openDrop({
    cooldownSeconds: 30,
    lapses: new Map([[ALICE, { count, lastAt: NOW - 10_000 }]]),
    ...changes,
  });
const late = { receivedAt: NOW - COMMAND_DEADLINE_MS - 1 };

describe('every reason, and what stands before it', () => {
  const cases: [reason: string, when: string, drop: DropState, asked: Command][] = [
    ['unknown_size', 'no such size', openDrop(), reserve({ size: '50' })],
    ['unknown_size', 'even when closed', openDrop({ status: 'closed' }), reserve({ size: '50' })],
    [
      'unknown_size',
      'a restock of one',
      openDrop(),
      command({ kind: 'restock', size: '50', quantity: 1 }),
    ],
    ['not_open', 'scheduled', openDrop({ status: 'scheduled' }), reserve()],
    ['not_open', 'clicked early, decided late', openDrop({ opensAt: NOW + 1 }), reserve()],
    ['not_open', 'even when sold out', openDrop({ status: 'scheduled', sizes: sold }), reserve()],
    ['closed', 'closed', openDrop({ status: 'closed' }), reserve()],
    ['closed', 'even at the limit', holding({}, { status: 'closed' }), reserve()],
    ['unknown_reservation', 'purchase', openDrop(), purchase()],
    ['unknown_reservation', 'release', openDrop(), release()],
    ['unknown_reservation', 'expire', openDrop(), command({ kind: 'expire', reservationId: 'r' })],
    ['not_yours', 'purchase', holding(), purchase({ shopperId: BOB })],
    ['not_yours', 'release', holding(), release({ shopperId: BOB })],
    [
      'not_yours',
      'even when it is bought',
      holding({ status: 'purchased' }),
      purchase({ shopperId: BOB }),
    ],
    ['already_purchased', 'purchase', holding({ status: 'purchased' }), purchase()],
    ['already_purchased', 'release', holding({ status: 'purchased' }), release()],
    [
      'already_purchased',
      'expire',
      holding({ status: 'purchased' }),
      command({ kind: 'expire', reservationId: 'r' }),
    ],
    ['already_released', 'purchase', holding({ status: 'released' }), purchase()],
    ['already_released', 'release', holding({ status: 'released' }), release()],
    [
      'already_released',
      'expire',
      holding({ status: 'released' }),
      command({ kind: 'expire', reservationId: 'r' }),
    ],
    ['expired', 'purchase of an expired one', holding({ status: 'expired' }), purchase()],
    ['expired', 'purchase that came at the deadline', holding({ expiresAt: NOW }), purchase()],
    ['expired', 'release that came after it', holding({ expiresAt: NOW - 1 }), release()],
    [
      'expired',
      'expire again',
      holding({ status: 'expired' }),
      command({ kind: 'expire', reservationId: 'r' }),
    ],
    ['limit_reached', 'one held', holding(), reserve()],
    ['limit_reached', 'even when sold out', holding({}, { sizes: sold }), reserve()],
    ['sold_out', 'nothing left', openDrop({ sizes: sold }), reserve()],
    ['sold_out', 'even when late', openDrop({ sizes: sold }), reserve(late)],
    ['timed_out', 'reserve', openDrop(), reserve(late)],
    ['timed_out', 'purchase', holding(), purchase(late)],
    ['timed_out', 'release', holding(), release(late)],
    [
      'failed',
      'expire before the deadline',
      holding(),
      command({ kind: 'expire', reservationId: 'r' }),
    ],
  ];
  test.each(cases)('%s: %s', (reason, _when, drop, asked) => {
    expect(decide(drop, asked, NOW)).toEqual({ status: 'refused', reason });
  });

  test('the table leaves no reason out', () => {
    // A command of a drop that is not there never gets as far as the rules; cooling_down has tests of its own.
    const covered = new Set([...cases.map(([reason]) => reason), 'unknown_drop', 'cooling_down']);
    expect(refusalReasons.filter((reason) => !covered.has(reason))).toEqual([]);
  });
});

describe('holds that lapse', () => {
  const until = NOW + 20_000;

  test('are followed by a wait from the second one on, for that shopper alone', () => {
    expect(decide(lapsed(), reserve(), NOW)).toEqual({
      status: 'refused',
      reason: 'cooling_down',
      until,
    });
    expect(decide(lapsed(), reserve({ shopperId: BOB }), NOW).status).toBe('accepted');
    expect(decide(lapsed({}, 1), reserve(), NOW).status).toBe('accepted');
  });

  test('are followed by none when it is over, nor where there is none', () => {
    expect(decide(lapsed(), reserve(), until - 1).status).toBe('refused');
    expect(decide(lapsed(), reserve({ receivedAt: until }), until).status).toBe('accepted');
    expect(decide(lapsed({ cooldownSeconds: 0 }), reserve(), NOW).status).toBe('accepted');
  });

  test('are told of before that there is no pair, and after the limit', () => {
    const reasonOf = (drop: DropState) => decide(drop, reserve(), NOW);
    expect(reasonOf(lapsed({ sizes: sold }))).toMatchObject({ reason: 'cooling_down' });
    const full = new Map([[ALICE, new Set([1])]]);
    expect(reasonOf(lapsed({ slots: full }))).toMatchObject({ reason: 'limit_reached' });
  });

  test('are counted as they lapse, while those let go or bought in time are not', () => {
    const drop = openDrop({ cooldownSeconds: 30, holdSeconds: 5 });
    let now = NOW;
    for (let round = 1; round <= 2; round += 1) {
      const asked = reserve({ receivedAt: now });
      const letGo = reserve({ receivedAt: now, shopperId: BOB });
      decideBatch(drop, [asked, letGo], now);
      decideBatch(drop, [command({ ...of(letGo), kind: 'release' })], now);
      now += 5_000;
      decideBatch(drop, [command({ ...of(asked), kind: 'expire', receivedAt: now })], now);
    }
    const ask = (shopperId: string) => decide(drop, reserve({ shopperId, receivedAt: now }), now);
    expect(ask(ALICE)).toEqual({
      status: 'refused',
      reason: 'cooling_down',
      until: now + 30_000,
    });
    expect(ask(BOB).status).toBe('accepted');
  });
});

describe('what is accepted', () => {
  test('a reservation has the id of its command and a whole hold from the time of the decision', () => {
    const asked = reserve({ receivedAt: NOW - 5_000 });
    expect(decide(openDrop(), asked, NOW)).toEqual({
      status: 'accepted',
      event: {
        type: 'reserved',
        reservationId: asked.commandId,
        size: '42',
        slot: 1,
        expiresAt: NOW + 60_000,
      },
    });
  });

  test('a limit of two gives the slot that is free', () => {
    const decision = decide(
      holding({ slot: 2 }, { limitPerShopper: 2, slots: new Map([[ALICE, new Set([2])]]) }),
      reserve(),
      NOW,
    );
    expect(decision).toMatchObject({ status: 'accepted', event: { slot: 1 } });
  });

  test('a purchase that came in time is honoured however long the line was', () => {
    const drop = holding({ expiresAt: NOW - 10_000 });
    expect(decide(drop, purchase({ receivedAt: NOW - 10_001 }), NOW)).toMatchObject({
      status: 'accepted',
      event: { type: 'purchased', priceCents: 19_000, currency: 'USD' },
    });
  });

  test('closing a drop takes nothing from those who hold a pair', () => {
    expect(decide(holding({}, { status: 'closed' }), purchase(), NOW).status).toBe('accepted');
    expect(decide(holding({}, { status: 'closed' }), release(), NOW).status).toBe('accepted');
  });

  test('a closed drop can be opened again', () => {
    const decision = decide(openDrop({ status: 'closed' }), command({ kind: 'open' }), NOW);
    expect(decision).toEqual({ status: 'accepted', event: { type: 'opened', at: NOW } });
  });

  test('deciding changes nothing', () => {
    const drop = holding();
    const before = structuredClone(drop);
    for (const asked of [reserve(), purchase(), release(), reserve({ shopperId: BOB })]) {
      decide(drop, asked, NOW);
    }
    expect(drop).toEqual(before);
  });
});
