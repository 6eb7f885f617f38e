import type { Me, Outcome, Purchase, Reservation } from '@lastpair/contracts';

/** Brings what is mine up to date with one outcome, in whatever order and however often outcomes come. */
export function patchMe(me: Me, outcome: Outcome): Me {
  if (outcome.status !== 'accepted') return me;
  const reservations = outcome.reservation
    ? withReservation(me.reservations, outcome.reservation)
    : me.reservations;
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

/** A reservation ends once: an ended one stays as it is, an active one may end. */
function withReservation(reservations: Reservation[], incoming: Reservation): Reservation[] {
  const known = reservations.find(({ id }) => id === incoming.id);
  if (!known) return [incoming, ...reservations];
  if (known.status !== 'active' || incoming.status === 'active') return reservations;
  return reservations.map((reservation) => (reservation === known ? incoming : reservation));
}

const withPurchase = (purchases: Purchase[], incoming: Purchase): Purchase[] =>
  purchases.some(({ id }) => id === incoming.id) ? purchases : [incoming, ...purchases];
