import { useEffect, useReducer } from 'react';
import type { Dispatch } from 'react';
import { trpc } from '../../server/trpc.ts';
import { useKeptAlive } from '../../server/use-kept-alive.ts';
import { serverClock } from '../../time/server-clock.ts';
import { deskAfter } from './desk-state.ts';
import type { DeskAction, DeskState } from './desk-state.ts';

/** What is older than a minute goes from the page within this time. */
const TIME_EVERY_MS = 2_000;

/** A window of the desk: these stores and models, or the first of them by name. */
export type DeskWindow = { storeIds?: number[]; modelIds?: number[] };

/** The desk, live; undefined until the first word of it. */
export function useDeskWatch(
  window: DeskWindow,
): [desk: DeskState | undefined, dispatch: Dispatch<DeskAction>] {
  const [desk, dispatch] = useReducer(deskAfter, undefined);
  const subscription = trpc.desk.watch.useSubscription(window, {
    onData: ({ data: event }) => {
      serverClock.observe(event.serverTime);
      dispatch({ kind: 'event', event });
    },
  });
  useKeptAlive(subscription, true);
  useEffect(() => {
    const timer = setInterval(
      () => dispatch({ kind: 'time', now: serverClock.now() }),
      TIME_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, []);
  return [desk, dispatch];
}
