import type { AppRouter } from '@lastpair/api';
import type { Me, MerchantOrder, Order, Outcome, View } from '@lastpair/contracts';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCQueryUtils, getQueryKey } from '@trpc/react-query';
import { tell } from '../news/news.ts';
import { noteOwnChange } from '../news/own-changes.ts';
import { ownNewsOf } from '../news/own-news.ts';
import { serverClock } from '../time/server-clock.ts';
import { client } from './client.ts';
import { observePace } from './drop-pace.ts';
import { laterOrder, withOrder } from './later-order.ts';
import { laterMe, patchMe } from './patch-me.ts';
import { laterList, laterView, patchList } from './patch-views.ts';
import { rememberSignedIn } from './session-hint.ts';
import { problemOf } from './store-error.ts';
import { trpc } from './trpc.ts';

const RETRIES = 3;

/** The only memory of the server's state in this page. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onSuccess: (data) => {
      const serverTime = serverTimeIn(data);
      if (serverTime) serverClock.observe(serverTime);
    },
    onError: (error) => {
      if (problemOf(error) === 'no_session') rememberSignedIn(false);
    },
  }),
  defaultOptions: {
    queries: {
      // Events keep it fresh, so it is not fetched again because a page is shown again.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      // What the server has refused, it refuses again; only silence is worth another try.
      retry: (failures, error) => problemOf(error) === undefined && failures < RETRIES,
    },
    mutations: { networkMode: 'always' },
  },
});

// An answer may have been read before an event that came before it: of both, the later one stays.
queryClient.setQueryDefaults(getQueryKey(trpc.drops.list), {
  structuralSharing: (known, fetched) => laterList(known as View[] | undefined, fetched as View[]),
});
queryClient.setQueryDefaults(getQueryKey(trpc.drops.byId), {
  structuralSharing: (known, fetched) => laterView(known as View | undefined, fetched as View),
});
queryClient.setQueryDefaults(getQueryKey(trpc.me.get), {
  structuralSharing: (known, fetched) => laterMe(known as Me | undefined, fetched as Me),
});

queryClient.setQueryDefaults(getQueryKey(trpc.orders.byId), {
  structuralSharing: (known, fetched) =>
    laterOrder(known as MerchantOrder | undefined, fetched as MerchantOrder),
});

/** The cache by procedure, for everything that is no component. */
export const cache: ReturnType<typeof createTRPCQueryUtils<AppRouter>> = createTRPCQueryUtils({
  queryClient,
  client,
});

/** Brings the pages of a drop up to date with a view that came by itself. */
export function takeView(view: View): void {
  serverClock.observe(view.serverTime);
  observePace(view.id, view.seq, Date.parse(view.serverTime));
  cache.drops.byId.setData({ dropId: view.id }, (known) => laterView(known, view));
  cache.drops.list.setData(undefined, (list) => patchList(list, view));
}

/** Brings the page of an order up to date with an answer about it. */
export function takeOrder(order: Order): void {
  serverClock.observe(order.serverTime);
  cache.orders.byId.setData({ orderId: order.id }, (known) => known && withOrder(known, order));
}

/** Brings what is mine up to date with an outcome, and tells of what was not asked here. */
export function takeOwnOutcome(outcome: Outcome, askedHere: boolean): void {
  const { dropId, id } = outcome.reservation ?? {};
  if (dropId !== undefined && isUnheard(outcome)) {
    const known = cache.me.get.getData()?.reservations.find((mine) => mine.id === id);
    const ordered = known?.status === 'paying';
    const pages = ordered ? [`/orders/${known.orderId}`] : ['/bag', `/drops/${dropId}`];
    const news = ownNewsOf(outcome, {
      askedHere,
      ordered,
      isLookedAt: pages.includes(location.pathname),
      product: nameOf(dropId),
    });
    if (news) tell(news);
  }
  noteOwnChange(outcome);
  cache.me.get.setData(undefined, (me) => me && patchMe(me, outcome));
}

const nameOf = (dropId: string): string =>
  [cache.drops.byId.getData({ dropId }), ...(cache.drops.list.getData() ?? [])].find(
    (view) => view?.id === dropId,
  )?.product.name ?? 'your pair';

/** An outcome may come twice, and be known from what is mine already. */
function isUnheard({ reservation }: Outcome): boolean {
  const me = cache.me.get.getData();
  const known = me?.reservations.find(({ id }) => id === reservation?.id);
  return me !== undefined && known?.status !== reservation?.status && known?.status !== 'purchased';
}

function serverTimeIn(data: unknown): string | undefined {
  const first: unknown = Array.isArray(data) ? data[0] : data;
  return typeof first === 'object' &&
    first !== null &&
    'serverTime' in first &&
    typeof first.serverTime === 'string'
    ? first.serverTime
    : undefined;
}
