import { useState } from 'react';
import { trpc } from '../server/trpc.ts';
import { AccountForm } from './account-form.tsx';
import { GuestForm } from './guest-form.tsx';
import { useFocusHandover } from './use-focus-handover.ts';

/** As a guest, to an account, or to one that is made now. */
export type Way = 'guest' | 'account' | 'register';

const names: Record<Way, string> = {
  guest: 'Guest',
  account: 'My account',
  register: 'New account',
};

/**
 * Signs in, in the ways that this store has. It takes the focus when it was asked for in the middle of something.
 * `action` is what the button says that goes on with it.
 */
export function SignInForm({
  title,
  action,
  onlyWay,
  onSignedIn,
  onCancel,
}: {
  title?: string;
  action: string;
  onlyWay?: Way;
  onSignedIn?: () => void;
  onCancel?: () => void;
}) {
  const area = useFocusHandover<HTMLDivElement>();
  const { data, isPending } = trpc.auth.ways.useQuery(undefined, {
    enabled: onlyWay === undefined,
  });
  const [chosen, setChosen] = useState<Way>();
  if (isPending && onlyWay === undefined) return null;
  // Of a store that does not say, the server decides when it is asked.
  const guests = data?.guests ?? true;
  const ways: Way[] = guests ? ['guest', 'account', 'register'] : ['account', 'register'];
  const way = onlyWay ?? chosen ?? ways[0]!;
  const form = { action, ...(onSignedIn && { onSignedIn }), ...(onCancel && { onCancel }) };
  return (
    <div ref={area} className="grid gap-3">
      {title && <p className="font-semibold">{title}</p>}
      {onlyWay === undefined && (
        <div role="group" aria-label="How to sign in" className="flex flex-wrap gap-1">
          {ways.map((each) => (
            <button
              key={each}
              type="button"
              className="min-h-11 rounded-full px-3 text-sm font-semibold text-quiet hover:bg-wash aria-pressed:bg-wash aria-pressed:text-ink"
              aria-pressed={each === way}
              onClick={() => setChosen(each)}
            >
              {names[each]}
            </button>
          ))}
        </div>
      )}
      {way === 'guest' ? <GuestForm {...form} /> : <AccountForm key={way} way={way} {...form} />}
    </div>
  );
}
