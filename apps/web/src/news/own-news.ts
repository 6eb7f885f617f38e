import type { Outcome } from '@lastpair/contracts';
import type { NewsItem } from './news.ts';

/**
 * What there is to tell of an outcome that concerns me: of a hold that ran out, unless it is looked at anyway, and of
 * what I did elsewhere. `askedHere` is whether this tab sent the command; `isLookedAt` whether the page shows the drop.
 */
export function ownNewsOf(
  outcome: Outcome,
  { askedHere, isLookedAt, product }: { askedHere: boolean; isLookedAt: boolean; product: string },
): NewsItem | undefined {
  const { status, reservation } = outcome;
  if (status !== 'accepted' || !reservation || askedHere) return undefined;
  const { dropId, size } = reservation;
  const what = `${product}, size ${size}`;
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
