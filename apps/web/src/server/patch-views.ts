import type { View } from '@lastpair/contracts';

/** Whether `incoming` tells of a later moment. Of one `seq`, the view that was read later: a drop opens by the clock, too. */
const isLater = (incoming: View, known: View): boolean =>
  incoming.seq === known.seq ? incoming.serverTime > known.serverTime : incoming.seq > known.seq;

/** The later of what is known of a drop and what has come in. What is repeated or late changes nothing. */
export const laterView = (known: View | undefined, incoming: View): View =>
  known && known.id === incoming.id && !isLater(incoming, known) ? known : incoming;

/** The list with its entry of this drop brought up to date; the very same list if that changes nothing. */
export function patchList(list: View[] | undefined, incoming: View): View[] | undefined {
  const known = list?.find(({ id }) => id === incoming.id);
  if (!list || !known || laterView(known, incoming) === known) return list;
  return list.map((view) => (view === known ? incoming : view));
}

/** A list as fetched, but for the drops of which an event has told more since it was read. */
export function laterList(known: View[] | undefined, fetched: View[]): View[] {
  const byId = new Map(known?.map((view) => [view.id, view]));
  return fetched.map((view) => laterView(byId.get(view.id), view));
}
