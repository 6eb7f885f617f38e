import type { Outcome } from '@lastpair/contracts';
import type { Evidence } from './evidence.ts';
import { createHolds } from './holds.ts';
import { createLedger } from './ledger.ts';
import type { Ask } from './ledger.ts';
import { logRowsOf } from './log-rows.ts';
import { replay } from './replay.ts';

const SIZE = 'US 8';
const EXPIRES_AT = '2030-01-01T00:00:05.000Z';

const reservationOf = (id: string, status: 'active' | 'purchased' | 'released' | 'expired') => ({
  id,
  dropId: 'drop',
  size: SIZE,
  status,
  expiresAt: EXPIRES_AT,
});

/** Outcomes as the store would tell them. */
export const says = {
  reserved: (commandId: string, seq: number): Outcome => ({
    commandId,
    status: 'accepted',
    seq,
    reservation: reservationOf(commandId, 'active'),
  }),
  purchased: (commandId: string, seq: number, reservationId: string): Outcome => ({
    commandId,
    status: 'accepted',
    seq,
    reservation: reservationOf(reservationId, 'purchased'),
    purchase: {
      id: `purchase-${commandId}`,
      reservationId,
      dropId: 'drop',
      size: SIZE,
      priceCents: 19_000,
      currency: 'USD',
      purchasedAt: '2030-01-01T00:00:01.000Z',
    },
  }),
  ended: (
    commandId: string,
    seq: number,
    reservationId: string,
    end: 'released' | 'expired',
  ): Outcome => ({
    commandId,
    status: 'accepted',
    seq,
    reservation: reservationOf(reservationId, end),
  }),
  refused: (commandId: string, seq: number, reason: NonNullable<Outcome['reason']>): Outcome => ({
    commandId,
    status: 'refused',
    seq,
    reason,
  }),
};

/**
 * A run in which all went well, on two pairs of one size: shopper 0 buys one, shopper 1 lets one go, shopper 2 is
 * refused while both are out, and shopper 3 gets what came back and walks away. `alsoSaid` is heard after that, as said
 * to shopper 0.
 */
export function goodEvidence(alsoSaid: readonly Outcome[] = [], lastSeq = 7): Evidence {
  const ledger = createLedger();
  const holds = createHolds();
  const hear = (shopper: number, outcome: Outcome): void => {
    ledger.note(outcome, 10);
    holds.hear(shopper, outcome, Date.parse(EXPIRES_AT) + 20);
  };
  const ask = (shopper: number, command: Ask, outcome: Outcome): void => {
    ledger.write(command, shopper, 0);
    hear(shopper, outcome);
  };
  const reserve = (commandId: string): Ask => ({ kind: 'reserve', commandId, size: SIZE });
  const end = (kind: 'purchase' | 'release', commandId: string, reservationId: string): Ask => ({
    kind,
    commandId,
    reservationId,
    size: SIZE,
  });

  ask(0, reserve('r0'), says.reserved('r0', 1));
  ask(1, reserve('r1'), says.reserved('r1', 2));
  ask(2, reserve('r2'), says.refused('r2', 3, 'sold_out'));
  ask(0, end('purchase', 'p0', 'r0'), says.purchased('p0', 4, 'r0'));
  ask(1, end('release', 'l1', 'r1'), says.ended('l1', 5, 'r1', 'released'));
  ask(3, reserve('r3'), says.reserved('r3', 6));
  hear(3, says.ended('by the system', 7, 'r3', 'expired'));
  for (const outcome of alsoSaid) hear(0, outcome);

  const stock = new Map([[SIZE, 2]]);
  const entries = ledger.entries();
  const allHolds = [...holds.all()];
  return {
    stock,
    limitPerShopper: 1,
    entries,
    holds: allHolds,
    sizes: [{ size: SIZE, total: 2, available: 1, reserved: 0, sold: 1 }],
    ownPurchases: [{ id: 'purchase-p0', reservationId: 'r0', shopper: 0, size: SIZE }],
    replay: replay(logRowsOf(entries, allHolds), {
      stock,
      limitPerShopper: 1,
      firstSeq: 1,
      lastSeq,
    }),
    brokenViews: 0,
    leftOver: 0,
    drift: 0,
  };
}
