import type { Me, Reservation } from '@lastpair/contracts';
import { wasSignedIn } from './session-hint.ts';
import { problemOf } from './store-error.ts';
import { trpc } from './trpc.ts';

/** What is mine. `me` is missing while nobody is signed in, and `known` tells whether that is settled. */
export function useMe(): { me: Me | undefined; known: boolean } {
  const { data, error } = trpc.me.get.useQuery();
  const signedOut = problemOf(error) === 'no_session';
  return {
    me: signedOut ? undefined : data,
    known: signedOut || data !== undefined || !wasSignedIn(),
  };
}

/** My active reservations, of one drop or of all, the one that ends first in front. */
export const useMyHolds = (dropId?: string): Reservation[] => useMine('active', dropId);

/** The pairs that I am paying for, of one drop or of all. */
export const useMyPaying = (dropId?: string): Reservation[] => useMine('paying', dropId);

function useMine(wanted: Reservation['status'], dropId: string | undefined): Reservation[] {
  const { me } = useMe();
  return (me?.reservations ?? [])
    .filter(({ status }) => status === wanted)
    .filter((reservation) => dropId === undefined || reservation.dropId === dropId)
    .toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}
