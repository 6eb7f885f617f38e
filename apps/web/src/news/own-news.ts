import type { Outcome, Reservation } from '@lastpair/contracts';
import type { NewsItem } from './news.ts';

/**
 * What there is to tell of an outcome that concerns me: of a hold that ran out, unless it is looked at anyway, and of
 * what I did elsewhere. `askedHere` is whether this tab sent the command; `ordered` whether the pair was being paid for as
 * part of an order; `isLookedAt` whether the page shows the drop, or that order.
 */
export function ownNewsOf(
  outcome: Outcome,
  {
    askedHere,
    ordered,
    isLookedAt,
    product,
  }: { askedHere: boolean; ordered: boolean; isLookedAt: boolean; product: string },
): NewsItem | undefined {
  const { status, reservation } = outcome;
  if (status !== 'accepted' || !reservation || askedHere) return undefined;
  const { dropId, size } = reservation;
  const what = `${product}, size ${size}`;
  if (ordered) return isLookedAt ? undefined : newsOfOrdered(reservation, what);
  switch (reservation.status) {
    case 'expired':
      if (isLookedAt) return undefined;
      return {
        dropId,
        tone: 'bad',
        title: 'Your hold ran out',
        text: `${what} went back. Pick a size to try again.`,
      };
    case 'purchased':
      return {
        dropId,
        tone: 'good',
        title: 'Bought elsewhere',
        text: `You bought ${what} in another window.`,
      };
    case 'paying':
      // The page of its order tells of it.
      return undefined;
    case 'active':
      return {
        dropId,
        tone: 'good',
        title: 'Held elsewhere',
        text: `You hold ${what} from another window.`,
      };
    case 'released':
      return {
        dropId,
        tone: 'bad',
        title: 'Let go elsewhere',
        text: `You let ${what} go in another window.`,
      };
  }
}

/** What became of a pair that was being paid for, on another page than that of its order. */
function newsOfOrdered({ dropId, status }: Reservation, what: string): NewsItem | undefined {
  switch (status) {
    case 'purchased':
      return { dropId, tone: 'good', title: 'Your order is paid', text: `${what} is yours.` };
    case 'active':
      return {
        dropId,
        tone: 'bad',
        title: 'Your order was not paid',
        text: `${what} is held for you again, with the time that was left.`,
      };
    case 'expired':
      return {
        dropId,
        tone: 'bad',
        title: 'Your order was not paid in time',
        text: `${what} went back.`,
      };
    case 'paying':
    case 'released':
      return undefined;
  }
}
