import { useState } from 'react';
import { useMe } from '../server/use-me.ts';
import { shop } from '../shopping/shop.ts';

/**
 * Reserving with one click. Of somebody who is not signed in the size is kept as `wantedSize`: they sign in, and then
 * `reserveWanted` sends it out.
 */
export function useReserve(dropId: string): {
  reserve: (size: string) => void;
  wantedSize: string | undefined;
  reserveWanted: () => void;
  forgetWanted: () => void;
} {
  const { me, known } = useMe();
  const [wantedSize, setWantedSize] = useState<string>();
  const send = (size: string): void => shop.want({ kind: 'reserve', dropId, size });
  return {
    reserve(size) {
      // As long as it is not known who is here, the server may as well be asked the real question.
      if (me || !known) send(size);
      else setWantedSize(size);
    },
    wantedSize: me ? undefined : wantedSize,
    reserveWanted() {
      if (wantedSize !== undefined) send(wantedSize);
      setWantedSize(undefined);
    },
    forgetWanted: () => setWantedSize(undefined),
  };
}
