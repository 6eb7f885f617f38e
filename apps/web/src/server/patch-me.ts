import type { Me, Outcome, Purchase, Reservation } from '@lastpair/contracts';

/** Brings what is mine up to date with one outcome, in whatever order and however often outcomes come. */
export function patchMe(me: Me, outcome: Outcome): Me {
  if (outcome.status !== 'accepted') return me;
  const told = outcome.reservations ?? (outcome.reservation ? [outcome.reservation] : []);
  const reservations = told.reduce(withReservation, me.reservations);
  const purchases = outcome.purchase ? withPurchase(me.purchases, outcome.purchase) : me.purchases;
  if (reservations === me.reservations && purchases === me.purchases) return me;
  return { ...me, reservations, purchases };
}

/** What is mine as fetched, and what outcomes have told of the same shopper since it was read. */
export function laterMe(known: Me | undefined, fetched: Me): Me {
  if (!known || known.shopper.id !== fetched.shopper.id) return fetched;
  return {
    ...fetched,
    reservations: known.reservations.reduce(withReservation, fetched.reservations),
    purchases: known.purchases.reduce(withPurchase, fetched.purchases),
  };
}

const isLive = ({ status }: Reservation): boolean => status === 'active' || status === 'paying';

/** When its own clock runs out, had it not been stopped: it only ever moves on. */
const clockEnd = ({ expiresAt, stoppedAt, leftMs = 0 }: Reservation): number =>
  stoppedAt === undefined ? Date.parse(expiresAt) : Date.parse(stoppedAt) + leftMs;

/**
 * Of two that live, whether the first is the newer. It stops for a payment with the end it has, and goes on with a later
 * one.
 */
const isNewer = (incoming: Reservation, known: Reservation): boolean =>
  clockEnd(incoming) > clockEnd(known) ||
  (clockEnd(incoming) === clockEnd(known) &&
    incoming.status === 'paying' &&
    known.status === 'active');

/** A reservation ends once: an ended one stays as it is, one that lives may stop, go on and end. */
function withReservation(reservations: Reservation[], incoming: Reservation): Reservation[] {
  const known = reservations.find(({ id }) => id === incoming.id);
  if (!known) return [incoming, ...reservations];
  if (!isLive(known)) return reservations;
  if (isLive(incoming) && !isNewer(incoming, known)) return reservations;
  return reservations.map((reservation) => (reservation === known ? incoming : reservation));
}

const withPurchase = (purchases: Purchase[], incoming: Purchase): Purchase[] =>
  purchases.some(({ id }) => id === incoming.id) ? purchases : [incoming, ...purchases];
